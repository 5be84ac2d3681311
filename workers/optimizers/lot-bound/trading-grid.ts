import { fastLoss, tailStretch } from '../lot-plan/loss-table.ts';
import type { LotLine } from '../lot-plan/lot-problem.ts';
import { highestStock } from '../lot-plan/stock-grid.ts';
import { lateCost } from '../lot-plan/week-cost.ts';

/**
 * Stock levels of a line that may have any amount, as nodes between which its cost is interpolated: node 0 is no stock,
 * node j is `low + (j − 1) × width`, a width of whole packs or whole widths to a pack where there are not too many. `low`
 * moves along with expected demand and receipts, so that nodes stay nodes.
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

/** Into how many parts an interval is cut to see how low a cost can be within it. */
const parts = 8;

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
  const backlog = (units: number) => fastLoss(units, deviation, skewness);
  const rise = Array.from(
    { length: count + 2 },
    (_, node) =>
      backlog(level(node)) - fastLoss(level(node) + demand, line.openingDeviation[week]!, line.openingSkewness[week]!),
  );
  // What was open before the week counts less the more it bends, so only the backlog after it can dip.
  const dip = Array.from({ length: count + 1 }, (_, node) => mostBelow(backlog, level(node), level(node + 1)));
  const shortage = Float64Array.from({ length: count }, (_, node) => {
    // Where the backlog falls within the week, the cost is 0; beside such a node it is taken on below 0, to stay convex.
    const falls = rise[node]! < 0 && !(rise[node + 1]! > 0 || (node > 0 && rise[node - 1]! > 0));
    const units = Math.min(demand, falls ? 0 : rise[node]!);
    return line.shortageCost * (units - Math.max(dip[node]!, node > 0 ? dip[node - 1]! : 0));
  });
  const lateAt = (units: number) => lateCost(line, week, units);
  const lowered = (length: number, levelOf: (node: number) => number) => {
    const below = Array.from({ length }, (_, node) => mostBelow(lateAt, levelOf(node), levelOf(node + 1)));
    return Float64Array.from(below, (each, node) => lateAt(levelOf(node)) - Math.max(each, below[node - 1] ?? 0));
  };
  const late = lowered(lateSpread > 0 ? reach(lateSpread) : 0, node =>
    node === 0 ? 0 : closeLow + width * (node - 1),
  );
  const lostLate = lowered(lateSpread > 0 ? fall + 2 : 0, node => Math.min(0, level(node)));
  // Between the last node that falls below 0 and the one above it lies the stock of 0.
  for (const node of [fall, fall + 1]) if (node < lostLate.length) lostLate[node] = Math.min(lostLate[node]!, late[0]!);
  return { shortage, late, lostLate };
}

/**
 * How far a function may lie below the line between its values at two amounts: as far as it does where the interval is cut,
 * and a second difference for what it bends in between, of which an eighth would do for a parabola.
 */
function mostBelow(value: (units: number) => number, from: number, to: number): number {
  if (to - from < 1e-9) return 0;
  const step = (to - from) / parts;
  const [first, last] = [value(from), value(to)];
  let [before, here] = [first, value(from + step)];
  let below = 0;
  let bend = 0;
  for (let part = 1; part < parts; part++) {
    const next = part + 1 < parts ? value(from + (part + 1) * step) : last;
    below = Math.max(below, first + (part / parts) * (last - first) - here);
    bend = Math.max(bend, before - 2 * here + next);
    before = here;
    here = next;
  }
  return below + bend;
}
