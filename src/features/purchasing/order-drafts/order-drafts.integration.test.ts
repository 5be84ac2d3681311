import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createPurchasingWorkspace,
  type PurchasingWorkspace,
} from '../../../../scripts/testing/purchasing-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';

let work: PurchasingWorkspace;

beforeAll(async () => {
  work = await createPurchasingWorkspace();
});

afterAll(() => closeDatabase());

const codeOf = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code;
const ordersOf = (planId: string) => database.purchaseOrder.findMany({ where: { planId }, include: { lines: true } });

test('one draft for each supplier and currency, numbered, with lines, total and delivery day', async () => {
  const plan = await work.createPlan({ pounds: 1_234, euros: 600 });
  const { orders, repeated } = await work.planner.caller.purchasing.createDrafts({
    ...plan,
    idempotencyKey: randomUUID(),
  });
  expect(repeated).toBe(false);
  expect(orders.map(order => order.status)).toEqual(['DRAFT', 'DRAFT']);
  const stored = (await ordersOf(plan.planId)).map(order => ({
    currency: order.currency,
    total: order.total.toFixed(2),
    expectedOn: order.expectedOn?.toISOString().slice(0, 10),
    lines: order.lines.map(line => `${line.quantity} × ${line.unitCost} = ${line.lineTotal}`),
  }));
  expect(stored.toSorted((a, b) => a.currency.localeCompare(b.currency))).toEqual([
    { currency: 'EUR', total: '6.00', expectedOn: '2025-06-30', lines: ['600 × 0.01 = 6'] },
    { currency: 'GBP', total: '12.34', expectedOn: '2025-06-30', lines: ['1234 × 0.01 = 12.34'] },
  ]);
  expect(new Set(orders.map(order => order.number)).size).toBe(2);
  expect(orders[0]?.number).toMatch(/^PO-\d{6}$/);
  const events = await database.liveEvent.findMany({ where: { organisationId: work.organisationId } });
  expect(events.map(event => event.entityId)).toEqual(expect.arrayContaining(orders.map(order => order.id)));
});

test('a repeated request gives the same orders; the same key for anything else is refused', async () => {
  const plan = await work.createPlan({ pounds: 500, euros: 500 });
  const request = { ...plan, idempotencyKey: randomUUID() };
  const first = await work.planner.caller.purchasing.createDrafts(request);
  const again = await work.planner.caller.purchasing.createDrafts({ ...request, lineIds: [...plan.lineIds].reverse() });
  expect(again.repeated).toBe(true);
  expect(again.orders.map(order => order.id).toSorted()).toEqual(first.orders.map(order => order.id).toSorted());
  expect(await ordersOf(plan.planId)).toHaveLength(2);

  const other = await work.createPlan({ pounds: 500 });
  for (const [caller, input] of [
    [work.planner.caller, { ...request, ...other }],
    [work.planner.caller, { ...request, lineIds: plan.lineIds.slice(0, 1) }],
    [work.secondPlanner.caller, request],
  ] as const) {
    expect(codeOf(await caller.purchasing.createDrafts(input).catch((error: unknown) => error))).toBe(
      'request.key-reused',
    );
  }
});

test('ten requests with one key at once make the orders once', async () => {
  const plan = await work.createPlan({ pounds: 500, euros: 500 });
  const request = { ...plan, idempotencyKey: randomUUID() };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => work.planner.caller.purchasing.createDrafts(request)),
  );
  expect(answers.filter(answer => !answer.repeated)).toHaveLength(1);
  expect(new Set(answers.flatMap(answer => answer.orders.map(order => order.id))).size).toBe(2);
  expect(await ordersOf(plan.planId)).toHaveLength(2);
});

test('two people at once: one makes the order, the other is told which order and whose', async () => {
  const plan = await work.createPlan({ pounds: 500 });
  const outcomes = await Promise.allSettled(
    [work.planner, work.secondPlanner].map(person =>
      person.caller.purchasing.createDrafts({ ...plan, idempotencyKey: randomUUID() }),
    ),
  );
  const lost = outcomes.filter(outcome => outcome.status === 'rejected');
  expect(lost).toHaveLength(1);
  expect(codeOf(lost[0]?.reason)).toBe('purchasing.line-already-ordered');
  const [order] = await ordersOf(plan.planId);
  expect((lost[0]!.reason as Error).message).toContain(order?.number);
  expect((lost[0]!.reason as Error).message).toMatch(/made by (Planner|Second planner)/);
  expect(await ordersOf(plan.planId)).toHaveLength(1);
  const [audit] = await database.auditEvent.findMany({ where: { entityId: plan.planId }, orderBy: { id: 'desc' } });
  expect(audit).toMatchObject({ outcome: 'REFUSED', action: 'order-plan.create-drafts' });
});

test('many people order many plans at once: every order has a number of its own', async () => {
  const plans = await Promise.all(Array.from({ length: 8 }, () => work.createPlan({ pounds: 500, euros: 500 })));
  const answers = await Promise.all(
    plans.map((plan, index) =>
      [work.planner, work.secondPlanner][index % 2]!.caller.purchasing.createDrafts({
        ...plan,
        idempotencyKey: randomUUID(),
      }),
    ),
  );
  expect(new Set(answers.flatMap(answer => answer.orders.map(order => order.number))).size).toBe(16);
});

test('lines of a cancelled order can be ordered again, those of a living one cannot', async () => {
  const plan = await work.createPlan({ pounds: 500 });
  const { orders } = await work.planner.caller.purchasing.createDrafts({ ...plan, idempotencyKey: randomUUID() });
  const again = () => work.planner.caller.purchasing.createDrafts({ ...plan, idempotencyKey: randomUUID() });
  await expect(again()).rejects.toThrow(/is already on PO-/);
  await work.planner.caller.purchasing.cancel({ ...(await work.next(orders[0]!.id)), reason: 'wrong supplier' });
  expect((await again()).orders).toHaveLength(1);
});

test('refuses lines without an order, unknown lines and unfinished plans', async () => {
  const plan = await work.createPlan({ pounds: 0, euros: 500 });
  const attempt = (lineIds: string[]) =>
    work.planner.caller.purchasing.createDrafts({ planId: plan.planId, lineIds, idempotencyKey: randomUUID() });
  await expect(attempt(plan.lineIds)).rejects.toThrow(/orders nothing of RED-GBP for Thurrock/);
  await expect(attempt([randomUUID()])).rejects.toThrow(/plan line .* does not exist/);
  await database.orderPlan.update({ where: { id: plan.planId }, data: { status: 'RUNNING' } });
  await expect(attempt(plan.lineIds.slice(1))).rejects.toThrow(/is running: orders are made from a completed plan/);
  expect(await ordersOf(plan.planId)).toHaveLength(0);
});
