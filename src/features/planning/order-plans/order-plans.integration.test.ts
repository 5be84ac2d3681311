import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import { InventoryProblem } from '../../../../shared/contracts/inventory.ts';
import { replayDecision } from '../../../../shared/numerics/replay-decision.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';
import { solving } from '../plan-runs/service.ts';
import type { StartPlanInput } from './schema.ts';

let ours: PlannableWorkspace;
let theirs: PlannableWorkspace;

beforeAll(async () => {
  [ours, theirs] = [await createPlannableWorkspace('ours'), await createPlannableWorkspace('theirs')];
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

type PlanRequest = Partial<Omit<z.input<typeof StartPlanInput>, 'planId'>>;

/** Starts a plan and waits for its end. */
async function plan(workspace: PlannableWorkspace, parameters: PlanRequest = {}) {
  const planId = randomUUID();
  const { caller } = workspace.manager;
  await caller.inventory.startPlan({ planId, method: 'policy', ...parameters });
  return finished(workspace, planId);
}

async function finished(workspace: PlannableWorkspace, planId: string) {
  const { caller } = workspace.viewer;
  for (;;) {
    const found = await caller.inventory.plan({ planId });
    if (found.status !== 'RUNNING') return { ...found, lines: await caller.inventory.planLines({ planId }) };
    await sleep(50);
  }
}

describe('a plan', () => {
  test('is made from the published forecasts, with each number traced to its source', async () => {
    const made = await plan(ours);
    expect(made).toMatchObject({
      status: 'COMPLETED',
      planningDate: '2024-06-30',
      createdBy: { name: 'MANAGER of ours' },
    });
    expect(made.lines.map(line => line.skuCode)).toEqual(['UK', 'US']);

    const [uk, us] = made.lines;
    // 40 a day for 14 + 7 days, and what the forecast error and the lead time add at 98 %.
    const deviation = Math.hypot(Math.sqrt(3) * 32, 40 * 3);
    expect(uk!.safetyStock).toBeCloseTo(2.053749 * deviation, 1);
    expect(uk!.reorderPoint).toBeCloseTo(840 + uk!.safetyStock, 2);
    expect(uk!.orderQuantity % 12).toBe(0);
    expect(uk!.orderQuantity).toBeGreaterThanOrEqual(uk!.reorderPoint - 500);
    expect(uk).toMatchObject({ inventoryPosition: 500, daysOfCover: 12.5, arrivesOn: '2024-07-14', currency: 'GBP' });
    expect(uk!.lineCost).toBe((uk!.orderQuantity * 15).toFixed(2));
    expect(uk!.lineCostGbp).toBe(uk!.lineCost);

    expect(us).toMatchObject({ currency: 'EUR', unitCost: '10' });
    expect(us!.lineCost).toBe((us!.orderQuantity * 10).toFixed(2));
    expect(us!.lineCostGbp).toBe((us!.orderQuantity * 8).toFixed(2));
    expect(made.summary!.rates).toEqual({ EUR: { gbpPerUnit: '0.8', day: '2024-06-28', source: 'Test rate' } });
    expect(made.summary!.totals.orderNowMinor).toBe((uk!.orderQuantity * 15 + us!.orderQuantity * 8) * 100);

    const detail = await ours.viewer.caller.inventory.planLine({ lineId: us!.id });
    expect(replayDecision(detail.decision)).toMatchObject({ differences: [], orderQuantity: us!.orderQuantity });
    const inputs = new Map(detail.decision.inputs.map(input => [input.key, input]));
    expect(inputs.get('onHand')).toMatchObject({
      value: 500,
      source: 'Stock count: Assumption: test',
      asOf: '2024-06-29',
    });
    expect(inputs.get('unitCostMinor')).toMatchObject({
      value: 800,
      source: 'RHINE of ours, US: Statement: price list (EUR 10 at £0.8, Test rate)',
      asOf: '2024-06-28',
    });
    expect(inputs.get('demand.mean.0')).toMatchObject({ value: 280, source: 'Published forecast, version 1, Theta' });
    expect(detail.projection.demandByWeek).toEqual(Array(26).fill(280));
    expect(detail.projection.projectedStock).toHaveLength(26);
  });

  test('that must serve more than the cash allows is none: the constraints in conflict, with what each would have to give', async () => {
    const made = await plan(ours, { method: 'optimise', cashNow: '1000', budget: '1000', minimumFillRate: 0.95 });
    expect(made).toMatchObject({ status: 'INFEASIBLE', lines: [] });
    const { conflicts } = made.summary!.solver;
    expect(conflicts.map(conflict => conflict.constraint)).toContain('service');
    expect(conflicts.map(conflict => conflict.constraint)).toContain('cash-total');
    for (const { message } of conflicts) expect(message).toMatch(/would do\.$|does not help\.$/);
  });

  test('keeps the problem as it was solved and tells what happened, in audit and events', async () => {
    const made = await plan(ours, { weeks: 8 });
    const row = await database.orderPlan.findUniqueOrThrow({ where: { id: made.id } });
    const problem = InventoryProblem.parse(row.problem);
    expect(problem).toMatchObject({ currency: 'GBP', planningDate: '2024-06-30', weeks: 8 });
    expect(problem.lines.map(line => [line.itemId, line.supplierId])).toEqual([
      ['UK', 'NORTH'],
      ['US', 'RHINE'],
    ]);
    const audit = await database.auditEvent.findMany({ where: { entityId: made.id }, orderBy: { id: 'asc' } });
    expect(audit.map(event => event.action)).toEqual(['order-plan.start', 'order-plan.finish']);
    const events = await database.liveEvent.findMany({
      where: { topic: 'order-plan', entityId: made.id },
      orderBy: { id: 'asc' },
    });
    expect(events.at(0)?.payload).toEqual({ kind: 'started' });
    expect(events.at(-1)?.payload).toEqual({ kind: 'ended', status: 'COMPLETED' });
  });

  test('stays within the cash for orders now, and says what the limit cost each line', async () => {
    const free = await plan(ours);
    const cashNow = (free.summary!.totals.orderNowMinor / 200).toFixed(2);
    const cut = await plan(ours, { cashNow });
    expect(cut.status).toBe('COMPLETED');
    expect(cut.summary!.totals.orderNowMinor).toBeLessThanOrEqual(Number(cashNow) * 100);
    expect(cut.summary!.totals.orderNowMinor).toBeGreaterThan(0);
    expect(cut.summary!.constraintUse).toContainEqual(
      expect.objectContaining({ constraint: 'cash-week', week: 0, limit: Number(cashNow) * 100 }),
    );
    const changes = await Promise.all(
      cut.lines.map(async line => {
        const { decision } = await ours.viewer.caller.inventory.planLine({ lineId: line.id });
        return decision.constraints.find(one => one.constraint === 'cash-week')!.changeUnits;
      }),
    );
    expect(changes.reduce((sum, units) => sum + units, 0)).toBeLessThan(0);
  });

  test('counts what is on approved and sent purchase orders, not drafts, and not what has arrived', async () => {
    const workspace = await createPlannableWorkspace('with open orders');
    const { organisationId, uk, suppliers, manager } = workspace;
    const order = (number: string, status: 'DRAFT' | 'ORDERED', quantity: string, receivedQuantity = '0') =>
      database.purchaseOrder.create({
        data: {
          organisationId,
          number,
          supplierId: suppliers.uk.id,
          status,
          currency: 'GBP',
          total: '0',
          requestedById: manager.actor.userId,
          expectedOn: new Date('2024-07-10'),
          idempotencyKey: randomUUID(),
          lines: {
            create: {
              skuId: uk.sku.id,
              warehouseId: uk.warehouse.id,
              quantity,
              receivedQuantity,
              unitCost: '1',
              lineTotal: '0',
            },
          },
        },
      });
    await order('PO-1', 'DRAFT', '1000');
    await order('PO-2', 'ORDERED', '300', '60');
    const made = await plan(workspace);
    expect(made.lines[0]).toMatchObject({ skuCode: 'UK', inventoryPosition: 740 });
    const { projection, decision } = await workspace.viewer.caller.inventory.planLine({ lineId: made.lines[0]!.id });
    // Due on 10 July: the second week from 30 June.
    expect(projection.arrivalsByWeek[1]).toBe(240);
    expect(decision.inputs.find(input => input.key === 'onOrder')?.source).toBe('Purchase orders PO-2');
    const { rows } = await workspace.viewer.caller.inventory.stock({});
    expect(rows.find(row => row.skuId === uk.sku.id)).toMatchObject({ onOrder: 240, outlook: { position: 740 } });
  });

  test('is solved once, however often it is asked for', async () => {
    const planId = randomUUID();
    const ask = () => ours.manager.caller.inventory.startPlan({ planId, method: 'policy' });
    await Promise.all([ask(), ask(), ask()]);
    const made = await finished(ours, planId);
    await ask();
    expect(made.lines).toHaveLength(2);
    expect(await database.auditEvent.count({ where: { entityId: planId, action: 'order-plan.start' } })).toBe(1);
  });

  test('the same inputs give the same orders', async () => {
    const [first, second] = [await plan(ours), await plan(ours)];
    expect(second.lines.map(line => line.orderQuantity)).toEqual(first.lines.map(line => line.orderQuantity));
  });
});

describe('missing inputs', () => {
  test('are named, and a plan may go without them', async () => {
    const workspace = await createPlannableWorkspace('incomplete');
    const { us } = workspace;
    await database.publishedForecast.deleteMany({ where: { skuId: us.sku.id } });
    await database.stockLevel.deleteMany({ where: { skuId: us.sku.id } });

    const readiness = await workspace.viewer.caller.inventory.planReadiness({});
    expect(readiness).toMatchObject({ pairCount: 2, readyCount: 1 });
    expect(readiness.gaps.map(gap => [gap.kind, gap.skuId])).toEqual([
      ['forecast', us.sku.id],
      ['stock', us.sku.id],
    ]);

    const start = (skipIncomplete: boolean) => plan(workspace, { skipIncomplete });
    await expect(start(false)).rejects.toThrow('US in US has no published forecast. Compare models and publish one.');
    expect(await database.orderPlan.count({ where: { organisationId: workspace.organisationId } })).toBe(0);
    const made = await start(true);
    expect(made.lines.map(line => line.skuCode)).toEqual(['UK']);
    expect(made.summary!.skipped).toHaveLength(2);
  });

  test('a forecast too short for the horizon and a currency without a rate are among them', async () => {
    const workspace = await createPlannableWorkspace('short');
    await database.exchangeRate.deleteMany({ where: { organisationId: workspace.organisationId } });
    const { gaps } = await workspace.viewer.caller.inventory.planReadiness({ weeks: 31 });
    expect(gaps.map(gap => gap.kind)).toEqual(['forecast-length', 'forecast-length', 'exchange-rate']);
    expect(gaps[0]!.message).toContain('covers 30 of the 31 weeks');
  });

  test('a choice that holds nothing is refused', async () => {
    await expect(plan(ours, { scope: { skuIds: [randomUUID()] } })).rejects.toThrow('there is nothing to plan');
  });
});

describe('a plan that does not finish', () => {
  async function running() {
    const planId = randomUUID();
    await database.orderPlan.create({
      data: {
        id: planId,
        organisationId: ours.organisationId,
        createdById: ours.manager.actor.userId,
        status: 'RUNNING',
        planningDate: new Date('2024-06-30'),
        parameters: {},
        heartbeatAt: new Date(Date.now() - 60_000),
      },
    });
    return planId;
  }

  test('is marked interrupted when its process went silent', async () => {
    const planId = await running();
    await solving.sweep();
    expect(await ours.viewer.caller.inventory.plan({ planId })).toMatchObject({ status: 'INTERRUPTED' });
  });

  test('can be cancelled wherever it is solved, once', async () => {
    const planId = await running();
    await ours.manager.caller.inventory.cancelPlan({ planId });
    const again = await ours.manager.caller.inventory.cancelPlan({ planId });
    expect(again.status).toBe('CANCELLED');
    expect(await database.auditEvent.count({ where: { entityId: planId, action: 'order-plan.cancel' } })).toBe(1);
  });
});

describe('who may', () => {
  test('viewers read plans and start none', async () => {
    const planId = randomUUID();
    await expect(ours.viewer.caller.inventory.startPlan({ planId })).rejects.toThrow('needs the role MANAGER');
    expect(ours.viewer.refusals).toContain('inventory.startPlan');
  });

  test('another organisation sees nothing of it', async () => {
    const made = await plan(ours);
    const { caller } = theirs.manager;
    await expect(caller.inventory.plan({ planId: made.id })).rejects.toThrow('does not exist here');
    await expect(caller.inventory.planLines({ planId: made.id })).rejects.toThrow('does not exist here');
    await expect(caller.inventory.planLine({ lineId: made.lines[0]!.id })).rejects.toThrow('does not exist here');
    await expect(caller.inventory.cancelPlan({ planId: made.id })).rejects.toThrow('does not exist here');
    await expect(caller.inventory.startPlan({ planId: made.id })).rejects.toThrow('already used for something else');
    expect((await caller.inventory.plans({})).map(one => one.id)).not.toContain(made.id);
  });
});
