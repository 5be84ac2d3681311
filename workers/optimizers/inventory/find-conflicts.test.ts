import { expect, test } from 'vitest';
import { InventoryProblem, type PlanLimits } from '../../../shared/contracts/inventory.ts';
import { optimizeInventory } from '../../tasks/optimize-inventory.ts';

const weeks = 8;
const every = (value: number | null) => Array<number | null>(weeks).fill(value);

/** Two lines of 100 units a week each at £2, a week's lead time, enough stock for the first week only. */
function problem(limits: Partial<PlanLimits>, change: Partial<InventoryProblem> = {}): InventoryProblem {
  return InventoryProblem.parse({
    currency: 'GBP',
    planningDate: '2026-11-23',
    weeks,
    suppliers: [{ id: 'north', orderCostMinor: 500, minimumOrderValueMinor: 0, capacityByWeek: null }],
    warehouses: [{ id: 'uk', volumeCapacity: null }],
    items: ['red', 'black'].map(id => ({ id, unitVolume: 1, shelfLifeDays: null })),
    lines: ['red', 'black'].map(itemId => ({
      itemId,
      warehouseId: 'uk',
      supplierId: 'north',
      demand: { mean: Array(weeks).fill(100), deviation: Array(weeks).fill(10), quantiles: [] },
      onHand: 100,
      backOrdered: 0,
      onOrder: [],
      leadTimeDays: 7,
      leadTimeDeviationDays: 0,
      reviewPeriodDays: 7,
      unitCostMinor: 200,
      priceBreaks: [],
      lineOrderCostMinor: 0,
      holdingRatePerYear: 0.2,
      shortageCostMinor: 100,
      minimumOrderQuantity: 0,
      orderMultiple: 1,
      service: { measure: 'fill', target: 0.9 },
      sources: {},
    })),
    lanes: [],
    limits: {
      cashTotalMinor: null,
      cashByWeekMinor: null,
      workingCapitalByWeekMinor: null,
      minimumFillRate: 0.95,
      ...limits,
    },
    method: 'optimise',
    timeLimitSeconds: 20,
    gapTarget: 0.01,
    ...change,
  });
}

async function solve(input: InventoryProblem) {
  const result = await optimizeInventory(input, { seed: 1, progress: () => {}, cancelled: () => false });
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

const named = (plan: Awaited<ReturnType<typeof solve>>) =>
  plan.solver.conflicts.map(({ constraint, scope, week }) => [constraint, scope, week].join('|')).sort();

test('a budget for half of what service needs: budget and both services, and what the budget lacks', async () => {
  const plan = await solve(problem({ cashTotalMinor: 140_000 }));
  expect(plan.solver.status).toBe('infeasible');
  expect(plan.lines).toEqual([]);
  expect(named(plan)).toEqual(['cash-total||', 'service|black in uk|', 'service|red in uk|']);
  // 2 × 7 weeks × 95 units × £2 = £2,660 are needed.
  const budget = plan.solver.conflicts.find(({ constraint }) => constraint === 'cash-total')!;
  expect(budget.relaxBy).toBeCloseTo(266_000 - 140_000, 0);
  expect(budget.message).toBe('At most GBP 1,400.00 spent in all weeks together; GBP 1,260.00 more would do.');
  const service = plan.solver.conflicts.find(({ scope }) => scope === 'red in uk')!;
  expect(service).toMatchObject({ unit: 'units', relaxBy: expect.closeTo(630, 0) });
}, 60_000);

test('no cash before week 3 conflicts with the service of one line alone', async () => {
  const cashByWeekMinor = every(null).with(0, 0).with(1, 0).with(2, 0);
  const plan = await solve(problem({ cashByWeekMinor }));
  // Three of seven reachable weeks cannot be supplied; one of the weeks with cash again is enough to see it.
  expect(named(plan).filter(each => each.startsWith('service'))).toHaveLength(1);
  const weeksNamed = plan.solver.conflicts.flatMap(({ constraint, week }) =>
    constraint === 'cash-week' ? [week] : [],
  );
  expect(weeksNamed.length).toBeGreaterThan(0);
  for (const week of weeksNamed) expect([0, 1, 2]).toContain(week);
}, 60_000);

test('a full warehouse conflicts with a minimum order that does not fit into it', async () => {
  const input = problem({}, { warehouses: [{ id: 'uk', volumeCapacity: 150 }] });
  const lines = input.lines.map(line => ({ ...line, minimumOrderQuantity: 400 }));
  const plan = await solve({ ...input, lines });
  expect(plan.solver.status).toBe('infeasible');
  const kinds = new Set(plan.solver.conflicts.map(({ constraint }) => constraint));
  expect(kinds).toEqual(new Set(['warehouse-volume', 'minimum-order-quantity', 'service']));
}, 60_000);

test('a supplier who can deliver too little is named with what it lacks', async () => {
  const suppliers = [
    { id: 'north', orderCostMinor: 500, minimumOrderValueMinor: 0, capacityByWeek: Array<number>(weeks).fill(150) },
  ];
  const plan = await solve(problem({}, { suppliers }));
  const kinds = new Set(plan.solver.conflicts.map(({ constraint }) => constraint));
  expect(kinds).toEqual(new Set(['supplier-capacity', 'service']));
}, 60_000);

test('a supplier that is closed is named as closed in its week', async () => {
  const closed = Array<number | null>(weeks).fill(null).fill(0, 0, 3);
  const suppliers = [{ id: 'north', orderCostMinor: 500, minimumOrderValueMinor: 0, capacityByWeek: closed }];
  const { conflicts } = (await solve(problem({}, { suppliers }))).solver;
  expect(conflicts.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^north: closed in week [123]; .* would do\.$/),
  );
}, 60_000);

test('a shelf life conflicts with a minimum order that would outlive it', async () => {
  const items = ['red', 'black'].map(id => ({ id, unitVolume: 1, shelfLifeDays: id === 'red' ? 21 : null }));
  const input = problem({}, { items });
  const lines = input.lines.map(line => ({ ...line, minimumOrderQuantity: 500 }));
  const { conflicts } = (await solve({ ...input, lines })).solver;
  expect(new Set(conflicts.map(({ constraint, scope }) => `${constraint} ${scope}`))).toEqual(
    new Set(['shelf-life red in uk', 'minimum-order-quantity red in uk', 'service red in uk']),
  );
  expect(conflicts.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(
      /^red in uk: no more in stock than sells within its shelf life of 21 days; .* units more would do\.$/,
    ),
  );
}, 60_000);

test('where a plan exists it serves the required share, although shortage is priced too low for that', async () => {
  const cheap = problem({ minimumFillRate: 0.98 });
  const lines = cheap.lines.map(line => ({ ...line, shortageCostMinor: 1 }));
  const plan = await solve({ ...cheap, lines });
  expect(plan.solver.status).not.toBe('infeasible');
  for (const line of plan.lines) {
    const lost = line.projectedShortage.slice(1).reduce((sum, units) => sum + units, 0);
    expect(lost).toBeLessThanOrEqual(0.02 * 700 + 1e-6);
  }
  const free = await solve({ ...cheap, lines, limits: { ...cheap.limits, minimumFillRate: null } });
  expect(free.lines[0]!.projectedShortage.reduce((sum, units) => sum + units, 0)).toBeGreaterThan(100);
}, 60_000);
