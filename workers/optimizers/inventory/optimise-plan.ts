import type { InventoryPlan, InventoryProblem } from '../../../shared/contracts/inventory.ts';
import type { RunContext } from '../../run-context.ts';
import type { LotPlan, LotProblem } from '../lot-plan/lot-problem.ts';
import { assemblePlan } from './assemble-plan.ts';
import { checkPlan } from './check-plan.ts';
import { lineContexts } from './line-policy.ts';
import { ordersOf, transfersOf } from './lot-plan-of.ts';
import { lotProblemOf } from './lot-problem-of.ts';
import { optimiseOrders } from './optimise-orders.ts';
import { optimiseTransfers } from './optimise-transfers.ts';
import { planSearch } from './plan-search.ts';
import type { PolicyOrders } from './policy-plan.ts';

/** Share of the time for orders alone where goods can be moved too. */
const ordersShare = 0.3;

/**
 * One solve over all lines, weeks, lanes and limits. Starts from the policy's plan, searches orders alone and then orders
 * and transfers together, proves a lower bound beside it and returns the best plan that passes the independent check: with
 * lanes it is never dearer than the one found without them. The same seed gives the same plan unless time ends first.
 *
 * @param placed   the policy's orders: the plan to beat, and the derivation that each line's record starts with
 * @param feasible packs that serve the share of demand which is required, where one is and orders alone can do it
 * @returns a plan that keeps every rule; where transfers alone could serve the share and none were found, one that does not
 */
export function optimisePlan(
  problem: InventoryProblem,
  placed: PolicyOrders,
  feasible: readonly Int32Array[] | null,
  run: RunContext,
  cpu: () => number,
): InventoryPlan {
  const shortageCosts = placed.policies.map(ofLine => ofLine[0]!.shortageCostMinor);
  const all = lotProblemOf(problem, lineContexts(problem), shortageCosts);
  const unmoved = (packs: readonly Int32Array[], { arcs, weeks }: LotProblem): LotPlan => ({
    packs,
    moved: arcs.map(() => new Float64Array(weeks)),
  });
  const policyPacks = placed.orders.map((orders, index) =>
    Int32Array.from(orders, quantity => Math.round(quantity / all.lines[index]!.packUnits)),
  );
  const reason = `One solve over ${problem.lines.length} lines and ${problem.weeks} weeks`;
  const assemble = (lots: LotProblem, plan: LotPlan, alone: LotPlan | null = null) =>
    assemblePlan(
      problem,
      placed,
      ordersOf(lots, plan),
      transfersOf(problem, lots, plan),
      { method: 'optimise', reason, ordersAlone: alone && ordersOf(lots, alone) },
      cpu(),
    );
  const servesShare = (problem.limits.minimumFillRate ?? 0) > 0;
  const policy = assemble(all, unmoved(policyPacks, all));
  const policyHolds = checkPlan(problem, policy).length === 0;
  const lots = policyHolds ? withUsefulLanes(all, policy.totals.objectiveMinor) : all;
  const startPacks = policyHolds ? policyPacks : (feasible ?? policyPacks);
  const start = policyHolds ? policy : assemble(lots, unmoved(startPacks, lots));
  const search = planSearch(
    problem,
    lots,
    // Where a share of demand must be served, the search sees shortage as far dearer than it is priced.
    servesShare ? withDearerShortage(lots) : lots,
    { plan: unmoved(startPacks, lots), cost: start.totals.objectiveMinor, holds: policyHolds || feasible !== null },
    shortageCosts,
    plan => assemble(lots, plan),
    run,
  );
  search.report(0.05, 'First plan by policy');

  const canMove = lots.arcs.length > 0;
  const multipliers = optimiseOrders(search, canMove ? ordersShare : 1, !canMove);
  const alone = search.best().plan;
  if (canMove && !search.stopped(1)) {
    const bounded = lotProblemOf(withoutBackOrders(problem), lineContexts(withoutBackOrders(problem)), shortageCosts);
    optimiseTransfers(search, { ...bounded, arcs: lots.arcs }, multipliers, ordersShare);
  }

  const bound = search.bound();
  const gap = bound === null ? null : search.gap();
  const isProven = gap !== null && gap <= problem.gapTarget;
  const ended = run.cancelled() ? 'cancelled' : isProven ? 'gap' : search.used() >= 1 ? 'time' : 'done';
  search.report(1, gap === null ? 'No bound in the time' : `Gap ${(100 * gap).toFixed(2)}%`);
  return {
    ...assemble(lots, search.best().plan, canMove ? alone : null),
    solver: {
      method: 'optimise',
      status: isProven ? 'optimal' : 'heuristic',
      boundMinor: bound,
      gap,
      stoppedBy: ended,
      cpuMilliseconds: cpu(),
      conflicts: [],
    },
  };
}

/** Without the lanes on which one vehicle costs as much as a whole plan. */
function withUsefulLanes(lots: LotProblem, cost: number): LotProblem {
  return {
    ...lots,
    arcs: lots.arcs.filter(
      ({ lane, from }) => lots.lanes[lane]!.vehicleCost < cost || lots.lines[from]!.unitVolume === 0,
    ),
  };
}

/**
 * What is owed takes the first stock that comes, transfers included. A line that owes nothing and keeps stock for nothing
 * costs no more, so a bound without back-orders holds with them.
 */
function withoutBackOrders(problem: InventoryProblem): InventoryProblem {
  const lines = problem.lines.map(line =>
    line.backOrdered === 0 ? line : { ...line, backOrdered: 0, holdingRatePerYear: 0, leadTimeDeviationDays: 0 },
  );
  return { ...problem, lines };
}

function withDearerShortage(lots: LotProblem): LotProblem {
  return { ...lots, lines: lots.lines.map(line => ({ ...line, shortageCost: 10 * line.shortageCost })) };
}
