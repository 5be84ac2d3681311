import { expect, test } from 'vitest';
import { type Random, random } from '../../../shared/numerics/random.ts';
import type { LotLine, LotProblem } from './lot-problem.ts';
import { penalisedPlan } from './penalised-plan.ts';
import { trimOrders } from './trim-orders.ts';

const weeks = 6;
const none = () => new Float64Array(weeks);
const unlimited = () => new Float64Array(weeks).fill(Number.POSITIVE_INFINITY);

function line(change: Partial<LotLine>): LotLine {
  return {
    supplier: 0,
    warehouse: 0,
    leadWeeks: 1,
    packUnits: 6,
    minimumPacks: 2,
    lineCost: 20,
    unitCost: 40,
    priceBreaks: [],
    unitVolume: 1,
    holdingCost: 2,
    shortageCost: 250,
    initialStock: 0,
    receipts: none(),
    demand: none().fill(30),
    openingDeviation: none(),
    closingDeviation: none(),
    openingSkewness: none(),
    closingSkewness: none(),
    safetyDeviations: 0,
    lateUnits: none(),
    stockCap: unlimited(),
    ...change,
  };
}

const problem: LotProblem = {
  weeks,
  lines: [line({}), line({ packUnits: 4, unitCost: 10 }), line({ supplier: 1, minimumPacks: 3 })],
  suppliers: [
    { orderCost: 300, minimumValue: 0, capacity: none().fill(50) },
    { orderCost: 300, minimumValue: 0, capacity: unlimited() },
  ],
  volumeLimit: [Number.POSITIVE_INFINITY],
  budget: none().fill(2000),
  budgetTotal: Number.POSITIVE_INFINITY,
  capitalLimit: unlimited(),
  lanes: [],
  arcs: [],
};

/** At random, the minimum of each order and so many packs more. */
function drawPacks(chance: Random, most: number): Int32Array[] {
  return problem.lines.map(({ minimumPacks }) =>
    Int32Array.from({ length: weeks }, () => (chance.next() < 0.3 ? 0 : minimumPacks + chance.below(most + 1))),
  );
}

test('trimmed orders keep each week’s budget and capacity in whole packs, and no less than a minimum order', () => {
  const chance = random(4);
  for (let turn = 0; turn < 50; turn++) {
    const packs = drawPacks(chance, 8);
    const plan = penalisedPlan(problem, { packs, moved: [] });
    trimOrders(problem, plan, chance, plan.setPacks);
    expect(plan.keepsLimits()).toBe(true);
    problem.lines.forEach(({ minimumPacks }, index) => {
      for (let week = 0; week < weeks; week++) {
        const kept = plan.packs[index]![week]!;
        expect(kept === 0 || kept >= minimumPacks).toBe(true);
        expect(kept).toBeLessThanOrEqual(packs[index]![week]!);
      }
    });
  }
});

test('orders that keep the limits are left alone', () => {
  const chance = random(5);
  for (let turn = 0; turn < 50; turn++) {
    const packs = drawPacks(chance, 1);
    const plan = penalisedPlan(problem, { packs, moved: [] });
    expect(plan.keepsLimits()).toBe(true);
    trimOrders(problem, plan, chance, plan.setPacks);
    expect(plan.packs).toEqual(packs);
  }
});
