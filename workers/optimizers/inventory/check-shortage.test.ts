import { expect, test } from 'vitest';
import { InventoryProblem } from '../../../shared/contracts/inventory.ts';
import { replayDecision } from '../../../shared/numerics/replay-decision.ts';
import { skewedQuantile } from '../../../shared/numerics/skewed-distribution.ts';
import { optimizeInventory } from '../../tasks/optimize-inventory.ts';
import { checkShortage } from './check-shortage.ts';

const weeks = 16;
const run = { seed: 3, progress: () => {}, cancelled: () => false };

/** Two lines that differ in the skewness of their forecast alone; null has no quantiles. */
function problem(skewness: number | null, method: 'policy' | 'optimise', measure: 'cycle' | 'fill'): InventoryProblem {
  const mean = Array.from({ length: weeks }, (_, week) => 60 + 10 * Math.sin(week));
  const deviation = mean.map(units => 0.45 * units);
  const quantiles = [0.025, 0.1, 0.9, 0.975].map(probability => ({
    probability,
    values: mean.map((units, week) =>
      Math.max(0, units + deviation[week]! * skewedQuantile(probability, skewness ?? 0)),
    ),
  }));
  return InventoryProblem.parse({
    currency: 'GBP',
    planningDate: '2026-11-23',
    weeks,
    suppliers: [{ id: 'north', orderCostMinor: 4000, minimumOrderValueMinor: 0, capacityByWeek: null }],
    warehouses: [{ id: 'uk', volumeCapacity: null }],
    items: [{ id: 'red', unitVolume: 1, shelfLifeDays: null }],
    lines: [
      {
        itemId: 'red',
        warehouseId: 'uk',
        supplierId: 'north',
        demand: { mean, deviation, quantiles: skewness === null ? [] : quantiles },
        onHand: 200,
        backOrdered: 0,
        onOrder: [],
        leadTimeDays: 16,
        leadTimeDeviationDays: 3,
        reviewPeriodDays: 7,
        unitCostMinor: 500,
        priceBreaks: [],
        lineOrderCostMinor: 0,
        holdingRatePerYear: 0.25,
        shortageCostMinor: null,
        minimumOrderQuantity: 50,
        orderMultiple: 5,
        service: { measure, target: 0.99 },
        sources: {},
      },
    ],
    lanes: [],
    limits: { cashTotalMinor: null, cashByWeekMinor: null, workingCapitalByWeekMinor: null },
    method,
    timeLimitSeconds: 5,
    gapTarget: 0.01,
  });
}

async function planned(input: InventoryProblem) {
  const result = await optimizeInventory(input, run);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

test.each([null, 0, 0.6, 1.4, 2.8])(
  'skewness %s: the shortage of a plan is what its density integrates to',
  async skewness => {
    for (const method of ['policy', 'optimise'] as const) {
      const input = problem(skewness, method, 'fill');
      const plan = await planned(input);
      expect(plan.totals.shortageCostMinor).toBeGreaterThan(0);
      expect(checkShortage(input, plan)).toEqual([]);
    }
  },
  60_000,
);

test('a plan that hides its shortage is caught', async () => {
  const input = problem(1.4, 'policy', 'fill');
  const plan = await planned(input);
  const lines = plan.lines.map(line => ({ ...line, expectedFillRate: 1 }));
  const totals = { ...plan.totals, shortageCostMinor: 0 };
  expect(checkShortage(input, { ...plan, lines, totals })).toEqual([
    expect.stringMatching(/^red in uk: expects 0 unserved where/),
    expect.stringMatching(/^shows a shortage cost of 0 where/),
  ]);
});

test('quantiles that lie evenly around the mean give the plan of a normal error, to the digit', async () => {
  const normal = await planned(problem(null, 'optimise', 'fill'));
  const even = await planned(problem(0, 'optimise', 'fill'));
  expect(even.totals).toEqual(normal.totals);
  expect(even.lines[0]!.reorderPointByWeek).toEqual(normal.lines[0]!.reorderPointByWeek);
  expect([normal.lines[0]!.demandSkewness, even.lines[0]!.demandSkewness]).toEqual([null, 0]);
});

test.each(['cycle', 'fill'] as const)(
  'a %s target asks for more safety where demand far above the forecast is likely',
  async measure => {
    const normal = await planned(problem(0, 'policy', measure));
    const skewed = await planned(problem(1.4, 'policy', measure));
    expect(skewed.lines[0]!.safetyStock).toBeGreaterThan(1.02 * normal.lines[0]!.safetyStock);
    // Over several weeks the skewness of each is worn down.
    expect(skewed.lines[0]!.demandSkewness).toBeGreaterThan(0.4);
    expect(skewed.lines[0]!.demandSkewness).toBeLessThan(1.4);
  },
);

test('the record derives the skewness from the quantiles, and replays', async () => {
  const { decision, orderQuantity } = (await planned(problem(1.4, 'policy', 'fill'))).lines[0]!;
  expect(replayDecision(decision)).toMatchObject({ orderQuantity, differences: [] });
  const step = decision.steps.find(({ key }) => key === 'demand.skewness.0')!;
  expect(step.result).toBeCloseTo(1.4, 1);
  expect(Object.keys(step.arguments)).toHaveLength(2 + 2 * 4);
  expect(decision.steps.filter(({ key }) => key === 'demand.skewness.0')).toHaveLength(1);
  const changed = decision.inputs.map(input =>
    input.key === 'demand.quantile.0.975.0' ? { ...input, value: 300 } : input,
  );
  expect(replayDecision({ ...decision, inputs: changed }).differences.length).toBeGreaterThan(0);
});

test('steady demand has the same reorder point in the week that is explained as in those after it', async () => {
  const input = problem(1.4, 'policy', 'fill');
  const { demand } = input.lines[0]!;
  for (const values of [demand.mean, demand.deviation, ...demand.quantiles.map(each => each.values)])
    values.fill(values[0]!);
  const { reorderPointByWeek } = (await planned(input)).lines[0]!;
  for (const point of reorderPointByWeek) expect(point).toBeCloseTo(reorderPointByWeek[0]!, 6);
});
