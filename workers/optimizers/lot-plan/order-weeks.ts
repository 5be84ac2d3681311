import { random } from '../../../shared/numerics/random.ts';
import { type LineCourse, lineCourse } from './line-course.ts';
import type { LimitPrices, LotProblem } from './lot-problem.ts';

export interface OrderWeeksOptions {
  readonly seed: number;
  /** The plan whose order weeks are the start. */
  readonly start: readonly Int32Array[];
  /** What limits shared by lines are worth; they are met only as far as this sees to it. */
  readonly prices: LimitPrices;
  /** Asked between moves: share of the time used, 0–1; 1 or more stops. */
  elapsedShare(): number;
  /** Called after each supplier whose orders changed, with the plan so far. */
  improved?(packs: readonly Int32Array[]): void;
}

/** Grid lines on which weeks are compared, and those on which the orders of chosen weeks are planned. */
const coarseLevels = 600;
const fineLevels = 3000;

/**
 * Chooses the weeks in which each supplier is ordered from. Once they are chosen, lines are independent and each is
 * solved to its optimum; a forward and a backward pass for each line then tell what opening, closing or shifting any
 * week would cost, all at once. Steepest descent, then descents from disturbed plans until the time is used.
 *
 * @returns packs by line and order week
 */
export function searchOrderWeeks(problem: LotProblem, options: OrderWeeksOptions): Int32Array[] {
  const { weeks, lines, suppliers } = problem;
  const chance = random(options.seed);
  const packs = options.start.map(each => each.slice());
  const linesOf = suppliers.map((_, each) => lines.flatMap((line, index) => (line.supplier === each ? [index] : [])));
  const courses = new Map<number, LineCourse>();
  const states = suppliers.map((supplier, each) => {
    const open = new Uint8Array(weeks);
    for (const index of linesOf[each]!)
      for (let week = 0; week < weeks; week++) open[week]! |= packs[index]![week]! > 0 ? 1 : 0;
    const openCost = options.prices.open[each]!.map(price => supplier.orderCost + price);
    return { openCost, lines: linesOf[each]!, open, cost: Number.POSITIVE_INFINITY, last: weeks };
  });
  type SupplierState = (typeof states)[number];
  for (const state of states) {
    state.last = weeks - Math.min(weeks, ...state.lines.map(index => lines[index]!.leadWeeks));
  }
  const busy = states.filter(state => state.lines.length > 0 && state.last > 0);
  for (const state of busy) {
    if (options.elapsedShare() >= 1) return packs;
    load(state);
    state.cost = descend(state);
    write(state);
    unload(state);
    options.improved?.(packs);
  }
  let turn = 0;
  while (busy.length > 0 && options.elapsedShare() < 1) {
    const state = busy[turn++ % busy.length]!;
    const before = state.open.slice();
    load(state);
    const changes = 2 + chance.below(3);
    for (let each = 0; each < changes; each++) {
      const week = chance.below(state.last);
      state.open[week] = 1 - state.open[week]!;
    }
    const cost = descend(state);
    if (cost < state.cost - 1e-6) {
      state.cost = cost;
      write(state);
      options.improved?.(packs);
    } else {
      state.open.set(before);
    }
    unload(state);
  }
  return packs;

  function load(state: SupplierState) {
    for (const index of state.lines) courses.set(index, courses.get(index) ?? courseOf(index, coarseLevels));
  }

  function courseOf(index: number, mostLevels: number): LineCourse {
    return lineCourse(lines[index]!, weeks, options.prices.unit[index]!, options.prices.stock[index]!, mostLevels);
  }

  /** Large plans keep the working memory of one supplier at a time. */
  function unload(state: SupplierState) {
    if (lines.length > 200) for (const index of state.lines) courses.delete(index);
  }

  function descend(state: SupplierState): number {
    const { open, openCost, last } = state;
    const own = state.lines.map(index => courses.get(index)!);
    for (;;) {
      let cost = 0;
      for (const course of own) cost += course.run(open);
      let bestChange = -1e-6;
      let bestMove: readonly number[] = [];
      const offer = (change: number, move: readonly number[]) => {
        if (change >= bestChange) return;
        bestChange = change;
        bestMove = move;
      };
      for (let week = 0; week < last; week++) {
        if (open[week] === 0) {
          let change = openCost[week]!;
          for (const course of own) change += course.opening(week);
          offer(change, [week]);
          continue;
        }
        let change = -openCost[week]!;
        for (const course of own) change += course.closing(week);
        offer(change, [week]);
        for (const other of [week - 1, week + 1]) {
          if (other < 0 || other >= last || open[other] === 1) continue;
          let shift = openCost[other]! - openCost[week]!;
          for (const course of own) shift += course.shifting(week, other);
          offer(shift, [week, other]);
        }
      }
      if (bestMove.length === 0) {
        for (let week = 0; week < weeks; week++) cost += open[week]! * openCost[week]!;
        return cost;
      }
      for (const week of bestMove) open[week] = 1 - open[week]!;
    }
  }

  function write(state: SupplierState) {
    for (const index of state.lines) {
      const course = courseOf(index, fineLevels);
      course.run(state.open);
      course.write(packs[index]!);
    }
  }
}
