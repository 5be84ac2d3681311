import { expect, test } from 'vitest';
import { random } from '../../../shared/numerics/random.ts';
import { annealLots } from '../lot-plan/anneal-lots.ts';
import type { LotLine, LotPlan, LotProblem } from '../lot-plan/lot-problem.ts';
import { lineCost } from '../lot-plan/lot-state.ts';
import { withMoved } from '../lot-plan/moved-units.ts';
import { penalisedPlan } from '../lot-plan/penalised-plan.ts';
import { lagrangianBound } from './lower-bound.ts';

const weeks = 4;

interface Drawn {
  readonly seed: number;
  readonly freight: number;
  readonly vehicleCost: number;
  readonly vehicleVolume: number;
  readonly leadWeeks: number;
}

/** One uncertain item in two warehouses with a lane each way, small enough to try every plan in steps of a pack. */
function problem({ seed, freight, vehicleCost, vehicleVolume, leadWeeks }: Drawn): LotProblem {
  const chance = random(seed);
  const unlimited = () => new Float64Array(weeks).fill(Number.POSITIVE_INFINITY);
  const line = (warehouse: number): LotLine => {
    const mean = 8 + chance.below(8);
    return {
      supplier: 0,
      warehouse,
      leadWeeks: 1,
      packUnits: 10,
      minimumPacks: 2,
      lineCost: 60,
      unitCost: 40,
      priceBreaks: [],
      unitVolume: 1,
      holdingCost: 3,
      shortageCost: 200,
      initialStock: warehouse === 0 ? 30 : 0,
      receipts: new Float64Array(weeks).fill(0).with(2, chance.below(2) * 5),
      demand: Float64Array.from({ length: weeks }, () => mean * (0.7 + 0.6 * chance.next())),
      openingDeviation: Float64Array.from({ length: weeks }, (_, week) => 3 * Math.sqrt(Math.min(1, week))),
      closingDeviation: Float64Array.from({ length: weeks }, (_, week) => 3 * Math.sqrt(Math.min(2, week + 1))),
      openingSkewness: new Float64Array(weeks),
      closingSkewness: new Float64Array(weeks),
      safetyDeviations: 1.5,
      lateUnits: new Float64Array(weeks).fill(3),
      stockCap: unlimited(),
    };
  };
  return {
    weeks,
    lines: [line(0), line(1)],
    suppliers: [{ orderCost: 150, minimumValue: 0, capacity: unlimited() }],
    volumeLimit: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    budget: unlimited(),
    budgetTotal: Number.POSITIVE_INFINITY,
    capitalLimit: unlimited(),
    lanes: [0, 1].map(() => ({ vehicleCost, vehicleVolume })),
    arcs: [
      { lane: 0, from: 0, to: 1, leadWeeks, unitCost: freight },
      { lane: 1, from: 1, to: 0, leadWeeks, unitCost: freight },
    ],
  };
}

/** Infinite where a transfer takes what is not there. */
function costOf(lots: LotProblem, { packs, moved }: LotPlan): number {
  const fixed = withMoved(lots, moved);
  let cost = 0;
  fixed.lines.forEach((line, index) => {
    let stock = line.initialStock;
    for (let week = 0; week < weeks; week++) {
      const ordered = week >= line.leadWeeks ? packs[index]![week - line.leadWeeks]! * line.packUnits : 0;
      stock += line.receipts[week]! + ordered;
      if (stock < -1e-9) cost = Number.POSITIVE_INFINITY;
      stock = Math.max(0, stock - line.demand[week]!);
    }
    cost += lineCost(line, packs[index]!, weeks);
  });
  moved.forEach((units, arc) => {
    const { vehicleCost, vehicleVolume } = lots.lanes[lots.arcs[arc]!.lane]!;
    for (const each of units) {
      if (each > 0)
        cost += each * lots.arcs[arc]!.unitCost + vehicleCost * Math.max(1, Math.ceil(each / vehicleVolume));
    }
  });
  for (let week = 0; week < weeks; week++)
    if (packs.some(each => each[week]! > 0)) cost += lots.suppliers[0]!.orderCost;
  return cost;
}

/** The cheapest of all plans with up to four packs an order and one transfer in steps of half a pack along each arc. */
function cheapest(lots: LotProblem): number {
  const orders: Int32Array[] = [];
  for (const first of [0, 2, 3, 4])
    for (const second of [0, 2, 3, 4])
      for (const third of [0, 2, 3, 4]) orders.push(Int32Array.of(first, second, third, 0));
  const transfers: Float64Array[] = [new Float64Array(weeks)];
  for (let week = 0; week + lots.arcs[0]!.leadWeeks < weeks; week++)
    for (let units = 5; units <= 30; units += 5) transfers.push(new Float64Array(weeks).with(week, units));
  let least = Number.POSITIVE_INFINITY;
  for (const there of transfers) {
    for (const back of transfers) {
      const moved = [there, back];
      for (const one of orders)
        for (const other of orders) least = Math.min(least, costOf(lots, { packs: [one, other], moved }));
    }
  }
  return least;
}

test.each([
  { seed: 1, freight: 2, vehicleCost: 0, vehicleVolume: Number.POSITIVE_INFINITY, leadWeeks: 1 },
  { seed: 2, freight: 5, vehicleCost: 40, vehicleVolume: 20, leadWeeks: 1 },
  { seed: 3, freight: 1, vehicleCost: 25, vehicleVolume: 10, leadWeeks: 0 },
])(
  'seed $seed: the bound is never above the cheapest plan of all, and the search comes near that',
  drawn => {
    const lots = problem(drawn);
    const optimum = cheapest(lots);
    const bound = lagrangianBound(lots).raise(300, optimum, () => false);
    expect(bound).toBeLessThanOrEqual(optimum + 1e-6);
    expect(bound).toBeGreaterThan(0.55 * optimum);
    let asked = 0;
    const start = {
      packs: lots.lines.map(() => new Int32Array(weeks)),
      moved: lots.arcs.map(() => new Float64Array(weeks)),
    };
    const found = annealLots(lots, { seed: 1, start, rounds: 2, heat: 0.5, elapsedShare: () => asked++ / 400 });
    expect(costOf(lots, found.plan!)).toBeCloseTo(found.cost, 6);
    expect(found.cost).toBeLessThanOrEqual(optimum * 1.02);
    expect(found.cost).toBeGreaterThanOrEqual(bound - 1e-6);
  },
  120_000,
);

test('with freight that nothing is worth, a line is bounded as without lanes, as near as its finer grid allows', () => {
  const lots = problem({ seed: 4, freight: 1e5, vehicleCost: 0, vehicleVolume: 1, leadWeeks: 1 });
  const without = lagrangianBound({ ...lots, arcs: [] }).raise(200, 5000, () => false);
  const bound = lagrangianBound(lots).raise(200, 5000, () => false);
  expect(Math.abs(bound - without)).toBeLessThan(0.05 * without);
});

test('costs follow every change and every change taken back', () => {
  const lots = problem({ seed: 5, freight: 3, vehicleCost: 30, vehicleVolume: 15, leadWeeks: 1 });
  const empty = {
    packs: lots.lines.map(() => new Int32Array(weeks)),
    moved: lots.arcs.map(() => new Float64Array(weeks)),
  };
  const plan = penalisedPlan(lots, empty);
  const chance = random(1);
  for (let step = 0; step < 400; step++) {
    if (chance.next() < 0.5) plan.setPacks(chance.below(2), chance.below(3), [0, 2, 3][chance.below(3)]!);
    else plan.setMoved(chance.below(2), chance.below(3), 4 * chance.below(5));
    plan.refresh(0);
    plan.refresh(1);
    const cost = costOf(lots, plan);
    expect(plan.keepsLimits()).toBe(Number.isFinite(cost));
    if (Number.isFinite(cost)) expect(plan.total()).toBeCloseTo(cost, 6);
    expect(plan.moving.toSorted()).toEqual(
      plan.moved
        .flatMap((units, arc) => [...units].flatMap((each, week) => (each > 0 ? [arc * weeks + week] : [])))
        .toSorted(),
    );
  }
  plan.load(empty);
  expect(plan.cost()).toBeCloseTo(costOf(lots, empty), 6);
});
