import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import {
  type Caller,
  createPurchasingWorkspace,
  type PurchasingWorkspace,
} from '../../../../scripts/testing/purchasing-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';

let work: PurchasingWorkspace;

beforeAll(async () => {
  work = await createPurchasingWorkspace();
});

afterAll(() => closeDatabase());

type Plan = Awaited<ReturnType<PurchasingWorkspace['createPlan']>>;

/** A solved plan of 600 units, and what makes another plan for the same warehouse. */
async function solved(quantity = 600) {
  const warehouseId = await work.createWarehouse(randomUUID());
  const plan = await work.createPlan({ pounds: quantity }, { warehouseId });
  const again = (pounds: number) => work.createPlan({ pounds }, { warehouseId });
  const edited = (pounds: number) => work.createPlan({ pounds }, { warehouseId, basePlanId: plan.planId });
  return { warehouseId, plan, again, edited };
}

const draft = (plan: Plan, caller: Caller = work.planner.caller) =>
  caller.purchasing.createDrafts({ ...plan, idempotencyKey: randomUUID() });
const codeOf = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code;
const coverage = ({ planId }: Plan) => work.viewer.caller.inventory.planCoverage({ planId });
const quantityOf = async (orderId: string) =>
  (await work.viewer.caller.purchasing.order({ orderId })).lines[0]!.quantity;

/** Units on all living orders for a warehouse. */
async function ordered(warehouseId: string) {
  const lines = await database.purchaseOrderLine.findMany({
    where: { warehouseId, order: { status: { notIn: ['CANCELLED', 'REJECTED'] } } },
  });
  return lines.reduce((sum, line) => sum + line.quantity.toNumber(), 0);
}

test('of an edited copy only the difference is ordered, and the answer says which order holds the rest', async () => {
  const { warehouseId, plan, edited } = await solved(600);
  const first = await draft(plan);
  expect(first.reduced).toEqual([]);
  const copy = await edited(800);
  expect(await coverage(copy)).toEqual({
    lines: [
      {
        key: copy.lineIds[0],
        remaining: '200.000',
        coveredBy: [
          expect.objectContaining({
            orderId: first.orders[0]!.id,
            number: first.orders[0]!.number,
            status: 'DRAFT',
            requester: 'Planner',
            quantity: '600',
          }),
        ],
      },
    ],
    transfers: [],
  });
  const second = await draft(copy);
  expect(second.reduced).toEqual([
    {
      line: 'RED-GBP for Thurrock',
      quantity: '200.000',
      heldBy: `600 on ${first.orders[0]!.number} (draft, by Planner)`,
    },
  ]);
  expect(await quantityOf(second.orders[0]!.id)).toBe('200');
  expect(await ordered(warehouseId)).toBe(800);
  // Of its own order a plan line says so itself.
  expect(codeOf(await draft(copy).catch((error: unknown) => error))).toBe('purchasing.line-already-ordered');
});

test('a line that other orders hold in full is refused, with number, state and requester, and the refusal recorded', async () => {
  const { plan, edited } = await solved(600);
  const { orders } = await draft(plan, work.secondPlanner.caller);
  const copy = await edited(500);
  const refusal = await draft(copy).catch((error: unknown) => error);
  expect(codeOf(refusal)).toBe('purchasing.line-covered');
  expect((refusal as Error).message).toContain(`hold 500 on ${orders[0]!.number} (draft, by Second planner).`);
  const [audit] = await database.auditEvent.findMany({ where: { entityId: copy.planId }, orderBy: { id: 'desc' } });
  expect(audit).toMatchObject({ outcome: 'REFUSED', action: 'order-plan.create-drafts' });
  // The other one is in the way only as long as it lives.
  await work.secondPlanner.caller.purchasing.cancel({ ...(await work.next(orders[0]!.id)), reason: 'Less is enough' });
  expect((await coverage(copy)).lines).toEqual([]);
  expect(await quantityOf((await draft(copy)).orders[0]!.id)).toBe('500');
});

test('a draft holds what it orders now, not what its plan proposed', async () => {
  const { plan, edited } = await solved(600);
  const { orders } = await draft(plan);
  const order = await work.viewer.caller.purchasing.order({ orderId: orders[0]!.id });
  await work.planner.caller.purchasing.editLines({
    ...(await work.next(order.id)),
    quantities: [{ lineId: order.lines[0]!.id, quantity: '150' }],
  });
  expect((await coverage(await edited(600))).lines).toMatchObject([{ remaining: '450.000' }]);
});

test('a plan made after the approval counts the order itself; one made before does not, nor does its copy', async () => {
  const { plan, again, edited } = await solved(600);
  const older = await again(700);
  const { orders } = await draft(plan);
  const orderId = orders[0]!.id;
  // Waiting for approval it is in no plan's figures.
  await work.planner.caller.purchasing.submit(await work.next(orderId));
  const meanwhile = await again(650);
  expect((await coverage(meanwhile)).lines).toMatchObject([{ remaining: '50.000' }]);
  await work.manager.caller.purchasing.approve(await work.next(orderId));
  const newer = await again(100);
  expect((await coverage(newer)).lines).toEqual([]);
  expect((await coverage(older)).lines).toMatchObject([{ remaining: '100.000', coveredBy: [{ status: 'APPROVED' }] }]);
  // The copy was made after the approval, on the figures of before it.
  expect((await coverage(await edited(900))).lines).toMatchObject([{ remaining: '300.000' }]);
  expect(await quantityOf((await draft(newer)).orders[0]!.id)).toBe('100');
});

test('two people at once, one with the plan and one with its edited copy: no unit is ordered twice', async () => {
  for (let round = 0; round < 3; round += 1) {
    const { warehouseId, plan, edited } = await solved(600);
    const copy = await edited(800);
    const outcomes = await Promise.allSettled([draft(plan), draft(copy, work.secondPlanner.caller)]);
    expect(outcomes[1]!.status).toBe('fulfilled');
    if (outcomes[0]!.status === 'rejected') expect(codeOf(outcomes[0]!.reason)).toBe('purchasing.line-covered');
    expect(await ordered(warehouseId)).toBe(800);
  }
});

test('another organisation learns nothing of it', async () => {
  const { plan } = await solved();
  const stranger = await createPlannableWorkspace(randomUUID());
  await expect(stranger.viewer.caller.inventory.planCoverage({ planId: plan.planId })).rejects.toMatchObject({
    cause: { code: 'entity.not-found' },
  });
});

test('shipments that a plan’s copy proposes again: held ones are refused, the difference is moved', async () => {
  const { organisationId, manager, uk, us } = await createPlannableWorkspace(randomUUID());
  const pair = { skuId: uk.sku.id, warehouseId: us.warehouse.id };
  await database.stockLevel.create({ data: { ...pair, onHand: 500, asOf: new Date('2024-06-29'), source: 'Test' } });
  const lane = { fromWarehouseId: 'US', toWarehouseId: 'UK' };
  const createPlan = async (quantities: Record<number, number>, basePlanId?: string) => {
    const { id } = await database.orderPlan.create({
      data: {
        id: randomUUID(),
        organisationId,
        createdById: manager.actor.userId,
        ...(basePlanId && { basePlanId }),
        status: 'COMPLETED',
        planningDate: new Date('2024-06-30'),
        parameters: {},
        summary: {
          transfers: Object.entries(quantities).map(([week, quantity]) => ({
            ...lane,
            itemId: 'UK',
            week: Number(week),
            quantity,
          })),
          lanes: [{ ...lane, leadTimeDays: 9, unitCostMinor: 50, vehicleCostMinor: 2000, vehicleVolume: null }],
        },
        heartbeatAt: new Date(),
      },
    });
    return id;
  };
  const take = async (planId: string, week: number) => {
    const shipments = [{ orderId: randomUUID(), fromWarehouseCode: 'US', toWarehouseCode: 'UK', week }];
    const { orders } = await manager.caller.transfers.takeUpProposal({ planId, shipments });
    return manager.caller.transfers.order({ orderId: orders[0]!.id });
  };
  const left = async (planId: string) =>
    (await manager.caller.inventory.planCoverage({ planId })).transfers.map(one => one.remaining);

  const plan = await createPlan({ 0: 200, 3: 50 });
  const copy = await createPlan({ 0: 200, 3: 50 }, plan);
  const larger = await createPlan({ 0: 260, 3: 50 }, plan);
  const taken = await take(plan, 0);
  expect(await left(plan)).toEqual([]);
  expect(await left(copy)).toEqual(['0.000']);
  await expect(take(copy, 0)).rejects.toThrow(
    /Nothing is left to move from US to UK in week 1.*UK: 200 on TO-000001 \(draft, by /,
  );

  // It leaves: the copies were made on the figures of before, a plan of now counts it.
  const { id: orderId, version, lines } = taken;
  await manager.caller.transfers.dispatch({
    orderId,
    version,
    idempotencyKey: randomUUID(),
    lines: [{ lineId: lines[0]!.id, quantity: '180' }],
  });
  expect(await left(copy)).toEqual(['20.000']);
  expect(await left(await createPlan({ 0: 200 }))).toEqual([]);

  const outcomes = await Promise.allSettled([take(copy, 0), take(larger, 0)]);
  expect(outcomes[1]!.status).toBe('fulfilled');
  const moved = await database.transferOrderLine.findMany({
    where: { order: { organisationId, status: { not: 'CANCELLED' } } },
    select: { quantity: true, dispatchedQuantity: true, order: { select: { status: true } } },
  });
  const units = moved.map(one => (one.order.status === 'DRAFT' ? one.quantity : one.dispatchedQuantity).toNumber());
  expect(units.reduce((sum, one) => sum + one, 0)).toBe(260);
  // Of the later shipment nothing has been moved yet.
  expect((await take(larger, 3)).lines[0]).toMatchObject({ quantity: '50' });
});
