import type { LotPlan, LotProblem } from './lot-problem.ts';
import { type PenalisedPlan, penalisedPlan } from './penalised-plan.ts';
import { unitsLacking, unitsThere } from './transfer-needs.ts';

/** For how many weeks after its arrival a transfer may supply its destination. */
const coveredWeeks = [0, 1, 3, 7];

/**
 * Transfers that make a plan cheaper while its orders stay: for each lane and week the goods of every item whose move
 * pays for itself but for the vehicles, kept together when they pay for the vehicles too.
 */
export function sendBundles(problem: LotProblem, start: LotPlan, stopped: () => boolean): LotPlan {
  const { weeks, lanes, arcs } = problem;
  const plan = penalisedPlan(problem, start);
  const arcsOf = lanes.map((_, lane) => arcs.flatMap((arc, index) => (arc.lane === lane ? [index] : [])));
  for (let week = 0; week < weeks && !stopped(); week++) {
    for (const own of arcsOf) {
      const before = plan.total();
      const unitsBefore = own.map(arc => plan.moved[arc]![week]!);
      for (const arc of own) if (week + arcs[arc]!.leadWeeks < weeks) sendBest(problem, plan, arc, week);
      if (plan.total() < before - 1e-6) continue;
      own.forEach((arc, at) => {
        move(problem, plan, arc, week, unitsBefore[at]!);
      });
    }
  }
  return plan.copy();
}

/** The most useful amount of one item, the vehicles not counted; what it is when nothing is gained. */
function sendBest(problem: LotProblem, plan: PenalisedPlan, arc: number, week: number) {
  const there = Math.floor(unitsThere(problem, plan, arc, week));
  const cost = () => plan.total() - plan.vehicleCost();
  let best = plan.moved[arc]![week]!;
  let bestCost = cost() - 1e-6;
  const amounts = coveredWeeks.map(after => Math.min(there, Math.ceil(unitsLacking(problem, plan, arc, week, after))));
  for (const units of new Set(amounts)) {
    if (units <= 0) continue;
    move(problem, plan, arc, week, units);
    if (cost() >= bestCost) continue;
    best = units;
    bestCost = cost();
  }
  move(problem, plan, arc, week, best);
}

function move({ arcs }: LotProblem, plan: PenalisedPlan, arc: number, week: number, units: number) {
  if (plan.moved[arc]![week] === units) return;
  plan.setMoved(arc, week, units);
  plan.refresh(arcs[arc]!.from);
  plan.refresh(arcs[arc]!.to);
}
