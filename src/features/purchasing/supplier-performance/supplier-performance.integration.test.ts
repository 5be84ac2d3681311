import { afterAll, beforeEach, expect, test } from 'vitest';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import { addDays, dateOfDay } from '../../../../shared/business-day.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';

// "Today" of the workspace is 30 June 2024; its supplier in pounds states 14 days ± 3.
let workspace: PlannableWorkspace;
let made = 0;

beforeEach(async () => {
  workspace = await createPlannableWorkspace(`performance ${made}`);
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

interface Delivery {
  readonly days: number;
  readonly quantity: number;
}

/** An order of 100 units of the UK SKU with what arrived of it; expected after 14 days. */
async function delivered(
  orderedOn: string,
  deliveries: readonly Delivery[],
  status: 'ORDERED' | 'RECEIVED' = 'RECEIVED',
) {
  made += 1;
  const { organisationId, uk, manager, suppliers } = workspace;
  await database.purchaseOrder.create({
    data: {
      organisationId,
      number: `PO-${made}`,
      supplierId: suppliers.uk.id,
      status,
      currency: 'GBP',
      total: '1500',
      requestedById: manager.actor.userId,
      idempotencyKey: `test-${made}`,
      orderedOn: dateOfDay(orderedOn),
      expectedOn: dateOfDay(addDays(orderedOn, 14)),
      lines: {
        create: {
          skuId: uk.sku.id,
          warehouseId: uk.warehouse.id,
          quantity: '100',
          unitCost: '15',
          lineTotal: '1500',
          receivedQuantity: String(deliveries.reduce((sum, one) => sum + one.quantity, 0)),
          receipts: {
            create: deliveries.map(({ days, quantity }) => ({
              quantity: String(quantity),
              receivedOn: dateOfDay(addDays(orderedOn, days)),
              receivedById: manager.actor.userId,
            })),
          },
        },
      },
    },
  });
}

const performanceOf = async () => {
  const { suppliers } = await workspace.viewer.caller.suppliers.performance();
  return suppliers.find(one => one.supplierId === workspace.suppliers.uk.id);
};

async function leadTimeInPlan() {
  const planId = crypto.randomUUID();
  await workspace.manager.caller.inventory.startPlan({ planId, method: 'policy', weeks: 8 });
  const { caller } = workspace.viewer;
  await expect.poll(() => caller.inventory.planLines({ planId })).toHaveLength(2);
  const lines = await caller.inventory.planLines({ planId });
  const { decision } = await caller.inventory.planLine({
    lineId: lines.find(line => line.skuId === workspace.uk.sku.id)!.id,
  });
  const input = (key: string) => decision.inputs.find(one => one.key === key)!;
  return { mean: input('leadTimeDays'), deviation: input('leadTimeDeviationDays') };
}

test('below the threshold plans use the stated lead time; from it on the measured mean and deviation, and both say so', async () => {
  const days = [12, 14, 16, 18, 20, 22, 24];
  for (const [index, each] of days.entries()) {
    await delivered(addDays('2024-01-01', 7 * index), [{ days: each, quantity: 100 }]);
  }
  expect(await performanceOf()).toMatchObject({ inUse: false, leadTime: { count: 7, mean: 18 } });
  expect((await leadTimeInPlan()).mean).toMatchObject({
    value: 14,
    source: expect.stringContaining('Assumption: test'),
  });

  await delivered('2024-03-04', [{ days: 26, quantity: 100 }]);
  expect(await performanceOf()).toMatchObject({
    inUse: true,
    leadTime: { count: 8, mean: 19, deviation: 4.9, shortest: 12, longest: 26 },
  });
  expect(await leadTimeInPlan()).toMatchObject({
    mean: { value: 19, source: expect.stringContaining('Measured on 8 deliveries up to 2024-03-30') },
    deviation: { value: 4.9 },
  });
});

test('an order is due, and to be placed, by the lead time in force, and says which that is', async () => {
  const drafted = async () => {
    const { caller } = workspace.manager;
    const planId = crypto.randomUUID();
    await caller.inventory.startPlan({ planId, method: 'policy', weeks: 8 });
    await expect.poll(() => caller.inventory.planLines({ planId })).toHaveLength(2);
    const lines = await caller.inventory.planLines({ planId });
    const lineIds = lines.filter(line => line.skuId === workspace.uk.sku.id).map(line => line.id);
    const { orders } = await caller.purchasing.createDrafts({ planId, lineIds, idempotencyKey: crypto.randomUUID() });
    return caller.purchasing.order({ orderId: orders[0]!.id });
  };
  const stated = await drafted();
  expect(stated).toMatchObject({ expectedOn: '2024-07-14', orderBy: '2024-06-30' });
  expect(stated.leadTime).toEqual({ days: 14, deliveries: null });
  // The next plan orders what this draft leaves.
  await workspace.manager.caller.purchasing.editLines({
    orderId: stated.id,
    version: stated.version,
    idempotencyKey: crypto.randomUUID(),
    quantities: [{ lineId: stated.lines[0]!.id, quantity: '120' }],
  });

  for (const days of [6, 7, 8, 9, 6, 7, 8, 9]) await delivered('2024-01-01', [{ days, quantity: 100 }]);
  expect(await drafted()).toMatchObject({
    expectedOn: '2024-07-08',
    orderBy: '2024-06-30',
    leadTime: { days: 7.5, deliveries: 8 },
  });
  const { caller } = workspace.manager;
  // The older draft is due on the 14th still, and can wait now.
  expect(await caller.purchasing.order({ orderId: stated.id })).toMatchObject({
    expectedOn: '2024-07-14',
    orderBy: '2024-07-06',
  });
});

test('what arrives of one order on one day is one delivery; parts on two days are two', async () => {
  await delivered('2024-01-01', [
    { days: 10, quantity: 30 },
    { days: 10, quantity: 30 },
    { days: 20, quantity: 40 },
  ]);
  expect((await performanceOf())!.deliveries.map(one => one.days)).toEqual([20, 10]);
});

test('on time in full: all by the day; late, short and still missing lines are told apart; what is not due does not count', async () => {
  await delivered('2024-01-01', [{ days: 14, quantity: 100 }]);
  await delivered('2024-02-01', [{ days: 15, quantity: 100 }]);
  await delivered('2024-03-01', [{ days: 10, quantity: 60 }]);
  await delivered('2024-04-01', [], 'ORDERED');
  await delivered('2024-06-28', [], 'ORDERED');
  expect(await performanceOf()).toMatchObject({ dueLines: 4, onTimeLines: 2, inFullLines: 2, onTimeInFullLines: 1 });
});
