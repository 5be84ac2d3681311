import type { LotLine } from './lot-problem.ts';
import { lateCost, weekCost } from './week-cost.ts';

/** What one line is charged in place of the limits that it shares with others; each by week. */
export interface LinePrices {
  /** For an order of the line, its own line cost not included. */
  readonly setup: Float64Array;
  /** For each unit ordered; negative when ordering more helps a supplier's order to its minimum value. */
  readonly unit: Float64Array;
  /** For each unit on hand at the end of the week, its own holding cost not included. */
  readonly stock: Float64Array;
}

/** Cheapest course of a line under prices; arrays are filled by each call. */
export interface LineRelaxation {
  /** @returns a cost that no orders of the line can be below */
  solve(prices: LinePrices): number;
  /** Units ordered, by order week, and on hand at the end of each week, in the last solution. */
  readonly ordered: Float64Array;
  readonly stock: Float64Array;
}

/**
 * Dynamic programme over a grid of stock levels that moves along with expected demand, so that a course without orders
 * stays on its grid line from week to week. With one grid line for each pack it is exact but for two things: a price
 * break's higher price is left out, and stock that ran out starts again on the next grid line, less what that could
 * have cost. With fewer lines than packs, each stands for the band of stock below it at the cheapest point of the band.
 *
 * @param mostLevels  grid lines that memory and time allow
 * @param minimumUnits  units that an order of this line alone needs to reach its supplier's minimum value
 */
export function relaxLine(line: LotLine, weeks: number, mostLevels: number, minimumUnits: number): LineRelaxation {
  const top = highestStock(line, weeks, minimumUnits);
  const exact = top / line.packUnits + 2 <= mostLevels;
  const width = exact ? line.packUnits : top / (mostLevels - 2);
  const levels = Math.ceil(top / width) + 2;
  const leastSteps = Math.max(exact ? 1 : 0, Math.floor((line.minimumPacks * line.packUnits) / width + 1e-9));

  /** By week: stock on the lowest grid line, and how many lines the grid moves up against the week before. */
  const lowest = new Float64Array(weeks);
  const drop = new Int32Array(weeks);
  let course = line.initialStock;
  let skipped = -Math.floor(course / width);
  const firstLevel = -skipped + (exact ? 0 : 1);
  for (let week = 0; week < weeks; week++) {
    course += line.receipts[week]! - line.demand[week]!;
    const next = Math.ceil(-course / width - 1e-9);
    drop[week] = next - skipped;
    skipped = next;
    lowest[week] = course + width * skipped;
  }
  const { cost, late } = tables(line, lowest, width, exact, levels);

  const values = new Float64Array(levels);
  const next = new Float64Array(levels);
  const steps = Array.from({ length: weeks }, () => new Int32Array(levels));
  const ordered = new Float64Array(weeks);
  const stock = new Float64Array(weeks);
  return { solve, ordered, stock };

  function solve(prices: LinePrices): number {
    next.fill(0);
    for (let week = weeks - 1; week >= 0; week--) {
      closeWeek(week, prices.stock[week]!);
      const orderWeek = week - line.leadWeeks;
      const lateBefore = week > 0 ? late[week - 1]! : nothing;
      const arrives = line.receipts[week]! > 0;
      if (orderWeek >= 0) {
        const unit = prices.unit[orderWeek]! * width;
        const setup = line.lineCost + prices.setup[orderWeek]! - (exact ? 0 : Math.abs(unit));
        openWeek(steps[week]!, unit, setup, arrives ? nothing : lateBefore);
      } else {
        next.set(values);
      }
      if (!arrives) continue;
      for (let level = 0; level < lateBefore.length; level++) next[level]! += lateBefore[level]!;
    }
    trace();
    return next[Math.min(levels - 1, firstLevel)]!;
  }

  /** From the value at the end of the week to the value before its demand, without an order. */
  function closeWeek(week: number, price: number) {
    const known = cost[week]!;
    const down = drop[week]!;
    const holding = (line.holdingCost + price) * width;
    const base = (line.holdingCost + price) * (lowest[week]! - (exact ? 0 : width));
    // A band holds no less than 0, and what ran out may hold less than the lowest line.
    const empty = next[0]! - (exact ? lowest[week]! * sumOfHolding(week, price) : 0);
    for (let level = 0; level < levels; level++) {
      const at = level - down;
      if (at < 0) {
        values[level] = weekCost(line, week, Math.min(0, lowest[week]! + at * width)) + empty;
      } else {
        const to = at < levels ? at : levels - 1;
        const held = base + holding * to;
        values[level] = next[to]! + (held > 0 ? held : 0) + (to < known.length ? known[to]! : 0);
      }
    }
  }

  let mostHolding = 0;
  function sumOfHolding(week: number, price: number): number {
    if (week === weeks - 1) mostHolding = 0;
    const after = mostHolding;
    mostHolding += line.holdingCost + price;
    return after;
  }

  /** Lets an order arrive at the start of the week: the cheapest of no order and any order from the least on. */
  function openWeek(chosen: Int32Array, unit: number, setup: number, lateBefore: Float64Array) {
    let cheapest = Number.POSITIVE_INFINITY;
    let cheapestAt = levels;
    let from = levels - 1;
    for (let level = levels - 1; level >= 0; level--) {
      for (; from >= level + leastSteps; from--) {
        const here = values[from]! + unit * from;
        if (here > cheapest) continue;
        cheapest = here;
        cheapestAt = from;
      }
      const extra = level < lateBefore.length ? lateBefore[level]! : 0;
      const withOrder = cheapest - unit * level + setup + extra;
      const orders = withOrder < values[level]!;
      next[level] = orders ? withOrder : values[level]!;
      chosen[level] = orders ? cheapestAt - level : 0;
    }
  }

  function trace() {
    ordered.fill(0);
    let level = Math.min(levels - 1, firstLevel);
    for (let week = 0; week < weeks; week++) {
      const more = steps[week]![level]!;
      if (week >= line.leadWeeks) ordered[week - line.leadWeeks] = more * width;
      level = Math.max(0, Math.min(levels - 1, level + more - drop[week]!));
      stock[week] = Math.max(0, lowest[week]! + width * level - (exact ? 0 : width / 2));
    }
  }
}

const nothing = new Float64Array(0);

/** No course is better for going above this: all demand, with a margin, and the largest order that a rule can ask for. */
function highestStock(line: LotLine, weeks: number, minimumUnits: number): number {
  let most = line.initialStock;
  for (let week = 0; week < weeks; week++) most += line.demand[week]! + line.receipts[week]!;
  const margin = 4 * Math.max(...line.closingDeviation);
  const breaks = Math.max(0, ...line.priceBreaks.map(each => each.packs));
  return most + Math.max(margin, Math.max(line.minimumPacks, breaks) * line.packUnits, minimumUnits) + line.packUnits;
}

/** Shortage cost of each week, and what a delivery after it adds, by grid line, as far up as they are above 0. */
function tables(line: LotLine, lowest: Float64Array, width: number, exact: boolean, levels: number) {
  const cost: Float64Array[] = [];
  const late: Float64Array[] = [];
  const shortage = (week: number, level: number) => weekCost(line, week, level) - level * line.holdingCost;
  lowest.forEach((low, week) => {
    const deviation = line.closingDeviation[week]!;
    const reach = (spread: number) => (spread > 0 ? Math.min(levels, Math.ceil((6 * spread) / width) + 2) : 0);
    // How far a convex cost can dip between the ends of a band.
    const dip = deviation > 0 ? (0.4 * line.shortageCost * width ** 2) / (8 * deviation) : 0;
    const ofBand = (high: number) =>
      Math.max(0, Math.min(shortage(week, Math.max(0, high - width)), shortage(week, high)) - dip);
    cost.push(
      Float64Array.from({ length: reach(deviation) }, (_, level) => {
        const high = low + width * level;
        return exact ? Math.max(0, shortage(week, high)) : ofBand(high);
      }),
    );
    const lateSpread = line.lateUnits[week]! > 0 ? Math.hypot(deviation, line.lateUnits[week]!) : 0;
    late.push(
      Float64Array.from({ length: reach(lateSpread) }, (_, level) => lateCost(line, week, low + width * level)),
    );
  });
  return { cost, late };
}
