import type { LotLine } from '../lot-plan/lot-problem.ts';
import { stockGrid } from '../lot-plan/stock-grid.ts';

const nothing = new Float64Array(0);
/** Working memory of whichever line is being solved. */
let values = new Float64Array(0);
let next = new Float64Array(0);
let steps = new Int32Array(0);

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
  const grid = stockGrid(line, weeks, mostLevels, minimumUnits);
  const { width, exact, levels, leastSteps, firstLevel, lowest, drop, cost, late, lost, lostLate } = grid;
  const ordered = new Float64Array(weeks);
  const stock = new Float64Array(weeks);
  /** Of one unit from the end of a week to the end of the plan, the week itself not included. */
  let holdingAfter = 0;
  /** From the start of the next week to the end of the plan with nothing in stock: without and with a delivery in it. */
  let emptyWithout = 0;
  let emptyWith = 0;
  return { solve, ordered, stock };

  function solve(prices: LinePrices): number {
    if (values.length < levels) {
      values = new Float64Array(levels);
      next = new Float64Array(levels);
    }
    if (steps.length < weeks * levels) steps = new Int32Array(weeks * levels);
    next.fill(0, 0, levels);
    holdingAfter = 0;
    emptyWithout = 0;
    emptyWith = Number.POSITIVE_INFINITY;
    for (let week = weeks - 1; week >= 0; week--) {
      closeWeek(week, prices.stock[week]!);
      holdingAfter += line.holdingCost + prices.stock[week]!;
      const orderWeek = week - line.leadWeeks;
      const lateBefore = week > 0 ? late[week - 1]! : nothing;
      const arrives = line.receipts[week]! > 0;
      emptyWithout = arrives ? Number.POSITIVE_INFINITY : values[0]!;
      emptyWith = arrives ? values[0]! : Number.POSITIVE_INFINITY;
      if (orderWeek >= 0) {
        const unit = prices.unit[orderWeek]! * width;
        const setup = line.lineCost + prices.setup[orderWeek]! - (exact ? 0 : Math.abs(unit));
        openWeek(week * levels, unit, setup, arrives ? nothing : lateBefore);
      } else {
        next.set(values.subarray(0, levels));
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
    const excess = exact ? lowest[week]! * holdingAfter : 0;
    const [lostOf, lateOf] = [lost[week]!, lostLate[week]!];
    for (let level = 0; level < levels; level++) {
      const at = level - down;
      if (at < 0) {
        const late = lateOf.length > 0 ? lateOf[-at - 1]! : 0;
        values[level] = lostOf[-at - 1]! + Math.min(emptyWithout, emptyWith + late) - excess;
      } else {
        const to = at < levels ? at : levels - 1;
        const held = base + holding * to;
        values[level] = next[to]! + (held > 0 ? held : 0) + (to < known.length ? known[to]! : 0);
      }
    }
  }

  /** Lets an order arrive at the start of the week: the cheapest of no order and any order from the least on. */
  function openWeek(base: number, unit: number, setup: number, lateBefore: Float64Array) {
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
      const ordered = cheapest - unit * level + setup;
      if (level === 0) emptyWith = Math.min(emptyWith, ordered);
      const withOrder = ordered + extra;
      const orders = withOrder < values[level]!;
      next[level] = orders ? withOrder : values[level]!;
      steps[base + level] = orders ? cheapestAt - level : 0;
    }
  }

  function trace() {
    ordered.fill(0);
    let level = Math.min(levels - 1, firstLevel);
    for (let week = 0; week < weeks; week++) {
      const more = steps[week * levels + level]!;
      if (week >= line.leadWeeks) ordered[week - line.leadWeeks] = more * width;
      level = Math.max(0, Math.min(levels - 1, level + more - drop[week]!));
      stock[week] = Math.max(0, lowest[week]! + width * level - (exact ? 0 : width / 2));
    }
  }
}
