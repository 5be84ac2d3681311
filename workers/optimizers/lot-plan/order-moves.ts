import type { Random } from '../../../shared/numerics/random.ts';
import type { LotProblem } from './lot-problem.ts';
import type { PenalisedPlan } from './penalised-plan.ts';

/** Changes the packs of one order, so that it can be undone. */
export type ChangePacks = (line: number, week: number, packs: number) => void;

/**
 * Random changes of orders: packs of a line between weeks, orders added and dropped, budget exchanged between two lines,
 * all lines of a supplier's order shifted.
 *
 * @returns makes one change, or none where what it drew does not fit
 */
export function orderMoves(problem: LotProblem, plan: PenalisedPlan, chance: Random, change: ChangePacks): () => void {
  const { weeks, lines, suppliers } = problem;
  const { packs, stock } = plan;
  const linesOf = suppliers.map((_, each) => lines.flatMap((line, index) => (line.supplier === each ? [index] : [])));
  const active = suppliers.flatMap((_, each) => (linesOf[each]!.length > 0 ? [each] : []));
  const latest = lines.map(line => weeks - line.leadWeeks);
  const orderable = lines.flatMap((line, index) => (line.leadWeeks < weeks ? [index] : []));
  return orderable.length === 0 ? () => {} : move;

  function move() {
    const kind = chance.next();
    const index = orderable[chance.below(orderable.length)]!;
    if (kind < 0.3) {
      const from = someOrderWeek(index);
      if (from >= 0) shiftPacks(index, from, otherWeek(index, from));
    } else if (kind < 0.5) {
      const week = chance.below(latest[index]!);
      change(index, week, coverPacks(index, week));
    } else if (kind < 0.62) {
      const week = someOrderWeek(index);
      if (week < 0) return;
      const step = 1 + (chance.next() < 0.7 ? 0 : chance.below(8));
      change(index, week, legal(index, packs[index]![week]! + (chance.next() < 0.5 ? -step : step)));
    } else if (kind < 0.7) {
      const week = someOrderWeek(index);
      if (week >= 0) change(index, week, 0);
    } else if (kind < 0.8) {
      exchangeBudget(index);
    } else if (kind < 0.84) {
      handOver(index);
    } else if (kind < 0.95) {
      shiftSupplierOrder();
    } else {
      joinOrders(index);
    }
  }

  function legal(index: number, number: number): number {
    const least = lines[index]!.minimumPacks;
    return number <= 0 ? 0 : number < least ? least : number;
  }

  /** A number of packs that brings the stock to zero at the end of a later week. */
  function coverPacks(index: number, week: number): number {
    const line = lines[index]!;
    const arrival = week + line.leadWeeks;
    const to = arrival + chance.below(Math.min(weeks - arrival, 6));
    let need = arrival > 0 ? -stock[index]![arrival - 1]! : -line.initialStock;
    for (let each = arrival; each <= to; each++) {
      need += line.demand[each]! - line.receipts[each]!;
      if (each > arrival) need -= packs[index]![each - line.leadWeeks]! * line.packUnits;
    }
    need += line.safetyDeviations * line.closingDeviation[to]!;
    const number = need / line.packUnits;
    return legal(index, chance.next() < 0.75 ? Math.ceil(number - 1e-9) : Math.floor(number + 1e-9));
  }

  function someOrderWeek(index: number): number {
    const ordered = packs[index]!;
    const from = chance.below(latest[index]!);
    for (let step = 0; step < latest[index]!; step++) {
      const week = (from + step) % latest[index]!;
      if (ordered[week]! > 0) return week;
    }
    return -1;
  }

  function otherWeek(index: number, week: number): number {
    if (chance.next() < 0.7) {
      const near = week + (chance.next() < 0.5 ? -1 : 1) * (1 + chance.below(2));
      if (near >= 0 && near < latest[index]!) return near;
    }
    return chance.below(latest[index]!);
  }

  /** Moves some or all packs of an order of the line to another week. */
  function shiftPacks(index: number, from: number, to: number) {
    if (from === to) return;
    const there = packs[index]![from]!;
    const which = chance.next();
    const count = which < 0.55 ? there : which < 0.8 ? 1 : 1 + chance.below(there);
    const left = there - count;
    change(index, from, left > 0 && left < lines[index]!.minimumPacks ? 0 : Math.max(0, left));
    const shifted = there - packs[index]![from]!;
    change(index, to, legal(index, packs[index]![to]! + shifted));
  }

  /** Budget of one week for budget of another, between two lines. */
  function exchangeBudget(index: number) {
    const from = someOrderWeek(index);
    if (from < 0) return;
    const to = otherWeek(index, from);
    const other = orderable[chance.below(orderable.length)]!;
    if (other === index || to >= latest[other]! || from >= latest[other]! || packs[other]![to] === 0) return;
    shiftPacks(index, from, to);
    shiftPacks(other, to, from);
  }

  /** Some or all of an order for goods of another line in the same week, worth as much of what both compete for. */
  function handOver(index: number) {
    const week = someOrderWeek(index);
    if (week < 0) return;
    const line = lines[index]!;
    const other = orderable[chance.below(orderable.length)]!;
    const receiver = lines[other]!;
    if (other === index || week >= latest[other]!) return;
    const there = packs[index]![week]!;
    const count = chance.next() < 0.5 ? there : 1 + chance.below(there);
    const left = legal(index, there - count);
    const units = (there - left) * line.packUnits;
    const sameCapacity =
      line.supplier === receiver.supplier && Number.isFinite(suppliers[line.supplier]!.capacity[week]!);
    const worth = sameCapacity || receiver.unitCost === 0 ? 1 : line.unitCost / receiver.unitCost;
    change(index, week, left);
    change(other, week, legal(other, packs[other]![week]! + Math.floor((units * worth) / receiver.packUnits + 1e-9)));
  }

  function shiftSupplierOrder() {
    const own = linesOf[active[chance.below(active.length)]!]!;
    const first = own[chance.below(own.length)]!;
    if (latest[first]! <= 0) return;
    const from = someOrderWeek(first);
    if (from < 0) return;
    const to = otherWeek(first, from);
    if (to === from) return;
    for (const each of own) {
      const there = packs[each]![from]!;
      if (there === 0 || to >= latest[each]!) continue;
      change(each, from, 0);
      change(each, to, legal(each, packs[each]![to]! + there));
    }
  }

  /** Two neighbouring orders of the line become one. */
  function joinOrders(index: number) {
    const first = someOrderWeek(index);
    if (first < 0) return;
    let second = first + 1;
    while (second < latest[index]! && packs[index]![second] === 0) second++;
    if (second >= latest[index]!) return;
    const both = packs[index]![first]! + packs[index]![second]!;
    change(index, second, 0);
    change(index, first, both);
  }
}
