import type { LotLine } from './lot-problem.ts';
import { eachStock } from './lot-state.ts';
import { type StockGrid, stockGrid } from './stock-grid.ts';

/** One line that may be ordered in given weeks only, with what changing those weeks would cost it. */
export interface LineCourse {
  /** Least cost when the line may be ordered in the open weeks only; the moves below start from there. */
  run(open: Uint8Array): number;
  /** What opening a week, closing it, or moving it to a neighbouring week changes; each 0 or what it is. */
  opening(week: number): number;
  closing(week: number): number;
  shifting(from: number, to: number): number;
  write(packs: Int32Array): void;
}

/** @param mostLevels grid lines; where the line has more packs than that, they are planned in bands and rounded up */
export function lineCourse(
  line: LotLine,
  weeks: number,
  unitPrice: Float64Array,
  stockPrice: Float64Array,
  mostLevels: number,
): LineCourse {
  const grid: StockGrid = stockGrid(line, weeks, mostLevels, 0);
  const { width, levels, lowest, drop, cost, late, lost, leastSteps, firstLevel } = grid;
  const rows = () => Array.from({ length: weeks + 1 }, () => new Float64Array(levels));
  /** By week and grid line: least cost from the start, and to the end, each before the week's order arrives. */
  const before = rows();
  const after = rows();
  /** The same to the end, once it has arrived. */
  const closed = rows();
  const scratch = new Float64Array(levels);
  const moved = new Float64Array(levels);
  const chosen = Array.from({ length: weeks }, () => new Int32Array(levels));
  const least = Math.max(1, leastSteps);
  /** Stock that is there without any order may expire; orders must not add to it. */
  const cap = line.stockCap.slice();
  eachStock(line, new Int32Array(weeks), weeks, (week, units) => {
    cap[week] = Math.max(cap[week]!, units);
  });
  let total = 0;
  before[0]!.fill(Number.POSITIVE_INFINITY);
  before[0]![Math.min(levels - 1, firstLevel)] = 0;

  return { run, opening, closing, shifting, write };

  function lateAt(week: number, level: number): number {
    const table = week > 0 ? late[week - 1]! : null;
    return table && level < table.length ? table[level]! : 0;
  }

  function unitOf(week: number): number {
    return unitPrice[week - line.leadWeeks]! * width;
  }

  /** Cost of the week when it closes on a level: holding and shortage. */
  function ofWeek(week: number, level: number): number {
    const table = cost[week]!;
    const units = lowest[week]! + width * level;
    // Dearer than any shortage that it could prevent.
    const expiring = units > cap[week]! + 1e-7 ? 4 * line.shortageCost * (units - cap[week]!) : 0;
    const held = (line.holdingCost + stockPrice[week]!) * units + expiring;
    return held + (level < table.length ? table[level]! : 0);
  }

  /** To the end of the week without an order: from `from` at its start into `into` at the start of the next. */
  function stepForward(week: number, from: Float64Array, into: Float64Array) {
    into.fill(Number.POSITIVE_INFINITY);
    const receipts = line.receipts[week]! > 0;
    for (let level = 0; level < levels; level++) {
      if (from[level] === Number.POSITIVE_INFINITY) continue;
      const start = from[level]! + (receipts ? lateAt(week, level) : 0);
      const at = Math.min(levels - 1, level - drop[week]!);
      if (at < 0) {
        const lostThen = start + lost[week]![-at - 1]!;
        if (lostThen < into[0]!) into[0] = lostThen;
      } else {
        const held = start + ofWeek(week, at);
        if (held < into[at]!) into[at] = held;
      }
    }
  }

  /** Lets an order arrive: the cheapest way to be on each level after it, into `into`. */
  function orderForward(week: number, from: Float64Array, into: Float64Array) {
    const receipts = line.receipts[week]! > 0;
    const unit = unitOf(week);
    const setup = line.lineCost;
    let cheapest = Number.POSITIVE_INFINITY;
    for (let level = 0; level < levels; level++) {
      const low = level - least;
      if (low >= 0 && from[low]! < Number.POSITIVE_INFINITY) {
        const here = from[low]! + (receipts ? 0 : lateAt(week, low)) - unit * low;
        if (here < cheapest) cheapest = here;
      }
      const withOrder = cheapest + setup + unit * level;
      into[level] = withOrder < from[level]! ? withOrder : from[level]!;
    }
  }

  function stepBackward(week: number, from: Float64Array, into: Float64Array) {
    const receipts = line.receipts[week]! > 0;
    for (let level = 0; level < levels; level++) {
      const at = Math.min(levels - 1, level - drop[week]!);
      const end = at < 0 ? lost[week]![-at - 1]! + from[0]! : ofWeek(week, at) + from[at]!;
      into[level] = end + (receipts ? lateAt(week, level) : 0);
    }
  }

  function orderBackward(week: number, from: Float64Array, into: Float64Array) {
    const receipts = line.receipts[week]! > 0;
    const unit = unitOf(week);
    const setup = line.lineCost;
    const choice = chosen[week]!;
    let cheapest = Number.POSITIVE_INFINITY;
    let at = 0;
    for (let level = levels - 1; level >= 0; level--) {
      const high = level + least;
      if (high < levels && from[high]! + unit * high <= cheapest) {
        cheapest = from[high]! + unit * high;
        at = high;
      }
      const withOrder = cheapest - unit * level + setup + (receipts ? 0 : lateAt(week, level));
      choice[level] = withOrder < from[level]! ? at - level : 0;
      into[level] = withOrder < from[level]! ? withOrder : from[level]!;
    }
  }

  function run(open: Uint8Array): number {
    after[weeks]!.fill(0);
    for (let week = weeks - 1; week >= 0; week--) {
      stepBackward(week, after[week + 1]!, closed[week]!);
      if (week >= line.leadWeeks && open[week - line.leadWeeks] === 1) {
        orderBackward(week, closed[week]!, after[week]!);
      } else {
        after[week]!.set(closed[week]!);
        chosen[week]!.fill(0);
      }
    }
    for (let week = 0; week < weeks; week++) {
      const ordered = week >= line.leadWeeks && open[week - line.leadWeeks] === 1;
      if (ordered) orderForward(week, before[week]!, scratch);
      stepForward(week, ordered ? scratch : before[week]!, before[week + 1]!);
    }
    total = after[0]![Math.min(levels - 1, firstLevel)]!;
    return total;
  }

  function joined(one: Float64Array, other: Float64Array): number {
    let sum = Number.POSITIVE_INFINITY;
    for (let level = 0; level < levels; level++) {
      const both = one[level]! + other[level]!;
      if (both < sum) sum = both;
    }
    return sum;
  }

  function opening(orderWeek: number): number {
    const week = orderWeek + line.leadWeeks;
    if (week >= weeks) return 0;
    orderForward(week, before[week]!, scratch);
    return Math.min(0, joined(scratch, closed[week]!) - total);
  }

  function closing(orderWeek: number): number {
    const week = orderWeek + line.leadWeeks;
    if (week >= weeks) return 0;
    return Math.max(0, joined(before[week]!, closed[week]!) - total);
  }

  function shifting(fromWeek: number, toWeek: number): number {
    const [from, to] = [fromWeek + line.leadWeeks, toWeek + line.leadWeeks];
    if (from >= weeks && to >= weeks) return 0;
    if (to >= weeks) return closing(fromWeek);
    if (from >= weeks) return opening(toWeek);
    if (to > from) {
      stepForward(from, before[from]!, moved);
      orderForward(to, moved, scratch);
      return joined(scratch, closed[to]!) - total;
    }
    orderForward(to, before[to]!, scratch);
    stepForward(to, scratch, moved);
    return joined(moved, closed[from]!) - total;
  }

  function write(packs: Int32Array) {
    packs.fill(0);
    let level = Math.min(levels - 1, firstLevel);
    for (let week = 0; week < weeks; week++) {
      const more = chosen[week]![level]!;
      if (more > 0) {
        packs[week - line.leadWeeks] = Math.max(line.minimumPacks, Math.round((more * width) / line.packUnits));
      }
      level = Math.max(0, Math.min(levels - 1, level + more - drop[week]!));
    }
  }
}
