import type { LotProblem } from '../lot-plan/lot-problem.ts';
import type { Multipliers } from './multipliers.ts';
import type { PricedLimit } from './priced-limits.ts';

/**
 * Relaxes what lines on one supplier's order have in common: that it is paid for once, is worth a minimum and stays within
 * the capacity. The order is placed where its lines, each paying its share, and the capacity, paid for by the unit, cover
 * what it costs; where capacity alone is worth more than that, it is placed anyway.
 */
export interface OrderShares {
  /** What orders that are placed anyway earn by their capacity: 0 or less. */
  earned(): number;
  /** How far each multiplier is to move, in money over money; the arrays are new. */
  direction(): OrderDirection;
  move(direction: OrderDirection, step: number): void;
  /** Brings shares back to what there is to split, once charges have changed. */
  settle(): void;
}

export interface OrderDirection {
  readonly share: readonly Float64Array[];
  readonly minimum: readonly Float64Array[];
  readonly capacity: readonly Float64Array[];
}

/**
 * @param multipliers changed in place
 * @param capacities  the limits among those priced that are a supplier's capacity
 * @param ordered     units by line and order week, as each line by itself has them
 */
export function orderShares(
  problem: LotProblem,
  { share, minimumCharge, capacity }: Multipliers,
  capacities: readonly PricedLimit[],
  ordered: readonly Float64Array[],
): OrderShares {
  const { weeks, lines, suppliers } = problem;
  const linesOf = suppliers.map((_, each) => lines.flatMap((line, index) => (line.supplier === each ? [index] : [])));
  const byWeek = () => new Float64Array(weeks);
  /** By supplier and week: units that an order makes room for, and what they are measured by; 0 without a capacity. */
  const room = suppliers.map(byWeek);
  const scale = suppliers.map(byWeek);
  for (const { supplier, week, limit, scale: size } of capacities) {
    room[supplier!]![week] = limit / size;
    scale[supplier!]![week] = size;
  }
  return { earned, direction, move, settle };

  /** What lines are left to pay for an order; negative where its capacity is worth more. */
  function toSplit(supplier: number, week: number): number {
    const charged = minimumCharge[supplier]![week]! - capacity[supplier]![week]! * room[supplier]![week]!;
    return suppliers[supplier]!.orderCost + charged;
  }

  function earned(): number {
    let sum = 0;
    for (const [each, own] of linesOf.entries()) {
      for (let week = 0; week < weeks; week++) {
        const paid = own.reduce((total, index) => total + share[index]![week]!, 0);
        sum += Math.min(0, toSplit(each, week) - paid);
      }
    }
    return sum;
  }

  function direction(): OrderDirection {
    const minimum = suppliers.map(byWeek);
    const used = suppliers.map(byWeek);
    const placed = suppliers.map((supplier, each) =>
      Float64Array.from({ length: weeks }, (_, week) => {
        const own = linesOf[each]!;
        let [count, sum] = [own.length, 0];
        for (const index of own) sum += ordered[index]![week]! > 0 ? 1 : 0;
        if (supplier.minimumValue > 0) {
          minimum[each]![week] = filled(each, week);
          sum += minimum[each]![week]!;
          count += 1;
        }
        if (scale[each]![week]! > 0) {
          const units = own.reduce((total, index) => total + ordered[index]![week]!, 0);
          used[each]![week] = units / scale[each]![week]!;
          if (toSplit(each, week) < 0) return 1;
        }
        // Free as long as lines pay for all of it: as placed as they are on average.
        return sum / Math.max(1, count);
      }),
    );
    return {
      share: lines.map((line, index) =>
        ordered[index]!.map((units, week) => (units > 0 ? 1 : 0) - placed[line.supplier]![week]!),
      ),
      minimum: suppliers.map(({ minimumValue }, each) =>
        minimumValue > 0 ? placed[each]!.map((part, week) => part - minimum[each]![week]!) : byWeek(),
      ),
      capacity: suppliers.map((_, each) =>
        used[each]!.map((part, week) => {
          const over = part - room[each]![week]! * placed[each]![week]!;
          return over < 0 && capacity[each]![week] === 0 ? 0 : Math.min(1, over);
        }),
      ),
    };
  }

  /** Goods on a supplier's order as a share of its minimum value. */
  function filled(supplier: number, week: number): number {
    const value = linesOf[supplier]!.reduce((sum, index) => sum + ordered[index]![week]! * lines[index]!.unitCost, 0);
    return Math.min(2, value / suppliers[supplier]!.minimumValue);
  }

  function move(along: OrderDirection, step: number) {
    const moveAll = (values: readonly Float64Array[], by: readonly Float64Array[], least: number) => {
      for (const [index, each] of values.entries())
        for (let week = 0; week < weeks; week++) each[week] = Math.max(least, each[week]! + step * by[index]![week]!);
    };
    moveAll(share, along.share, Number.NEGATIVE_INFINITY);
    moveAll(minimumCharge, along.minimum, 0);
    moveAll(capacity, along.capacity, 0);
    settle();
  }

  function settle() {
    for (const [each, own] of linesOf.entries())
      for (let week = 0; week < weeks; week++) keepSum(own, week, Math.max(0, toSplit(each, week)));
  }

  /** Shares are at least 0 and add up to the sum: the nearest such point. */
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
