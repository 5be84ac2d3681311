import type { LotPlan, LotProblem } from '../lot-plan/lot-problem.ts';
import { lotParts, planOfPart } from './lot-parts.ts';
import { type LowerBound, lagrangianBound } from './lower-bound.ts';
import { copyMultipliers, evenMultipliers, type Multipliers, ofPart, setPart } from './multipliers.ts';
import { pricedCost } from './priced-cost.ts';
import { pricedLimits, usedOf } from './priced-limits.ts';

/** A bound on the cost of a whole plan that can be raised further. */
export interface PlanBound {
  /**
   * @param rounds  most steps to take with each part
   * @param plan    a known plan: how far its cost is above the bound scales the steps
   * @param stopped asked between steps, with the bound so far
   * @returns a cost that no plan can be below
   */
  raise(rounds: number, plan: LotPlan, stopped: (bound: number) => boolean): number;
  /** Of the best bound. */
  multipliers(): Multipliers;
}

/** A part whose gap is below this share of the whole plan's waits while others are raised. */
const closeShare = 0.5;
/** Weight of the newest solution in how much of a limit is used. */
const newWeight = 0.2;

/**
 * Lagrangian bound whose parts, suppliers with what lanes join to them, are raised each with its own steps, and more often
 * where the plan is still far above. As soon as they together use more of a limit than there is, one bound over all lines
 * goes on from their multipliers and prices the limits too.
 *
 * @param start multipliers of a bound without lanes
 */
export function boundByParts(problem: LotProblem, start: Multipliers | null = null): PlanBound {
  const { lines } = problem;
  const parts = lotParts(problem);
  const multipliers = start === null ? evenMultipliers(problem) : copyMultipliers(start);
  const sharesCharge = [multipliers.budget, multipliers.budgetTotal, multipliers.capital, ...multipliers.volume].some(
    each => each.some(Boolean),
  );
  let whole: LowerBound | null = parts.length === 1 || sharesCharge ? lagrangianBound(problem, start) : null;
  const bounds =
    whole !== null
      ? []
      : parts.map(part => lagrangianBound(part.lots, start && ofPart(start, part), lines.length - part.lines.length));
  const found = bounds.map(() => Number.NEGATIVE_INFINITY);
  const total = () => found.reduce((sum, each) => sum + each, 0);
  const limits = pricedLimits(problem, multipliers).filter(each => each.supplier === null);
  const used = new Float64Array(limits.length);
  return { raise, multipliers: current };

  function raise(rounds: number, plan: LotPlan, stopped: (bound: number) => boolean): number {
    const upper = parts.map(part => pricedCost(part.lots, planOfPart(part, plan)));
    const upperTotal = upper.reduce((sum, each) => sum + each, 0);
    for (let round = 0; round < rounds; round++) {
      if (whole !== null) return whole.raise(rounds - round, upperTotal, stopped);
      const gap = (upperTotal - total()) / upperTotal;
      for (const [index, bound] of bounds.entries()) {
        if (upper[index]! - found[index]! < closeShare * gap * upper[index]!) continue;
        if (total() > Number.NEGATIVE_INFINITY && stopped(total())) return total();
        found[index] = bound.raise(1, upper[index]!, () => false);
      }
      if (isOverLimit()) join();
    }
    return total();
  }

  /** Whether the parts' solutions together, averaged over rounds, use more of a limit than there is. */
  function isOverLimit(): boolean {
    const of = (name: 'ordered' | 'stock') => {
      const byLine: Float64Array[] = [];
      for (const [index, part] of parts.entries())
        for (const [at, line] of part.lines.entries()) byLine[line] = bounds[index]!.solution[name][at]!;
      return byLine;
    };
    const solution = { ordered: of('ordered'), stock: of('stock') };
    return limits.some((limit, index) => {
      used[index] = (1 - newWeight) * used[index]! + newWeight * usedOf(limit, solution);
      return used[index]! > limit.limit;
    });
  }

  function join() {
    const reached = current();
    // Their working memory goes before as much is taken again.
    bounds.length = 0;
    whole = lagrangianBound(problem, reached);
  }

  function current(): Multipliers {
    if (whole !== null) return whole.multipliers();
    for (const [index, part] of parts.entries()) setPart(multipliers, part, bounds[index]!.multipliers());
    return multipliers;
  }
}
