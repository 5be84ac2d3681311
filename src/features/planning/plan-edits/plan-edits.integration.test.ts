import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import { replayDecision } from '../../../../shared/numerics/replay-decision.ts';
import { priceScenario } from '../../../../shared/planning/price-scenario.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';

let ours: PlannableWorkspace;
let theirs: PlannableWorkspace;

beforeAll(async () => {
  [ours, theirs] = [await createPlannableWorkspace('editing'), await createPlannableWorkspace('others')];
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

async function solved(workspace: PlannableWorkspace, method: 'policy' | 'optimise' = 'optimise', limits = {}) {
  const { inventory } = workspace.manager.caller;
  const planId = randomUUID();
  await inventory.startPlan({ planId, method, weeks: 12, timeLimitSeconds: 2, ...limits });
  for (;;) {
    const found = await inventory.plan({ planId });
    if (found.status !== 'RUNNING') return { ...found, lines: await inventory.planLines({ planId }) };
    await sleep(50);
  }
}

test('edited quantities become a plan of their own, priced, with who changed what in the record; the solved one stays', async () => {
  const plan = await solved(ours);
  const [uk, us] = plan.lines;
  const { inventory, purchasing } = ours.manager.caller;
  const planId = randomUUID();
  const edit = (line: typeof uk, week: number, quantity: number) => ({
    skuId: line!.skuId,
    warehouseId: line!.warehouseId,
    week,
    quantity,
  });
  const saved = await inventory.saveEditedPlan({
    planId,
    fromPlanId: plan.id,
    name: 'More in the UK',
    // Only the last change of a week counts.
    edits: [edit(uk, 0, 12), edit(uk, 0, uk!.orderQuantity + 240), edit(us, 5, 10_000)],
  });
  expect(saved).toMatchObject({ id: planId, basePlanId: plan.id, name: 'More in the UK', status: 'COMPLETED' });
  expect(saved.summary!.edited).toMatchObject({
    fromPlanId: plan.id,
    edits: [
      { skuId: uk!.skuId, week: 0, from: uk!.orderQuantity, to: uk!.orderQuantity + 240 },
      { skuId: us!.skuId, week: 5, to: 10_000 },
    ],
    // 10,000 is no multiple of 12.
    changeCount: 2,
    breachCount: 1,
    breaches: [{ constraint: 'order-multiple', line: { skuName: 'US' }, week: 5, value: 10_000, limit: 12 }],
  });
  // Limits that are broken leave nothing proven.
  expect(saved.summary!.solver).toMatchObject({ boundMinor: null, gap: null });

  const lines = await inventory.planLines({ planId });
  const edited = lines.find(line => line.skuId === uk!.skuId)!;
  expect(edited).toMatchObject({
    orderQuantity: uk!.orderQuantity + 240,
    lineCost: ((uk!.orderQuantity + 240) * 15).toFixed(2),
    lineCostGbp: ((uk!.orderQuantity + 240) * 15).toFixed(2),
  });
  const detail = await inventory.planLine({ lineId: edited.id });
  expect(replayDecision(detail.decision)).toMatchObject({ orderQuantity: edited.orderQuantity, differences: [] });
  expect(detail.decision.inputs.find(input => input.key === 'edit.1.week0')?.source).toBe(
    `Edited by MANAGER of editing from ${uk!.orderQuantity} to ${uk!.orderQuantity + 240}`,
  );
  expect(detail.decision.constraints.at(-1)).toMatchObject({ constraint: 'planner-edit', changeUnits: 240 });
  expect(detail.projection.orderByWeek[0]).toBe(edited.orderQuantity);
  const before = await inventory.planLine({ lineId: uk!.id });
  expect(before.orderQuantity).toBe(uk!.orderQuantity);
  expect(detail.projection.projectedStock[2]).toBeCloseTo(before.projection.projectedStock[2]! + 240, 6);

  // Drafts are made from it as from any plan.
  const { orders } = await purchasing.createDrafts({ planId, lineIds: [edited.id], idempotencyKey: randomUUID() });
  expect(await purchasing.order({ orderId: orders[0]!.id })).toMatchObject({
    planId,
    lines: [{ quantity: String(edited.orderQuantity) }],
  });
  const audit = await database.auditEvent.findFirstOrThrow({ where: { entityId: planId, action: 'order-plan.edit' } });
  expect(audit.after).toMatchObject({ name: 'More in the UK', changes: 2, breaches: 1 });
});

test('an edit that keeps every limit keeps the bound of the solved plan, and its gap is what the edit costs', async () => {
  const plan = await solved(ours);
  const [uk] = plan.lines;
  const saved = await ours.manager.caller.inventory.saveEditedPlan({
    planId: randomUUID(),
    fromPlanId: plan.id,
    name: 'A little more',
    edits: [{ skuId: uk!.skuId, warehouseId: uk!.warehouseId, week: 0, quantity: uk!.orderQuantity + 1_200 }],
  });
  const { solver, totals } = saved.summary!;
  expect(solver.boundMinor).toBe(plan.summary!.solver.boundMinor);
  expect(solver.gap).toBeCloseTo((totals.objectiveMinor - solver.boundMinor!) / totals.objectiveMinor, 9);
  expect(solver.gap!).toBeGreaterThan(plan.summary!.solver.gap!);
});

test('the same edits sent twice, or at once, are one plan; a plan edited again stays in the family of the solved one', async () => {
  const plan = await solved(ours, 'policy');
  const [uk] = plan.lines;
  const { inventory } = ours.manager.caller;
  const request = {
    planId: randomUUID(),
    fromPlanId: plan.id,
    name: 'Twice',
    edits: [{ skuId: uk!.skuId, warehouseId: uk!.warehouseId, week: 1, quantity: 240 }],
  };
  await Promise.all([inventory.saveEditedPlan(request), inventory.saveEditedPlan(request)]);
  await inventory.saveEditedPlan(request);
  expect(await database.orderPlan.count({ where: { basePlanId: plan.id } })).toBe(1);
  expect(await database.orderPlanLine.count({ where: { planId: request.planId } })).toBe(2);

  const again = await inventory.saveEditedPlan({
    ...request,
    planId: randomUUID(),
    fromPlanId: request.planId,
    edits: [{ ...request.edits[0]!, quantity: 480 }],
  });
  expect(again).toMatchObject({ basePlanId: plan.id });
  expect(again.summary!.edited).toMatchObject({ fromPlanId: request.planId, edits: [{ week: 1, from: 240, to: 480 }] });
});

test('scenarios carry what pricing needs: each prices to the totals that its plan shows', async () => {
  const plan = await solved(ours);
  const [uk] = plan.lines;
  const saved = await ours.manager.caller.inventory.saveEditedPlan({
    planId: randomUUID(),
    fromPlanId: plan.id,
    name: 'For comparison',
    edits: [{ skuId: uk!.skuId, warehouseId: uk!.warehouseId, week: 0, quantity: 0 }],
  });
  const { basePlanId, basis, scenarios, lines } = await ours.viewer.caller.inventory.planScenarios({
    planId: saved.id,
  });
  expect(basePlanId).toBe(plan.id);
  expect(lines.map(line => line.skuCode)).toEqual(['UK', 'US']);
  expect(scenarios.map(({ kind }) => kind)).toEqual(['no-orders', 'policy', 'solved', 'edited']);
  const totalsOf = (kind: string) =>
    priceScenario(basis, scenarios.find(scenario => scenario.kind === kind)!.orders).totals;
  expect(totalsOf('solved')).toEqual(plan.summary!.totals);
  expect(totalsOf('edited')).toEqual(saved.summary!.totals);
  expect(totalsOf('no-orders')).toMatchObject({ purchaseMinor: 0, orderCostMinor: 0 });
  const policy = await solved(ours, 'policy');
  expect(totalsOf('policy')).toEqual(policy.summary!.totals);
  expect(totalsOf('solved').objectiveMinor).toBeLessThanOrEqual(totalsOf('policy').objectiveMinor);
});

test('refuses what is no edit, lies outside the plan, or is not ours, with its reason', async () => {
  const plan = await solved(ours, 'policy');
  const [uk] = plan.lines;
  const of = { skuId: uk!.skuId, warehouseId: uk!.warehouseId };
  const request = (edit: object, change: object = {}) => ({
    planId: randomUUID(),
    fromPlanId: plan.id,
    name: 'Refused',
    edits: [{ ...of, week: 0, quantity: 120, ...edit }],
    ...change,
  });
  const { inventory } = ours.manager.caller;
  await expect(inventory.saveEditedPlan(request({ quantity: uk!.orderQuantity }))).rejects.toThrow(
    'No quantity differs',
  );
  await expect(inventory.saveEditedPlan(request({ week: 40 }))).rejects.toThrow('Week 41 of UK');
  await expect(inventory.saveEditedPlan(request({ quantity: -1 }))).rejects.toThrow();
  await expect(inventory.saveEditedPlan(request({ skuId: randomUUID() }))).rejects.toThrow('plan line of SKU');
  await expect(theirs.manager.caller.inventory.saveEditedPlan(request({}))).rejects.toThrow('order plan');
  await expect(theirs.viewer.caller.inventory.planScenarios({ planId: plan.id })).rejects.toThrow('order plan');
  await expect(ours.viewer.caller.inventory.saveEditedPlan(request({}))).rejects.toThrow();
  const mine = await inventory.saveEditedPlan(request({ quantity: 1_200 }));
  await expect(theirs.manager.caller.inventory.saveEditedPlan({ ...request({}), planId: mine.id })).rejects.toThrow();
});
