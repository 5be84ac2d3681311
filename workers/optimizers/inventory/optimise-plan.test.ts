import { expect, test } from 'vitest';
import { InventoryPlan, InventoryProblem } from '../../../shared/contracts/inventory.ts';
import { random } from '../../../shared/numerics/random.ts';
import { replayDecision } from '../../../shared/numerics/replay-decision.ts';
import type { TaskProgress } from '../../task-map.ts';
import { optimizeInventory } from '../../tasks/optimize-inventory.ts';
import { checkPlan } from './check-plan.ts';

const weeks = 13;

/** Six lines of two suppliers in two warehouses, drawn from a seed. */
function problem(method: 'policy' | 'optimise', cashByWeekMinor: number | null = null): InventoryProblem {
  const chance = random(5);
  const ids = ['red', 'black', 'gold'];
  return InventoryProblem.parse({
    currency: 'GBP',
    planningDate: '2026-11-23',
    weeks,
    suppliers: ['north', 'south'].map(id => ({
      id,
      orderCostMinor: 8000,
      minimumOrderValueMinor: 50_000,
      capacityByWeek: null,
    })),
    warehouses: ['uk', 'eu'].map(id => ({ id, volumeCapacity: 4000 })),
    items: ids.map(id => ({ id, unitVolume: 1, shelfLifeDays: 180 })),
    lines: ids.flatMap((itemId, item) =>
      ['uk', 'eu'].map(warehouseId => {
        const mean = 80 + 200 * chance.next();
        return {
          itemId,
          warehouseId,
          supplierId: item === 2 ? 'south' : 'north',
          demand: {
            mean: Array.from({ length: weeks }, () => mean * (0.8 + 0.4 * chance.next())),
            deviation: Array<number>(weeks).fill(mean * 0.25),
            quantiles: [],
          },
          onHand: Math.round(3 * mean),
          backOrdered: 0,
          onOrder: [],
          leadTimeDays: 14,
          leadTimeDeviationDays: 2,
          reviewPeriodDays: 7,
          unitCostMinor: 1250,
          priceBreaks: [{ minimumQuantity: 600, unitCostMinor: 1225 }],
          lineOrderCostMinor: 500,
          holdingRatePerYear: 0.25,
          shortageCostMinor: 900,
          minimumOrderQuantity: 60,
          orderMultiple: 12,
          service: { measure: 'fill', target: 0.97 },
          sources: {},
        };
      }),
    ),
    lanes: [],
    limits: {
      cashTotalMinor: null,
      cashByWeekMinor: cashByWeekMinor === null ? null : Array<number>(weeks).fill(cashByWeekMinor),
      workingCapitalByWeekMinor: null,
    },
    method,
    timeLimitSeconds: 5,
    gapTarget: 0.001,
  });
}

async function solve(input: InventoryProblem, progress: (update: TaskProgress) => void = () => {}) {
  const result = await optimizeInventory(input, { seed: 3, progress, cancelled: () => false });
  if (!result.ok) throw new Error(JSON.stringify(result));
  return InventoryPlan.parse(result.value);
}

test('one solve is no dearer than the policy, keeps every limit, and proves how far it can be from the best', async () => {
  const updates: TaskProgress[] = [];
  for (const cash of [null, 900_000]) {
    const policy = await solve(problem('policy', cash));
    const plan = await solve(problem('optimise', cash), update => updates.push(update));
    expect(plan.totals.objectiveMinor).toBeLessThan(policy.totals.objectiveMinor);
    expect(plan.solver.boundMinor!).toBeLessThanOrEqual(plan.totals.objectiveMinor);
    expect(plan.solver.gap!).toBeLessThan(0.25);
    expect(checkPlan(problem('optimise', cash), plan)).toEqual([]);
    for (const use of plan.constraintUse) expect(use.used).toBeLessThanOrEqual(use.limit + 1e-6);
    for (const line of plan.lines) {
      expect(replayDecision(line.decision).differences).toEqual([]);
      expect(line.decision.constraints.at(-1)?.constraint).toBe('joint-solve');
    }
  }
  const costs = updates.flatMap(update => (update.solver ? [update.solver.incumbentMinor] : []));
  expect(costs.length).toBeGreaterThan(4);
}, 120_000);

test('where a supplier can hardly make what is wanted, one solve decides who goes short, and when', async () => {
  const tight = (method: 'policy' | 'optimise') => {
    const input = problem(method);
    const [north, ...others] = input.suppliers;
    return { ...input, suppliers: [{ ...north!, capacityByWeek: Array<number>(weeks).fill(560) }, ...others] };
  };
  const policy = await solve(tight('policy'));
  const plan = await solve(tight('optimise'));
  expect(checkPlan(tight('optimise'), plan)).toEqual([]);
  expect(plan.totals.objectiveMinor).toBeLessThan(0.9 * policy.totals.objectiveMinor);
}, 120_000);

test('the check recomputes the plan and names what was changed in it', async () => {
  const input = problem('policy');
  const plan = await solve(input);
  const ordering = plan.lines.findIndex(line => line.orderByWeek.some(units => units > 0));
  const tampered = (change: (copy: InventoryPlan) => void) => {
    const copy = structuredClone(plan);
    change(copy);
    return checkPlan(input, copy).join('\n');
  };
  const week = plan.lines[ordering]!.orderByWeek.findIndex(units => units > 0);
  expect(tampered(copy => (copy.lines[ordering]!.orderByWeek[week]! += 1))).toContain('is no multiple of 12');
  expect(tampered(copy => (copy.lines[ordering]!.orderByWeek[week] = 12))).toContain('below the minimum order');
  expect(tampered(copy => (copy.lines[0]!.projectedStock[3]! += 50))).toContain('shows stock of');
  expect(tampered(copy => (copy.totals.purchaseMinor -= 100_000))).toContain('shows purchases of');
  const poorer = { ...input, limits: { ...input.limits, cashTotalMinor: 1000 } };
  expect(checkPlan(poorer, plan).join('\n')).toContain('of 1000 in all');
  const smaller = { ...input, warehouses: input.warehouses.map(each => ({ ...each, volumeCapacity: 100 })) };
  expect(checkPlan(smaller, plan).join('\n')).toContain('holds');
}, 120_000);

test('a solve that is cancelled half-way hands back the best plan so far', async () => {
  let asked = 0;
  const result = await optimizeInventory(problem('optimise'), {
    seed: 3,
    progress: () => {},
    cancelled: () => ++asked > 40,
  });
  expect(result).toMatchObject({ ok: true, value: { solver: { stoppedBy: 'cancelled' } } });
}, 120_000);

test('no order adds goods that expire before they sell, and the check names them', async () => {
  const long = problem('optimise');
  const input = { ...long, items: long.items.map(item => ({ ...item, shelfLifeDays: 21 })) };
  const plan = await solve(input);
  expect(checkPlan(input, plan)).toEqual([]);
  expect(plan.totals.purchaseMinor).toBeGreaterThan(0);
  expect(checkPlan(input, await solve(long)).join('\n')).toContain('sell before they expire');
}, 120_000);
