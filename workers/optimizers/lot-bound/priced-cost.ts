import type { LotPlan, LotProblem } from '../lot-plan/lot-problem.ts';
import { lineCost } from '../lot-plan/lot-state.ts';
import { withMoved } from '../lot-plan/moved-units.ts';
import { freightOf } from './lane-prices.ts';

/** What a plan costs with vehicles charged pro rata of the volume that they carry, as bounds count them. */
export function pricedCost(problem: LotProblem, { packs, moved }: LotPlan): number {
  const { weeks, lines, suppliers, arcs } = problem;
  const opened = suppliers.map(() => new Uint8Array(weeks));
  let cost = 0;
  for (const [index, line] of withMoved(problem, moved).lines.entries()) cost += lineCost(line, packs[index]!, weeks);
  for (const [index, { supplier }] of lines.entries())
    for (let week = 0; week < weeks; week++) if (packs[index]![week]! > 0) opened[supplier]![week] = 1;
  for (const [index, { orderCost }] of suppliers.entries())
    cost += orderCost * opened[index]!.reduce((sum, each) => sum + each, 0);
  for (const [index, arc] of arcs.entries())
    cost += freightOf(problem, arc) * moved[index]!.reduce((sum, units) => sum + units, 0);
  return cost;
}
