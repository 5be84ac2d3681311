import { expect, test } from 'vitest';
import { random } from '../../../shared/numerics/random.ts';
import type { LotLine, LotProblem } from '../lot-plan/lot-problem.ts';
import { lineCost } from '../lot-plan/lot-state.ts';
import { searchOrderWeeks } from '../lot-plan/order-weeks.ts';
import { limitPrices } from './limit-prices.ts';
import { lagrangianBound } from './lower-bound.ts';

const weeks = 7;

/** Two uncertain lines of one supplier, small enough to try every plan. */
function problem(
  seed: number,
  minimumValue: number,
  budget: number,
  skewness = 0,
  capacity = Number.POSITIVE_INFINITY,
  budgetTotal = Number.POSITIVE_INFINITY,
): LotProblem {
  const chance = random(seed);
  const line = (): LotLine => {
    const mean = 8 + chance.below(10);
    return {
      supplier: 0,
      warehouse: 0,
      leadWeeks: 1 + chance.below(2),
      packUnits: 6,
      minimumPacks: 2 + chance.below(2),
      lineCost: 20,
      unitCost: 40,
      priceBreaks: [],
      unitVolume: 1,
      holdingCost: 2 + chance.below(5),
      shortageCost: 250 + chance.below(100),
      initialStock: 3 * mean,
      receipts: new Float64Array(weeks).fill(0).with(3, chance.below(2) * 6),
      demand: Float64Array.from({ length: weeks }, () => mean * (0.7 + 0.6 * chance.next())),
      openingDeviation: Float64Array.from({ length: weeks }, (_, week) => 3 * Math.sqrt(Math.min(2, week))),
      closingSkewness: new Float64Array(weeks).fill(skewness),
      openingSkewness: new Float64Array(weeks).fill(skewness),
      closingDeviation: Float64Array.from({ length: weeks }, (_, week) => 3 * Math.sqrt(Math.min(3, week + 1))),
      safetyDeviations: 1.5,
      lateUnits: new Float64Array(weeks).fill(4),
      stockCap: new Float64Array(weeks).fill(Number.POSITIVE_INFINITY),
    };
  };
  return {
    weeks,
    lines: [line(), line()],
    suppliers: [{ orderCost: 300, minimumValue, capacity: new Float64Array(weeks).fill(capacity) }],
    volumeLimit: [Number.POSITIVE_INFINITY],
    budget: new Float64Array(weeks).fill(budget),
    budgetTotal,
    capitalLimit: new Float64Array(weeks).fill(Number.POSITIVE_INFINITY),
    lanes: [],
    arcs: [],
  };
}

function costOf({ lines, suppliers }: LotProblem, packs: readonly Int32Array[]): number {
  const ordering = Array.from({ length: weeks }, (_, week) => packs.some(each => each[week]! > 0));
  return (
    lines.reduce((sum, line, index) => sum + lineCost(line, packs[index]!, weeks), 0) +
    ordering.filter(Boolean).length * suppliers[0]!.orderCost
  );
}

/** The cheapest plan, by trying them all: each line's plans by the weeks they order in, then every pair of them. */
function cheapest(lots: LotProblem): number {
  const most = 9;
  const best = lots.lines.map(line => {
    const found: { packs: Int32Array; cost: number }[] = [];
    const packs = new Int32Array(weeks);
    const tryFrom = (week: number) => {
      if (week + line.leadWeeks >= weeks) {
        found.push({ packs: packs.slice(), cost: lineCost(line, packs, weeks) });
        return;
      }
      for (let count = 0; count <= most; count++) {
        if (count > 0 && count < line.minimumPacks) continue;
        packs[week] = count;
        tryFrom(week + 1);
      }
      packs[week] = 0;
    };
    tryFrom(0);
    return found.sort((a, b) => a.cost - b.cost).slice(0, 4000);
  });
  let least = Number.POSITIVE_INFINITY;
  const { minimumValue, orderCost, capacity } = lots.suppliers[0]!;
  for (const one of best[0]!) {
    if (one.cost > least) break;
    for (const other of best[1]!) {
      let cost = one.cost + other.cost;
      if (cost >= least) break;
      for (let week = 0; week < weeks && cost < least; week++) {
        const units = (one.packs[week]! + other.packs[week]!) * 6;
        const value = units * 40;
        if (value === 0) continue;
        const isAllowed = value >= minimumValue && value <= lots.budget[week]! && units <= capacity[week]!;
        cost += isAllowed ? orderCost : Number.POSITIVE_INFINITY;
      }
      const units = [one, other].reduce((sum, { packs }) => sum + packs.reduce((all, each) => all + each * 6, 0), 0);
      if (cost < least && units * 40 <= lots.budgetTotal) least = cost;
    }
  }
  return least;
}

test.each([
  [1, 0, Number.POSITIVE_INFINITY, 0],
  [2, 0, Number.POSITIVE_INFINITY, 0],
  [3, 1500, Number.POSITIVE_INFINITY, 0],
  [4, 0, 1500, 0],
  [1, 0, Number.POSITIVE_INFINITY, 1.3],
  [3, 1500, Number.POSITIVE_INFINITY, 2.6],
])(
  'seed %i, minimum value %d, budget %d, skewness %d: the bound is never above the cheapest plan of all, and near it',
  (seed, minimumValue, budget, skewness) => {
    const lots = problem(seed, minimumValue, budget, skewness);
    const optimum = cheapest(lots);
    const bound = lagrangianBound(lots).raise(200, optimum, () => false);
    expect(bound).toBeLessThanOrEqual(optimum + 1e-6);
    expect(bound).toBeGreaterThan(0.85 * optimum);
  },
  60_000,
);

test.each([
  [1, 30],
  [2, 24],
  [3, 18],
])(
  'seed %i, capacity of %d units a week: the bound pays for an order wherever capacity is used, and stays below the cheapest plan',
  (seed, capacity) => {
    const lots = problem(seed, 0, Number.POSITIVE_INFINITY, 0, capacity);
    const optimum = cheapest(lots);
    const bound = lagrangianBound(lots).raise(300, optimum, () => false);
    expect(bound).toBeLessThanOrEqual(optimum + 1e-6);
    expect(bound).toBeGreaterThan(0.85 * optimum);
  },
  60_000,
);

test.each([
  [3, 3400],
  [2, 2900],
])(
  'seed %i, a budget of %d in all: the bound pays for what it does not buy, and stays below the cheapest plan',
  (seed, budgetTotal) => {
    const unlimited = Number.POSITIVE_INFINITY;
    const lots = problem(seed, 0, unlimited, 0, unlimited, budgetTotal);
    const optimum = cheapest(lots);
    const bound = lagrangianBound(lots).raise(300, optimum, () => false);
    expect(bound).toBeLessThanOrEqual(optimum + 1e-6);
    expect(bound).toBeGreaterThan(0.8 * optimum);
    expect(bound).toBeGreaterThan(1.05 * lagrangianBound(problem(seed, 0, unlimited)).raise(300, optimum, () => false));
  },
  60_000,
);

test.each([1, 2, 5])(
  'seed %i: order weeks chosen without limits reach the cheapest plan of all',
  seed => {
    const lots = problem(seed, 0, Number.POSITIVE_INFINITY);
    const prover = lagrangianBound(lots);
    prover.raise(20, 5000, () => false);
    let asked = 0;
    const packs = searchOrderWeeks(lots, {
      seed: 1,
      start: lots.lines.map(() => new Int32Array(weeks)),
      prices: limitPrices(lots, prover.multipliers()),
      elapsedShare: () => asked++ / 60,
    });
    expect(costOf(lots, packs)).toBeLessThanOrEqual(cheapest(lots) * 1.01);
  },
  60_000,
);
