import type { LotProblem } from './lot-problem.ts';
import type { PenalisedPlan } from './penalised-plan.ts';

/** Units where the arc starts once the week's goods are in, those that the arc itself takes in the plan included. */
export function unitsThere({ lines, arcs }: LotProblem, plan: PenalisedPlan, arc: number, week: number): number {
  const { from } = arcs[arc]!;
  const line = lines[from]!;
  const before = week > 0 ? plan.stock[from]![week - 1]! : line.initialStock;
  const ordered = week >= line.leadWeeks ? plan.packs[from]![week - line.leadWeeks]! * line.packUnits : 0;
  return before + line.receipts[week]! + ordered + plan.net[from]![week]! + plan.moved[arc]![week]!;
}

/** Units that would last the arc's end, with its safety, for so many weeks after those that arrive; may be below 0. */
export function unitsLacking(
  { weeks, lines, arcs }: LotProblem,
  plan: PenalisedPlan,
  arc: number,
  week: number,
  weeksAfter: number,
): number {
  const { to, leadWeeks } = arcs[arc]!;
  const line = lines[to]!;
  const arrival = week + leadWeeks;
  const until = Math.min(weeks - 1, arrival + weeksAfter);
  let need = arrival > 0 ? -plan.stock[to]![arrival - 1]! : -line.initialStock;
  for (let each = arrival; each <= until; each++) {
    need += line.demand[each]! - line.receipts[each]! - plan.net[to]![each]!;
    if (each >= line.leadWeeks) need -= plan.packs[to]![each - line.leadWeeks]! * line.packUnits;
  }
  return need + line.safetyDeviations * line.closingDeviation[until]! + plan.moved[arc]![week]!;
}
