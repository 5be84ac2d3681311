import type { LotProblem } from '../lot-plan/lot-problem.ts';
import { lanePrices } from './lane-prices.ts';
import { setLimitPrices } from './limit-prices.ts';
import { relaxLine } from './line-relaxation.ts';
import { copyMultipliers, evenMultipliers, type Multipliers, setMultipliers } from './multipliers.ts';
import { orderShares } from './order-shares.ts';
import { pricedLimits, usedOf } from './priced-limits.ts';
import { relaxTradingLine, type TradingPrices } from './trading-relaxation.ts';

/** A bound that can be raised further; it keeps its prices between calls. */
export interface LowerBound {
  /**
   * @param iterations most steps to take
   * @param upperBound cost of a known plan: scales the steps
   * @param stopped    asked between steps, with the bound so far
   * @returns a cost that no plan can be below
   */
  raise(iterations: number, upperBound: number, stopped: (bound: number) => boolean): number;
  /** Of the best bound. */
  multipliers(): Multipliers;
  /** Units by line and week in the last solution. */
  readonly solution: { readonly ordered: readonly Float64Array[]; readonly stock: readonly Float64Array[] };
}

/** Stock levels of a line, and of all lines and weeks: a step for thousands of lines takes seconds and some hundred megabytes. */
const levelCount = { fewest: 400, most: 4000, inAll: 90_000_000 };
/** The same for lines that trade, whose step does more at each level and is nearly exact with few of them. */
const tradingLevelCount = { fewest: 250, most: 600, inAll: 8_000_000 };
/** Steps without a better bound before the next ones are shorter, at first. */
const firstPatience = 4;
const shorter = 0.6;
/** Once steps are so much shorter than those that led on, they are as long again and become shorter half as fast. */
const shortest = 0.02;
/** Weight of the newest subgradient in the direction; the rest is the direction before. */
const newPart = 0.55;

/**
 * Lagrangian lower bound. Each supplier's order cost is split among its lines (`orderShares`) and every shared limit is
 * priced instead of kept; what remains are single lines, each solved by `relaxLine`, or by `relaxTradingLine` where lanes join
 * it to others and what is moved has a price at both ends (`lanePrices`). Split and prices follow the subgradient with
 * Polyak's step along the deflected direction, each measured in money so that they can share one step length.
 *
 * @param start        multipliers of a bound without lanes; prices of transfers then start from what it makes a unit worth
 * @param linesBesides lines of other bounds, with which this one shares memory and time
 * @see Geoffrion (1974), Mathematical Programming Study 2; Camerini, Fratta & Maffioli (1975), Mathematical Programming Study 3
 */
export function lagrangianBound(problem: LotProblem, start: Multipliers | null = null, linesBesides = 0): LowerBound {
  const { weeks, lines, suppliers } = problem;
  const levelsOf = ({ fewest, most, inAll }: typeof levelCount) =>
    Math.max(fewest, Math.min(most, Math.floor(inAll / ((lines.length + linesBesides) * weeks))));
  const [levels, tradingLevels] = [levelsOf(levelCount), levelsOf(tradingLevelCount)];
  const now = evenMultipliers(problem);
  if (start !== null) setMultipliers(now, start);
  const lanes = lanePrices(problem, now.paid);
  const limits = pricedLimits(problem, now);
  const minimumUnits = lines.map(({ supplier, unitCost }) =>
    unitCost > 0 ? suppliers[supplier]!.minimumValue / unitCost : 0,
  );
  const trading = lines.map((line, index) =>
    lanes.trades[index] ? relaxTradingLine(line, weeks, tradingLevels, minimumUnits[index]!) : null,
  );
  const relaxed = lines.map((line, index) => trading[index] ?? relaxLine(line, weeks, levels, minimumUnits[index]!));
  const solution = { ordered: relaxed.map(each => each.ordered), stock: relaxed.map(each => each.stock) };
  const byWeek = () => new Float64Array(weeks);
  const shared = limits.filter(each => each.supplier === null);
  const shares = orderShares(
    problem,
    now,
    limits.filter(each => each.supplier !== null),
    solution.ordered,
  );
  const prices: TradingPrices[] = lines.map(() => ({
    setup: byWeek(),
    unit: byWeek(),
    stock: byWeek(),
    receive: byWeek().fill(Number.POSITIVE_INFINITY),
    send: byWeek().fill(Number.NEGATIVE_INFINITY),
  }));
  const charged = {
    unit: prices.map(({ unit }) => unit),
    stock: prices.map(({ stock }) => stock),
  };

  /** The last direction, of which a part is kept against zigzagging. */
  let last: Float64Array[] | null = null;
  if (problem.arcs.length > 0) startLanes();
  let best = Number.NEGATIVE_INFINITY;
  let kept = copyMultipliers(now);
  let stepScale = 1;
  let leadingScale = 0;
  let sinceBetter = 0;
  let patience = firstPatience;
  return { raise, multipliers: () => kept, solution };

  function raise(iterations: number, upperBound: number, stopped: (bound: number) => boolean): number {
    for (let step = 0; step < iterations && (best === Number.NEGATIVE_INFINITY || !stopped(best)); step++) {
      const bound = evaluate(() => best > Number.NEGATIVE_INFINITY && stopped(best));
      if (bound === null) return best;
      if (bound > best) {
        // Steps that were cut short where prices set off trade grow again.
        if (problem.arcs.length > 0) stepScale = Math.min(1, 1.2 * stepScale);
        if (bound > best + 1e-4 * Math.abs(best)) {
          sinceBetter = 0;
          leadingScale = Math.max(leadingScale, stepScale);
        }
        best = bound;
        kept = copyMultipliers(now);
      } else if (problem.arcs.length > 0 && best - bound > 0.5 * (upperBound - best)) {
        // Prices that all goods follow throw the bound far back, where steps lead ever farther.
        stepScale *= 0.5;
        setMultipliers(now, kept);
      } else if (++sinceBetter >= patience) {
        sinceBetter = 0;
        stepScale *= shorter;
        if (stepScale < shortest * leadingScale) {
          stepScale = leadingScale;
          leadingScale *= 0.5;
          patience *= 2;
        }
        setMultipliers(now, kept);
      }
      moveAlongSubgradient(upperBound - bound);
    }
    return best;
  }

  /** @returns null when stopped */
  function evaluate(stopped: () => boolean): number | null {
    setPrices();
    let bound =
      shares.earned() - shared.reduce((sum, each) => sum + (each.charge[each.week]! * each.limit) / each.scale, 0);
    for (let index = 0; index < lines.length; index++) {
      bound += relaxed[index]!.solve(prices[index]!);
      if (index % 64 === 63 && stopped()) return null;
    }
    return bound;
  }

  function startLanes() {
    setLinePrices();
    for (const [index, each] of trading.entries()) each?.solve(prices[index]!);
    lanes.startFrom(trading);
    if (suppliers.every(supplier => supplier.minimumValue === 0)) return;
    // What makes larger orders pay makes passing them on pay too: charged for only where the bound is better for it.
    const withCharge = copyMultipliers(now);
    const bound = evaluate(() => false)!;
    for (const charges of now.minimumCharge) charges.fill(0);
    shares.settle();
    if (evaluate(() => false)! <= bound) setMultipliers(now, withCharge);
  }

  function setPrices() {
    setLinePrices();
    if (problem.arcs.length > 0) lanes.setPrices(prices);
  }

  function setLinePrices() {
    for (const [index, each] of now.share.entries()) prices[index]!.setup.set(each);
    setLimitPrices(problem, now, limits, charged);
  }

  function moveAlongSubgradient(distance: number) {
    const ofOrders = shares.direction();
    const ofLimit = shared.map(each => {
      const over = (usedOf(each, solution) - each.limit) / each.scale;
      return over < 0 && each.charge[each.week] === 0 ? 0 : Math.min(1, over);
    });
    const ofPaid = lanes.direction(trading);
    const along = [...ofPaid, ...ofOrders.share, ...ofOrders.minimum, ...ofOrders.capacity];
    last ??= along.map(byWeek);
    let length = squares(ofLimit);
    for (const [index, each] of along.entries()) {
      blend(each, last[index]!);
      length += squares(each);
    }
    // What is left of earlier directions alone leads nowhere, and so far that sums would lose their small parts.
    if (length < 1e-6) return;
    const step = (stepScale * Math.max(0, distance)) / length;
    shared.forEach(({ charge, week }, index) => {
      charge[week] = Math.max(0, charge[week]! + step * ofLimit[index]!);
    });
    lanes.move(ofPaid, step);
    shares.move(ofOrders, step);
  }
}

function squares(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

/** Mixes the last direction into the new one and remembers it. */
function blend(direction: Float64Array, last: Float64Array): void {
  for (let week = 0; week < direction.length; week++) {
    direction[week] = last[week] = newPart * direction[week]! + (1 - newPart) * last[week]!;
  }
}
