import { expect, test } from 'vitest';
import { adoptOrders } from '../lot-plan/adopt-orders.ts';
import { annealLots } from '../lot-plan/anneal-lots.ts';
import type { LotLine, LotPlan, LotProblem } from '../lot-plan/lot-problem.ts';
import { penalisedPlan } from '../lot-plan/penalised-plan.ts';
import { boundByParts } from './bound-by-parts.ts';
import { lagrangianBound } from './lower-bound.ts';

const weeks = 8;
const byWeek = (value: number) => new Float64Array(weeks).fill(value);
const unlimited = byWeek(Number.POSITIVE_INFINITY);

function line(supplier: number, demand: number): LotLine {
  return {
    supplier,
    warehouse: 0,
    leadWeeks: 1,
    packUnits: 5,
    minimumPacks: 1,
    lineCost: 10,
    unitCost: 40,
    priceBreaks: [],
    unitVolume: 1,
    holdingCost: 1,
    shortageCost: 150,
    initialStock: 2 * demand,
    receipts: byWeek(0),
    demand: byWeek(demand),
    openingDeviation: byWeek(4).with(0, 0),
    closingDeviation: byWeek(4),
    openingSkewness: byWeek(0),
    closingSkewness: byWeek(0),
    safetyDeviations: 1.5,
    lateUnits: byWeek(2),
    stockCap: unlimited,
  };
}

function problem(room: number): LotProblem {
  return {
    weeks,
    lines: [line(0, 20), line(1, 31), line(0, 12), line(1, 17)],
    suppliers: [0, 1].map(() => ({ orderCost: 260, minimumValue: 0, capacity: unlimited })),
    volumeLimit: [room],
    budget: unlimited,
    budgetTotal: Number.POSITIVE_INFINITY,
    capitalLimit: unlimited,
    lanes: [],
    arcs: [],
  };
}

const nothing = (lots: LotProblem): LotPlan => ({ packs: lots.lines.map(() => new Int32Array(weeks)), moved: [] });

test('parts that share nothing are bounded each by itself', () => {
  const lots = problem(Number.POSITIVE_INFINITY);
  const alone = [0, 1].map(supplier =>
    lagrangianBound({
      ...lots,
      lines: lots.lines.filter(each => each.supplier === supplier).map(each => ({ ...each, supplier: 0 })),
      suppliers: [lots.suppliers[supplier]!],
    }).raise(300, 3000, () => false),
  );
  const bound = boundByParts(lots).raise(300, nothing(lots), () => false);
  expect(bound / (alone[0]! + alone[1]!)).toBeCloseTo(1, 2);
});

test('a limit that the parts exceed together joins them, and its price raises the bound towards a plan that keeps it', () => {
  const [wide, narrow] = [problem(Number.POSITIVE_INFINITY), problem(120)];
  const start = nothing(narrow);
  const without = boundByParts(wide).raise(200, start, () => false);
  const prover = boundByParts(narrow);
  const bound = prover.raise(300, start, () => false);
  expect(prover.multipliers().volume[0]!.some(charge => charge > 0)).toBe(true);
  expect(bound).toBeGreaterThan(1.02 * without);
  let asked = 0;
  const found = annealLots(narrow, { seed: 1, start, rounds: 1, heat: 0.5, elapsedShare: () => asked++ / 300 });
  expect(found.plan).not.toBeNull();
  expect(bound).toBeLessThanOrEqual(found.cost + 1e-6);
  expect(bound).toBeGreaterThan(0.85 * found.cost);
});

test('orders are adopted supplier by supplier, only where they keep the limits and cost less', () => {
  const lots = problem(300);
  const start = nothing(lots);
  const useful = start.packs.map((_, index) =>
    Int32Array.from({ length: weeks }, (_, week) => (week % 2 ? 0 : 2 * [4, 6, 3, 4][index]!)),
  );
  const tooMuch = useful.map((packs, index) =>
    lots.lines[index]!.supplier === 1 ? packs.map(count => 9 * count) : packs,
  );
  const costOf = (plan: LotPlan) => penalisedPlan(lots, plan).cost();
  const adopted = adoptOrders(lots, start, tooMuch);
  expect(adopted.packs).toEqual([useful[0], start.packs[1], useful[2], start.packs[3]]);
  expect(costOf(adopted)).toBeLessThan(costOf(start));
  expect(adoptOrders(lots, start, useful).packs).toEqual(useful);
  expect(adoptOrders(lots, { packs: useful, moved: [] }, start.packs).packs).toEqual(useful);
});
