import { peakDensity } from '../../../shared/numerics/skewed-distribution.ts';
import { fastLoss, tailStretch } from './loss-table.ts';
import type { LotLine } from './lot-problem.ts';
import { highestStock } from './stock-grid.ts';
import { lateCost } from './week-cost.ts';

/**
 * Stock levels of a line that may have any amount, as nodes between which its cost is interpolated: node 0 is no stock,
 * node j is `low + (j − 1) × width`, a width of whole packs or whole widths to a pack where there are not too many. `low` moves along with expected demand and receipts, so that nodes stay nodes.
 */
export interface TradingGrid {
  readonly width: number;
  readonly nodes: number;
  /** Node of the opening stock, and `low` at the end of the week before the plan. */
  readonly firstNode: number;
  readonly firstLow: number;
  readonly weeks: readonly TradingWeek[];
}

export interface TradingWeek {
  /** `low` once the week's receipts are in, and at its end. */
  readonly openLow: number;
  readonly closeLow: number;
  /** Nodes that receipts climb, and that demand falls: from there on nothing is left. */
  readonly climb: number;
  readonly fall: number;
  /**
   * By node before demand, as far up as they are above 0: shortage cost, no higher at any amount between two nodes than
   * the line between their values.
   */
  readonly shortage: Float64Array;
  /** By node at the end of the week: what a delivery after it adds, in the same sense. */
  readonly late: Float64Array;
  /** The same by node before demand, where nothing is left. */
  readonly lostLate: Float64Array;
}

/** Into how many parts an interval is cut to see how low lateness can be within it. */
const lateParts = 8;

export function tradingGrid(line: LotLine, weeks: number, mostNodes: number, minimumUnits: number): TradingGrid {
  const top = highestStock(line, weeks, minimumUnits);
  const packs = fineUnits(line) / line.packUnits;
  const width = Math.max(
    top / (mostNodes - 3),
    line.packUnits * (packs > 1 ? Math.floor(packs) : 1 / Math.ceil(1 / packs)),
  );
  const nodes = Math.ceil(top / width) + 3;
  const above = (units: number) => {
    const steps = Math.floor(units / width + 1e-9);
    return { steps, low: Math.max(0, units - steps * width) };
  };
  const first = above(line.initialStock);
  let { low } = first;
  const ofWeeks = Array.from({ length: weeks }, (_, week): TradingWeek => {
    const received = above(low + line.receipts[week]!);
    const openLow = received.low;
    const fall = Math.max(0, Math.ceil((line.demand[week]! - openLow) / width - 1e-9));
    const closeLow = Math.max(0, openLow - line.demand[week]! + fall * width);
    low = closeLow;
    const grid = { openLow, closeLow, climb: received.steps, fall };
    return { ...grid, ...tables(line, week, width, nodes, grid) };
  });
  return { width, nodes, firstNode: first.steps + 1, firstLow: first.low, weeks: ofWeeks };
}

/** Steps that a week's cost hardly bends within: a share of the least deviation, or of demand that is certain. */
function fineUnits(line: LotLine): number {
  const uncertain = line.closingDeviation.filter(each => each > 0);
  const usual = line.demand.reduce((sum, units) => sum + units, 0) / line.demand.length;
  return uncertain.length > 0 ? Math.min(...uncertain) / 16 : Math.max(1e-3, usual / 50);
}

function tables(
  line: LotLine,
  week: number,
  width: number,
  nodes: number,
  { openLow, closeLow, fall }: Pick<TradingWeek, 'openLow' | 'closeLow' | 'fall'>,
) {
  const demand = line.demand[week]!;
  const deviation = line.closingDeviation[week]!;
  const skewness = line.closingSkewness[week]!;
  const lateSpread = line.lateUnits[week]! > 0 ? Math.hypot(deviation, line.lateUnits[week]!) : 0;
  const reach = (spread: number) => Math.min(nodes, Math.ceil((6 * tailStretch(skewness) * spread) / width) + 3);
  const count = Math.min(nodes, fall + 1 + reach(deviation));
  const level = (node: number) => (node === 0 ? 0 : openLow + width * (node - 1)) - demand;
  const backlog = Array.from({ length: count + 3 }, (_, node) => fastLoss(level(node), deviation, skewness));
  const rise = Array.from(
    { length: count + 2 },
    (_, node) =>
      backlog[node]! - fastLoss(level(node) + demand, line.openingDeviation[week]!, line.openingSkewness[week]!),
  );
  // A convex backlog lies below the line between two nodes: at most so far, and a quarter of how its slope changes there.
  const bend = deviation > 0 ? (peakDensity(skewness) * width) / (8 * deviation) : Number.POSITIVE_INFINITY;
  const slope = (node: number) => {
    const length = level(node + 1) - level(node);
    // No unit of stock is worth more than the one that it serves.
    return node < 0 || length < 1e-6 ? -1 : (backlog[node + 1]! - backlog[node]!) / length;
  };
  const dip = Array.from(
    { length: count + 1 },
    (_, node) => width * Math.min(bend, 0.25 * Math.max(0, slope(node + 1) - slope(node - 1))),
  );
  const shortage = Float64Array.from({ length: count }, (_, node) => {
    // Where the backlog falls within the week, the cost is 0; beside such a node it is taken on below 0, to stay convex.
    const falls = rise[node]! < 0 && !(rise[node + 1]! > 0 || (node > 0 && rise[node - 1]! > 0));
    const units = Math.min(demand, falls ? 0 : rise[node]!);
    return line.shortageCost * (units - Math.max(dip[node]!, node > 0 ? dip[node - 1]! : 0));
  });
  const late = lateByNode(line, week, lateSpread > 0 ? reach(lateSpread) : 0, node =>
    node === 0 ? 0 : closeLow + width * (node - 1),
  );
  const lostLate = lateByNode(line, week, lateSpread > 0 ? fall + 2 : 0, node => Math.min(0, level(node)));
  // Between the last node that falls below 0 and the one above it lies the stock of 0.
  for (const node of [fall, fall + 1]) if (node < lostLate.length) lostLate[node] = Math.min(lostLate[node]!, late[0]!);
  return { shortage, late, lostLate };
}

/**
 * What a delivery after the week adds, lowered so far that it is nowhere below the line between two nodes. It rises with the
 * level and falls again, so over each of the parts into which an interval is cut it is least at an end.
 */
function lateByNode(line: LotLine, week: number, count: number, levelOf: (node: number) => number): Float64Array {
  const late = new Float64Array(count);
  const costs = new Float64Array(lateParts + 1);
  let lowest = 0;
  let cost = count > 0 ? lateCost(line, week, levelOf(0)) : 0;
  for (let node = 0; node < count; node++) {
    const [from, to] = [levelOf(node), levelOf(node + 1)];
    costs[0] = cost;
    for (let part = 1; part <= lateParts; part++)
      costs[part] = lateCost(line, week, from + (part / lateParts) * (to - from));
    const rise = (costs[lateParts]! - cost) / lateParts;
    let below = 0;
    for (let part = 0; part < lateParts; part++) {
      const chord = cost + rise * (rise > 0 ? part + 1 : part);
      below = Math.max(below, chord - Math.min(costs[part]!, costs[part + 1]!));
    }
    late[node] = cost - Math.max(lowest, below);
    lowest = below;
    cost = costs[lateParts]!;
  }
  return late;
}
