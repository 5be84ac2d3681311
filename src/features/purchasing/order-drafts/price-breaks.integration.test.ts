import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import type { InventoryProblem } from '../../../../shared/contracts/inventory.ts';
import type { OrderContent } from '../../../../shared/purchasing/order-content.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';

// From rows to an order: what a supplier's terms say is planned with, explained, ordered and submitted.

let work: PlannableWorkspace;
let plan: Awaited<ReturnType<typeof planned>>;

beforeAll(async () => {
  work = await createPlannableWorkspace('breaks');
  const { caller } = work.manager;
  const { uk, us, suppliers } = work;
  // In pounds and in euros at £0.8.
  await caller.suppliers.updateTerm({
    supplierId: suppliers.uk.id,
    skuId: uk.sku.id,
    version: 1,
    change: { priceBreaks: [{ minimumQuantity: 1800, unitCost: '14' }] },
  });
  await caller.suppliers.updateTerm({
    supplierId: suppliers.us.id,
    skuId: us.sku.id,
    version: 1,
    change: { priceBreaks: [{ minimumQuantity: 960, unitCost: '9.5' }] },
  });
  await caller.suppliers.update({ supplierId: suppliers.uk.id, version: 1, change: { weeklyCapacity: 2400 } });
  await caller.catalogue.save({
    kind: 'sku',
    id: uk.sku.id,
    code: uk.sku.code,
    name: uk.sku.name,
    productId: uk.sku.productId,
    regionId: uk.sku.regionId,
    unitOfMeasure: 'bottle',
    shelfLifeDays: 90,
    shelfLifeSource: 'Statement: label',
  });
  plan = await planned(work);
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

async function planned({ manager: { caller } }: PlannableWorkspace) {
  const planId = randomUUID();
  await caller.inventory.startPlan({ planId, method: 'policy', weeks: 8 });
  for (;;) {
    const { status } = await caller.inventory.plan({ planId });
    if (status !== 'RUNNING') break;
    await sleep(50);
  }
  const [uk, us] = await caller.inventory.planLines({ planId });
  return { planId, uk: uk!, us: us! };
}

/** Of a plan of its own: what drafts of the plans before it hold would be taken off. */
async function drafted() {
  await database.purchaseOrder.updateMany({
    where: { organisationId: work.organisationId, status: 'DRAFT' },
    data: { status: 'CANCELLED' },
  });
  const { planId, uk } = await planned(work);
  const { orders } = await work.manager.caller.purchasing.createDrafts({
    planId,
    lineIds: [uk.id],
    idempotencyKey: randomUUID(),
  });
  return orders[0]!.id;
}

const read = (orderId: string) => work.manager.caller.purchasing.order({ orderId });
const next = async (orderId: string) => ({
  orderId,
  version: (await read(orderId)).version,
  idempotencyKey: randomUUID(),
});

test('terms enter the problem in pence, with their sources, and the form says how many there are', async () => {
  const { problem } = await database.orderPlan.findUniqueOrThrow({ where: { id: plan.planId } });
  const { lines, items, suppliers } = problem as unknown as InventoryProblem;
  expect(lines.map(line => line.priceBreaks)).toEqual([
    [{ minimumQuantity: 1800, unitCostMinor: 1400 }],
    [{ minimumQuantity: 960, unitCostMinor: 760 }],
  ]);
  expect(items.map(item => item.shelfLifeDays)).toEqual([90, null]);
  expect(suppliers.map(supplier => supplier.capacityByWeek)).toEqual([Array(8).fill(2400), null]);
  const { considered } = await work.viewer.caller.inventory.planReadiness({ weeks: 8 });
  expect(considered).toEqual({ priceBreaks: 2, shelfLives: 1, limitedSuppliers: 1 });
});

test('plan lines cost what the price break they reach asks, and their records say what each term did', async () => {
  const { uk, us } = plan;
  expect(uk.orderQuantity).toBeGreaterThanOrEqual(1800);
  expect(uk).toMatchObject({ unitCost: '14', lineCost: (14 * uk.orderQuantity).toFixed(2) });
  expect(us).toMatchObject({ unitCost: '9.5', currency: 'EUR', lineCost: (9.5 * us.orderQuantity).toFixed(2) });
  expect(us.lineCostGbp).toBe((7.6 * us.orderQuantity).toFixed(2));
  const { decision } = await work.viewer.caller.inventory.planLine({ lineId: uk.id });
  const effects = new Map(decision.constraints.map(each => [each.constraint, each]));
  expect(effects.get('price-break')!.changeUnits).toBeGreaterThan(0);
  expect(effects.get('shelf-life')).toMatchObject({ changeUnits: 0, changeMinor: 0 });
  expect(effects.get('supplier-capacity')).toMatchObject({ after: uk.orderQuantity });
  const sourceOf = (key: string) => decision.inputs.find(input => input.key === key)!.source;
  expect(sourceOf('breakPriceMinor.0')).toBe('NORTH of breaks, UK: Statement: price list (£14 from 1800)');
  expect(sourceOf('shelfLifeDays')).toBe('UK: Statement: label');
  expect(sourceOf('limit.supplier-capacity')).toBe('NORTH of breaks: Assumption: test');
});

test('a plan edited by hand is priced at the break that each new quantity reaches, in the supplier’s currency', async () => {
  const planId = randomUUID();
  const edit = ({ skuId, warehouseId }: typeof plan.uk, quantity: number) => ({
    skuId,
    warehouseId,
    week: 0,
    quantity,
  });
  await work.manager.caller.inventory.saveEditedPlan({
    planId,
    fromPlanId: plan.planId,
    name: 'Less',
    edits: [edit(plan.uk, 600), edit(plan.us, 480)],
  });
  const [uk, us] = await work.viewer.caller.inventory.planLines({ planId });
  expect(uk).toMatchObject({ unitCost: '15', lineCost: '9000.00', lineCostGbp: '9000.00' });
  expect(us).toMatchObject({ unitCost: '10', lineCost: '4800.00', lineCostGbp: '3840.00' });
});

test('an order line takes the price of its quantity, on each edit anew; the audit has both prices', async () => {
  const orderId = await drafted();
  const order = await read(orderId);
  const [line] = order.lines;
  expect(line).toMatchObject({
    unitCost: '14.0000',
    lineTotal: (14 * plan.uk.orderQuantity).toFixed(2),
    terms: { unitCost: '15', priceBreaks: [{ minimumQuantity: 1800, unitCost: '14' }] },
  });
  const edit = async (quantity: string) =>
    work.manager.caller.purchasing.editLines({
      ...(await next(orderId)),
      quantities: [{ lineId: line!.id, quantity }],
    });
  await edit('1788');
  expect((await read(orderId)).lines[0]).toMatchObject({ unitCost: '15.0000', lineTotal: '26820.00' });
  await edit('1800');
  expect(await read(orderId)).toMatchObject({ total: '25200.00', lines: [{ unitCost: '14.0000' }] });
  const audit = await database.auditEvent.findMany({
    where: { entityId: orderId, action: 'purchase-order.edit' },
    orderBy: { id: 'asc' },
  });
  expect(audit[1]).toMatchObject({
    before: { lines: [{ quantity: '1788.000', unitCost: '15.0000' }] },
    after: { total: '25200.00', lines: [{ quantity: '1800.000', unitCost: '14.0000' }] },
  });
});

test('the minimum order value is held against the discounted amount', async () => {
  const orderId = await drafted();
  const { lines } = await read(orderId);
  await work.manager.caller.purchasing.editLines({
    ...(await next(orderId)),
    quantities: [{ lineId: lines[0]!.id, quantity: '1800' }],
  });
  await database.supplier.update({ where: { id: work.suppliers.uk.id }, data: { minimumOrderValue: '25500' } });
  await expect(work.manager.caller.purchasing.submit(await next(orderId))).rejects.toThrow(
    /comes to 25200\.00 GBP; .* takes orders from 25500\.00 GBP/,
  );
  await database.supplier.update({ where: { id: work.suppliers.uk.id }, data: { minimumOrderValue: '0' } });
});

test('a draft whose prices the supplier has changed since is not submitted until its lines take the new ones', async () => {
  const orderId = await drafted();
  const { uk, suppliers, manager } = work;
  const term = { supplierId: suppliers.uk.id, skuId: uk.sku.id };
  const [known] = await manager.caller.suppliers.terms({ regionIds: [uk.region.id] });
  const { version } = known!;
  await manager.caller.suppliers.updateTerm({ ...term, version, change: { priceBreaks: [] } });
  await expect(manager.caller.purchasing.submit(await next(orderId))).rejects.toThrow(
    /asks 15\.0000 GBP for .* of UK for UK now, not 14\.0000 GBP as in the draft\. Edit the lines/,
  );
  await manager.caller.purchasing.editLines({ ...(await next(orderId)), quantities: [] });
  await manager.caller.purchasing.submit(await next(orderId));
  const { content } = await database.purchaseOrderSubmission.findFirstOrThrow({ where: { orderId } });
  const { lines, total } = content as unknown as OrderContent;
  expect(lines).toMatchObject([{ unitCost: '15.0000', lineTotal: total }]);
});
