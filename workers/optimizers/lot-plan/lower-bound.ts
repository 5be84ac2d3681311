import type { LotLine, LotProblem } from './lot-problem.ts';
import { lateCost, weekCost } from './week-cost.ts';

/** A bound that can be raised further; it keeps its prices between calls. */
export interface LowerBound {
  /**
   * @param iterations most steps to take
   * @param upperBound cost of a known plan: scales the steps
   * @param stopped    asked between steps, with the bound so far
   * @returns a cost that no plan can be below
   */
  raise(iterations: number, upperBound: number, stopped: (bound: number) => boolean): number;
}

/** Cells of stock for each line: more give a tighter bound, fewer keep large problems within a second a step. */
const mostCells = 1200;
const fewestCells = 250;
const cellsInAll = 12_000_000;

/**
 * Lagrangian lower bound. Each supplier's order cost is split among its lines, and budgets are priced instead of kept;
 * what remains are single lines, solved by a dynamic programme over cells of stock that never overstates a cost: whole
 * packs are relaxed to any amount from the minimum on, and a cell takes the cheapest point in it. The split and the
 * prices follow the subgradient.
 *
 * @see Geoffrion (1974), Mathematical Programming Study 2
 */
export function lagrangianBound(problem: LotProblem): LowerBound {
  const { weeks, lines, suppliers } = problem;
  const affordable = Math.floor(cellsInAll / Math.max(1, lines.length * weeks));
  const cells = Math.max(fewestCells, Math.min(mostCells, affordable));
  const relaxed = lines.map(line => relaxLine(line, weeks, cells));
  const linesOf = suppliers.map((_, each) => lines.flatMap((line, index) => (line.supplier === each ? [index] : [])));
  const share = lines.map(line =>
    new Float64Array(weeks).fill(suppliers[line.supplier]!.orderCost / linesOf[line.supplier]!.length),
  );
  const budgetPrice = new Float64Array(weeks);
  const limited = Array.from({ length: weeks }, (_, week) => Number.isFinite(problem.budget[week]!));
  const bestShare = share.map(each => each.slice());
  const bestPrice = new Float64Array(weeks);
  let best = Number.NEGATIVE_INFINITY;
  let stepScale = 1;
  let sinceBetter = 0;
  const ordered = lines.map(() => new Float64Array(weeks));
  return { raise };

  function raise(iterations: number, upperBound: number, stopped: (bound: number) => boolean): number {
    for (
      let iteration = 0;
      iteration < iterations && (best === Number.NEGATIVE_INFINITY || !stopped(best));
      iteration++
    ) {
      let bound = 0;
      for (let week = 0; week < weeks; week++) if (limited[week]) bound -= budgetPrice[week]! * problem.budget[week]!;
      for (let index = 0; index < lines.length; index++) {
        bound += solveRelaxed(lines[index]!, relaxed[index]!, weeks, share[index]!, budgetPrice, ordered[index]!);
        if (index % 64 === 63 && best > Number.NEGATIVE_INFINITY && stopped(best)) return best;
      }
      if (bound > best) {
        if (bound > best + 1e-4 * Math.abs(best)) sinceBetter = 0;
        best = bound;
        copyAll(share, bestShare);
        bestPrice.set(budgetPrice);
      } else if (++sinceBetter >= 4) {
        sinceBetter = 0;
        stepScale *= 0.6;
        copyAll(bestShare, share);
        budgetPrice.set(bestPrice);
      }
      moveAlongSubgradient(bound, upperBound);
    }
    return best;
  }

  function moveAlongSubgradient(bound: number, upperBound: number) {
    // Σ over lines of (ordered − average of its supplier's week)², the length of the projected subgradient.
    let length = 0;
    const means = suppliers.map((_, each) => {
      const mean = new Float64Array(weeks);
      for (const index of linesOf[each]!)
        for (let week = 0; week < weeks; week++) if (ordered[index]![week]! > 0) mean[week]! += 1;
      for (let week = 0; week < weeks; week++) mean[week]! /= Math.max(1, linesOf[each]!.length);
      return mean;
    });
    lines.forEach((line, index) => {
      for (let week = 0; week < weeks; week++) {
        length += ((ordered[index]![week]! > 0 ? 1 : 0) - means[line.supplier]![week]!) ** 2;
      }
    });
    if (length > 0) {
      const step = (stepScale * Math.max(0, upperBound - bound)) / length;
      lines.forEach((line, index) => {
        for (let week = 0; week < weeks; week++) {
          share[index]![week]! += step * ((ordered[index]![week]! > 0 ? 1 : 0) - means[line.supplier]![week]!);
        }
      });
      suppliers.forEach((supplier, each) => {
        for (let week = 0; week < weeks; week++) keepSum(linesOf[each]!, week, supplier.orderCost);
      });
    }
    for (let week = 0; week < weeks; week++) {
      if (!limited[week]) continue;
      let spent = 0;
      lines.forEach((line, index) => {
        spent += ordered[index]![week]! * line.unitCost;
      });
      const over = spent / Math.max(1, problem.budget[week]!) - 1;
      budgetPrice[week] = Math.max(0, budgetPrice[week]! + 0.02 * stepScale * Math.max(-1, Math.min(1, over)));
    }
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

function copyAll(from: readonly Float64Array[], to: readonly Float64Array[]) {
  for (const [index, values] of from.entries()) to[index]!.set(values);
}

interface RelaxedLine {
  readonly width: number;
  readonly count: number;
  /** By week and cell of stock at its end: least cost of the week; then what a delivery in the next week adds. */
  readonly cost: readonly Float64Array[];
  readonly late: readonly Float64Array[];
}

function relaxLine(line: LotLine, weeks: number, cells: number): RelaxedLine {
  let most = line.initialStock;
  for (let week = 0; week < weeks; week++) most += line.demand[week]! + line.receipts[week]!;
  const top = most + Math.max(line.minimumPacks * line.packUnits, 4 * line.closingDeviation[weeks - 1]!) + 1;
  const width = top / cells;
  const count = cells + 1;
  const cost: Float64Array[] = [];
  const late: Float64Array[] = [];
  for (let week = 0; week < weeks; week++) {
    const deviation = line.closingDeviation[week]!;
    // How far a convex cost can dip between the ends of a cell.
    const dip = deviation > 0 ? (0.4 * line.shortageCost * width ** 2) / (8 * deviation) : 0;
    const atEnd = Float64Array.from({ length: count + 1 }, (_, cell) => weekCost(line, week, cell * width));
    cost.push(
      Float64Array.from({ length: count }, (_, cell) => Math.max(0, Math.min(atEnd[cell]!, atEnd[cell + 1]!) - dip)),
    );
    late.push(Float64Array.from({ length: count }, (_, cell) => lateCost(line, week, (cell + 1) * width)));
  }
  return { width, count, cost, late };
}

const values = new Float64Array(mostCells + 3);
const next = new Float64Array(mostCells + 3);
const suffix = new Float64Array(mostCells + 3);
const suffixAt = new Int32Array(mostCells + 3);
let decisions = new Int32Array(0);

/** Least cost of one line under the given setup shares and prices; fills what it orders by order week. */
function solveRelaxed(
  line: LotLine,
  relaxed: RelaxedLine,
  weeks: number,
  share: Float64Array,
  budgetPrice: Float64Array,
  ordered: Float64Array,
): number {
  const { width, count } = relaxed;
  if (decisions.length < weeks * count) decisions = new Int32Array(weeks * count);
  const leastCells = Math.max(0, Math.floor((line.minimumPacks * line.packUnits) / width) - 1);
  // A budget is charged with the cheapest price, so that its price never overstates a cost.
  let cheapest = line.unitCost;
  for (const each of line.priceBreaks) if (each.unitCost < cheapest) cheapest = each.unitCost;
  next.fill(0, 0, count);
  for (let week = weeks - 1; week >= 0; week--) {
    const cost = relaxed.cost[week]!;
    const shift = (line.receipts[week]! - line.demand[week]!) / width;
    const down = Math.floor(shift);
    // after[cell]: least cost when the stock before demand and receipts lies in the cell.
    for (let cell = 0; cell < count; cell++) {
      const low = cell + down;
      let least = Number.POSITIVE_INFINITY;
      if (low < 0) {
        const highest = Math.min(0, (cell + 1 + shift) * width);
        least = weekCost(line, week, highest) + next[0]!;
      }
      if (low >= 0) least = Math.min(least, cellCost(low));
      if (low + 1 >= 0) least = Math.min(least, cellCost(low + 1));
      values[cell] = least;
    }
    const orderWeek = week - line.leadWeeks;
    const base = week * count;
    if (orderWeek >= 0) {
      const unit = budgetPrice[orderWeek]! * cheapest * width;
      const slack = Math.min(0, -Math.abs(unit));
      const setup = line.lineCost + share[orderWeek]!;
      suffix[count] = Number.POSITIVE_INFINITY;
      for (let cell = count - 1; cell >= 0; cell--) {
        const here = values[cell]! + unit * cell;
        const later = suffix[cell + 1]!;
        suffix[cell] = here <= later ? here : later;
        suffixAt[cell] = here <= later ? cell : suffixAt[cell + 1]!;
      }
      const arrivesAnyway = line.receipts[week]! > 0;
      for (let cell = 0; cell < count; cell++) {
        const from = cell + leastCells;
        decisions[base + cell] = 0;
        if (from >= count) continue;
        const extra = !arrivesAnyway && week > 0 ? relaxed.late[week - 1]![cell]! : 0;
        const withOrder = suffix[from]! - unit * cell + slack + setup + extra;
        if (withOrder < values[cell]!) {
          values[cell] = withOrder;
          decisions[base + cell] = suffixAt[from]! - cell;
        }
      }
    } else {
      decisions.fill(0, base, base + count);
    }
    if (line.receipts[week]! > 0 && week > 0) {
      for (let cell = 0; cell < count; cell++) values[cell]! += relaxed.late[week - 1]![cell]!;
    }
    for (let cell = 0; cell < count; cell++) next[cell] = values[cell]!;

    function cellCost(cell: number): number {
      const at = cell < count ? cell : count - 1;
      return cost[at]! + next[at]!;
    }
  }
  let stock = line.initialStock;
  const total = next[Math.min(count - 1, Math.floor(stock / width))]!;
  ordered.fill(0);
  for (let week = 0; week < weeks; week++) {
    const cell = Math.min(count - 1, Math.max(0, Math.floor(stock / width)));
    const more = decisions[week * count + cell]! * width;
    if (week >= line.leadWeeks) ordered[week - line.leadWeeks] = more;
    stock = Math.max(0, stock + more + line.receipts[week]! - line.demand[week]!);
  }
  return total;
}
