import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import { dateOfDay } from '../../../../shared/business-day.ts';
import { closeDatabase, database } from '../../../server/db.ts';

let workspace: PlannableWorkspace;

beforeAll(async () => {
  workspace = await createPlannableWorkspace('exceptions');
});

afterAll(closeDatabase);

let made = 0;
async function openOrder(place: PlannableWorkspace['uk'], supplierId: string, quantity: number, expectedOn: string) {
  made += 1;
  return database.purchaseOrder.create({
    data: {
      organisationId: workspace.organisationId,
      number: `PO-${made}`,
      supplierId,
      status: 'ORDERED',
      currency: 'GBP',
      total: '1',
      requestedById: workspace.manager.actor.userId,
      idempotencyKey: `exception-${made}`,
      orderedOn: dateOfDay('2024-06-01'),
      expectedOn: dateOfDay(expectedOn),
      lines: {
        create: {
          skuId: place.sku.id,
          warehouseId: place.warehouse.id,
          quantity: String(quantity),
          unitCost: '1',
          lineTotal: '1',
        },
      },
    },
  });
}

test('exceptions come from stock, open orders and forecast, the most money first, each with its order', async () => {
  const { uk, us, suppliers } = workspace;
  // 280 a week, 500 on hand: UK runs out in week 1 and its order comes in week 4. US has plenty.
  const late = await openOrder(uk, suppliers.uk.id, 2_000, '2024-07-29');
  const needless = await openOrder(us, suppliers.us.id, 100, '2024-07-08');
  await database.stockLevel.updateMany({ where: { skuId: us.sku.id }, data: { onHand: 20_000 } });
  const { rows, planningDate, notJudged } = await workspace.viewer.caller.inventory.exceptions({});
  expect({ planningDate, notJudged }).toEqual({ planningDate: '2024-06-30', notJudged: 0 });
  expect(rows).toMatchObject([
    // Short of 60 in week 1 and 280 in weeks 2 and 3, at £15.
    {
      kind: 'expedite',
      order: { orderId: late.id, number: late.number },
      skuId: uk.sku.id,
      units: 620,
      atRiskMinor: 930_000,
      day: '2024-07-07',
    },
    // 100 at €10 and £0.80.
    { kind: 'cancel', order: { orderId: needless.id }, skuId: us.sku.id, units: 100, atRiskMinor: 80_000 },
  ]);
});

test('is filtered like stock, belongs to its organisation, and counts what cannot be judged', async () => {
  const { uk, us } = workspace;
  const filtered = await workspace.viewer.caller.inventory.exceptions({ skuIds: [us.sku.id] });
  expect(filtered.rows.map(row => row.kind)).toEqual(['cancel']);
  await database.publishedForecast.deleteMany({ where: { skuId: uk.sku.id } });
  expect(await workspace.viewer.caller.inventory.exceptions({})).toMatchObject({
    notJudged: 1,
    rows: [{ kind: 'cancel' }],
  });
  const others = await createPlannableWorkspace('without orders');
  // 500 units last less than the 14 days that an order takes.
  expect((await others.viewer.caller.inventory.exceptions({})).rows.map(row => row.kind)).toEqual(['order', 'order']);
});
