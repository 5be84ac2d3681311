import { lanePrices } from './lane-prices.ts';
import { relaxLine } from './line-relaxation.ts';
import type { LotProblem } from './lot-problem.ts';
import { pricedLimits } from './priced-limits.ts';
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
  /** What the limits were worth at the best bound. */
  limitPrices(): LimitPrices;
  /** The same as it is kept, for another bound to start from. */
  multipliers(): Multipliers;
}

/** How order costs are split and what is charged for limits. */
export interface Multipliers {
  readonly share: readonly Float64Array[];
  readonly minimumCharge: readonly Float64Array[];
  readonly charges: readonly number[];
  readonly paid: readonly Float64Array[];
}

/** Prices that stand for limits which several lines share. */
export interface LimitPrices {
  /** By line and week: for a unit ordered, and for a unit on hand at the end of the week. */
  readonly unit: readonly Float64Array[];
  readonly stock: readonly Float64Array[];
  /** By supplier and week: added to its order cost. */
  readonly open: readonly Float64Array[];
}

const mostLevels = 4000;
const fewestLevels = 400;
/** Keeps a step for thousands of lines within seconds and its memory within some hundred megabytes. */
const levelsInAll = 90_000_000;
/** The same for lines that trade, whose step does more at each level. */
const tradingLevelsInAll = 8_000_000;

const newPart = 0.55;

/**
 * Lagrangian lower bound. Each supplier's order cost is split among its lines and every shared limit is priced instead of
 * kept; what remains are single lines, each solved by `relaxLine`, or by `relaxTradingLine` where lanes join it to others
 * and what is moved has a price at both ends (`lanePrices`). Split and prices follow the subgradient with Polyak's step
 * along the deflected direction, each measured in money so that they can share one step length.
 *
 * @param start multipliers of a bound without lanes; prices of transfers then start from what it makes a unit worth
 * @see Geoffrion (1974), Mathematical Programming Study 2; Camerini, Fratta & Maffioli (1975), Mathematical Programming Study 3
 */
export function lagrangianBound(problem: LotProblem, start: Multipliers | null = null): LowerBound {
  const { weeks, lines, suppliers } = problem;
  const levelsOf = (inAll: number) =>
    Math.max(fewestLevels, Math.min(mostLevels, Math.floor(inAll / Math.max(1, lines.length * weeks))));
  const [levels, tradingLevels] = [levelsOf(levelsInAll), levelsOf(tradingLevelsInAll)];
  const linesOf = suppliers.map((_, each) => lines.flatMap((line, index) => (line.supplier === each ? [index] : [])));
  const lanes = lanePrices(problem);
  const minimumUnits = lines.map(({ supplier, unitCost }) =>
    unitCost > 0 ? suppliers[supplier]!.minimumValue / unitCost : 0,
  );
  const trading = lines.map((line, index) =>
    lanes.trades[index] ? relaxTradingLine(line, weeks, tradingLevels, minimumUnits[index]!) : null,
  );
  const relaxed = lines.map((line, index) => trading[index] ?? relaxLine(line, weeks, levels, minimumUnits[index]!));
  const byWeek = () => new Float64Array(weeks);
  /** Part of its supplier's order cost that each line pays, and what the supplier's minimum value adds to that cost. */
  let share = lines.map(line => byWeek().fill(suppliers[line.supplier]!.orderCost / linesOf[line.supplier]!.length));
  let minimumCharge = suppliers.map(byWeek);
  const limits = pricedLimits(problem);
  const prices: TradingPrices[] = share.map(() => ({
    setup: byWeek(),
    unit: byWeek(),
    stock: byWeek(),
    receive: byWeek().fill(Number.POSITIVE_INFINITY),
    send: byWeek().fill(Number.NEGATIVE_INFINITY),
  }));

  /** The last direction, of which a part is kept against zigzagging. */
  const before = { share: lines.map(byWeek), minimum: suppliers.map(byWeek), paid: lines.map(byWeek) };
  if (start !== null) restore(start);
  if (problem.arcs.length > 0) startLanes();
  let best = Number.NEGATIVE_INFINITY;
  let kept = copy();
  let stepScale = 1;
  let sinceBetter = 0;
  return { raise, limitPrices, multipliers: () => kept };

  function raise(iterations: number, upperBound: number, stopped: (bound: number) => boolean): number {
    for (let step = 0; step < iterations && (best === Number.NEGATIVE_INFINITY || !stopped(best)); step++) {
      const bound = evaluate(() => best > Number.NEGATIVE_INFINITY && stopped(best));
      if (bound === null) return best;
      if (bound > best) {
        // Steps that were cut short where prices set off trade grow again.
        if (problem.arcs.length > 0) stepScale = Math.min(1, 1.2 * stepScale);
        if (bound > best + 1e-4 * Math.abs(best)) sinceBetter = 0;
        best = bound;
        kept = copy();
      } else if (problem.arcs.length > 0 && best - bound > 0.5 * (upperBound - best)) {
        // Prices that all goods follow throw the bound far back, where steps lead ever farther.
        stepScale *= 0.5;
        restore(kept);
      } else if (++sinceBetter >= 6) {
        sinceBetter = 0;
        stepScale *= 0.6;
        restore(kept);
      }
      moveAlongSubgradient(upperBound - bound);
    }
    return best;
  }

  /** @returns null when stopped */
  function evaluate(stopped: () => boolean): number | null {
    setPrices();
    let bound = -limits.reduce((sum, each) => sum + each.charge, 0);
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
    const charged = copy();
    const bound = evaluate(() => false)!;
    for (const [each, charges] of minimumCharge.entries()) {
      charges.fill(0);
      for (let week = 0; week < weeks; week++) keepSum(linesOf[each]!, week, suppliers[each]!.orderCost);
    }
    if (evaluate(() => false)! <= bound) restore(charged);
  }

  function limitPrices(): LimitPrices {
    restore(kept);
    setPrices();
    return {
      unit: prices.map(({ unit }) => unit.slice()),
      stock: prices.map(({ stock }) => stock.slice()),
      open: minimumCharge.map(each => each.slice()),
    };
  }

  function copy(): Multipliers {
    return {
      share: share.map(each => each.slice()),
      minimumCharge: minimumCharge.map(each => each.slice()),
      charges: limits.map(each => each.charge),
      paid: lanes.copy(),
    };
  }

  function restore(from: Multipliers) {
    share = from.share.map(each => each.slice());
    minimumCharge = from.minimumCharge.map(each => each.slice());
    for (const [index, limit] of limits.entries()) limit.charge = from.charges[index]!;
    lanes.restore(from.paid);
  }

  function setPrices() {
    setLinePrices();
    if (problem.arcs.length > 0) lanes.setPrices(prices);
  }

  function setLinePrices() {
    prices.forEach(({ setup, unit, stock }, index) => {
      const line = lines[index]!;
      const { minimumValue } = suppliers[line.supplier]!;
      setup.set(share[index]!);
      stock.fill(0);
      for (let week = 0; week < weeks; week++) {
        const helps = minimumValue > 0 ? minimumCharge[line.supplier]![week]! / minimumValue : 0;
        unit[week] = -helps * line.unitCost;
      }
    });
    for (const { limit, week, charge, perUnit, of } of limits) {
      if (charge === 0) continue;
      const price = charge / limit;
      for (let index = 0; index < lines.length; index++) {
        if (of === 'ordered') prices[index]!.unit[week]! += price * perUnit[index]!;
        else prices[index]!.stock[week]! += price * perUnit[index]!;
      }
    }
  }

  function moveAlongSubgradient(distance: number) {
    // With an order cost split, whether the supplier's order is placed is free: as placed as its lines are on average.
    const placed = suppliers.map((supplier, each) => {
      const own = linesOf[each]!;
      return Float64Array.from({ length: weeks }, (_, week) => {
        const count = own.reduce((sum, index) => sum + (relaxed[index]!.ordered[week]! > 0 ? 1 : 0), 0);
        return supplier.minimumValue > 0
          ? (count + filled(each, week)) / (own.length + 1)
          : count / Math.max(1, own.length);
      });
    });
    const ofShare = lines.map((line, index) =>
      relaxed[index]!.ordered.map((units, week) => (units > 0 ? 1 : 0) - placed[line.supplier]![week]!),
    );
    const ofMinimum = suppliers.map((supplier, each) =>
      supplier.minimumValue > 0 ? placed[each]!.map((share, week) => share - filled(each, week)) : byWeek(),
    );
    const ofLimit = limits.map(({ week, limit, perUnit, of, charge }) => {
      let used = 0;
      for (let index = 0; index < lines.length; index++) used += relaxed[index]![of][week]! * perUnit[index]!;
      const over = used / limit - 1;
      return over < 0 && charge === 0 ? 0 : Math.min(1, over);
    });
    const ofPaid = lanes.direction(trading);
    for (const [index, each] of ofPaid.entries()) blend(each, before.paid[index]!);
    for (const [index, each] of ofShare.entries()) blend(each, before.share[index]!);
    for (const [index, each] of ofMinimum.entries()) blend(each, before.minimum[index]!);
    const squares = (values: Iterable<number>) => {
      let sum = 0;
      for (const value of values) sum += value * value;
      return sum;
    };
    const length =
      [...ofShare, ...ofMinimum, ...ofPaid].reduce((sum, each) => sum + squares(each), 0) + squares(ofLimit);
    // What is left of earlier directions alone leads nowhere, and so far that sums would lose their small parts.
    if (length < 1e-6) return;
    const step = (stepScale * Math.max(0, distance)) / length;
    limits.forEach((each, index) => {
      each.charge = Math.max(0, each.charge + step * ofLimit[index]!);
    });
    lanes.move(ofPaid, step);
    share.forEach((each, index) => {
      for (let week = 0; week < weeks; week++) each[week]! += step * ofShare[index]![week]!;
    });
    suppliers.forEach((supplier, each) => {
      for (let week = 0; week < weeks; week++) {
        const charge = Math.max(0, minimumCharge[each]![week]! + step * ofMinimum[each]![week]!);
        minimumCharge[each]![week] = charge;
        keepSum(linesOf[each]!, week, supplier.orderCost + charge);
      }
    });
  }

  /** Goods on a supplier's order as a share of its minimum value. */
  function filled(supplier: number, week: number): number {
    const value = linesOf[supplier]!.reduce(
      (sum, index) => sum + relaxed[index]!.ordered[week]! * lines[index]!.unitCost,
      0,
    );
    return Math.min(2, value / suppliers[supplier]!.minimumValue);
  }

  /** Shares are at least 0 and add up to the order cost: the nearest such point. */
  function keepSum(own: readonly number[], week: number, sum: number) {
    const sorted = own.map(index => share[index]![week]!).sort((a, b) => b - a);
    let running = 0;
    let shift = 0;
    sorted.forEach((value, at) => {
      running += value;
      const candidate = (running - sum) / (at + 1);
      if (value > candidate) shift = candidate;
    });
    for (const index of own) share[index]![week] = Math.max(0, share[index]![week]! - shift);
  }
}

/** Mixes the last direction into the new one and remembers it. */
function blend(direction: Float64Array, last: Float64Array): void {
  for (let week = 0; week < direction.length; week++) {
    direction[week] = last[week] = newPart * direction[week]! + (1 - newPart) * last[week]!;
  }
}
