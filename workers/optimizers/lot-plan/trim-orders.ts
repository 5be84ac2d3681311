import type { Random } from '../../../shared/numerics/random.ts';
import type { LotProblem } from './lot-problem.ts';
import type { ChangePacks } from './order-moves.ts';
import type { PenalisedPlan } from './penalised-plan.ts';
import { orderValue } from './week-cost.ts';

/**
 * Takes packs off the orders of each week, lines at random, until the week's budget and its suppliers' capacities hold:
 * where both are tight all along, random changes alone seldom meet a plan that keeps them in every week.
 */
export function trimOrders(problem: LotProblem, plan: PenalisedPlan, chance: Random, change: ChangePacks): void {
  const { weeks, lines, suppliers, budget } = problem;
  const order = lines.map((_, index) => index);
  for (let at = order.length - 1; at > 0; at--) {
    const other = chance.below(at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  const units = new Float64Array(suppliers.length);
  for (let week = 0; week < weeks; week++) {
    let spent = 0;
    units.fill(0);
    for (const [index, line] of lines.entries()) {
      const packs = plan.packs[index]![week]!;
      units[line.supplier]! += packs * line.packUnits;
      spent += orderValue(line, packs);
    }
    for (const index of order) {
      const packs = plan.packs[index]![week]!;
      if (packs === 0) continue;
      const line = lines[index]!;
      const overUnits = units[line.supplier]! - suppliers[line.supplier]!.capacity[week]!;
      const overSpent = line.unitCost > 0 ? (spent - budget[week]!) / line.unitCost : 0;
      const excess = Math.max(overUnits, overSpent);
      if (excess <= 1e-7) continue;
      const left = packs - Math.ceil(excess / line.packUnits - 1e-9);
      const kept = left < line.minimumPacks ? 0 : left;
      units[line.supplier]! -= (packs - kept) * line.packUnits;
      spent -= orderValue(line, packs) - orderValue(line, kept);
      change(index, week, kept);
    }
  }
}
