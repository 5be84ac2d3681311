import type { InventoryPlan, InventoryProblem } from '../../../shared/contracts/inventory.ts';
import { pricePlan } from '../../../shared/numerics/price-plan.ts';
import type { RunContext } from '../../run-context.ts';
import { annealLots } from '../lot-plan/anneal-lots.ts';
import { searchLots } from '../lot-plan/lot-search.ts';
import { lagrangianBound } from '../lot-plan/lower-bound.ts';
import { assemblePlan } from './assemble-plan.ts';
import { checkPlan } from './check-plan.ts';
import { lineContexts } from './line-policy.ts';
import { lotProblemOf } from './lot-problem-of.ts';
import type { PolicyOrders } from './policy-plan.ts';

/** Effort of the search for each line and week; it ends by this before it ends by time wherever time allows. */
const movesPerCell = 4000;
const fewestMoves = 1_500_000;

/**
 * One solve over all lines, weeks and limits. Starts from the policy's plan, searches, proves a lower bound beside it and
 * returns the best plan that passes the independent check. The same seed gives the same plan unless time ends first.
 *
 * @param placed the policy's orders: the plan to beat, and the derivation that each line's record starts with
 */
export function optimisePlan(
  problem: InventoryProblem,
  placed: PolicyOrders,
  run: RunContext,
  cpu: () => number,
): InventoryPlan {
  const began = performance.now();
  const used = () => (performance.now() - began) / 1000 / problem.timeLimitSeconds;
  const contexts = lineContexts(problem);
  const shortageCosts = placed.policies.map(ofLine => ofLine[0]!.shortageCostMinor);
  const lots = lotProblemOf(problem, contexts, shortageCosts);
  const price = (packs: readonly ArrayLike<number>[]) =>
    pricePlan(problem, ordersOf(packs), [], shortageCosts).totals.objectiveMinor;
  const ordersOf = (packs: readonly ArrayLike<number>[]) =>
    packs.map((each, index) =>
      Float64Array.from(each, count => Math.round(count * lots.lines[index]!.packUnits * 1e6) / 1e6),
    );

  const policyPacks = placed.orders.map((orders, index) =>
    Int32Array.from(orders, quantity => Math.round(quantity / lots.lines[index]!.packUnits)),
  );
  let best = { packs: policyPacks as readonly Int32Array[], cost: price(policyPacks), fromSearch: false };
  let bound = 0;
  const report = (done: number, message: string) =>
    run.progress({ done, message, solver: { incumbentMinor: best.cost, boundMinor: bound > 0 ? bound : null } });
  const consider = (packs: readonly Int32Array[] | null) => {
    if (packs === null) return;
    const cost = price(packs);
    if (cost >= best.cost || checkPlan(problem, assemble(packs, cost)).length > 0) return;
    best = { packs, cost, fromSearch: true };
  };
  const gap = () => (best.cost > 0 ? Math.max(0, (best.cost - bound) / best.cost) : 0);
  const stopped = (share: number) => run.cancelled() || used() >= share;
  report(0.05, 'First plan by policy');

  // Half a dozen passes of line-by-line planning, then annealing by a fixed number of moves, then the bound.
  let asked = 0;
  const passes = 6 * lots.lines.length;
  consider(searchLots(lots, { seed: run.seed, elapsedShare: () => (stopped(0.35) ? 1 : asked++ / passes) }).packs);
  report(0.2, 'Lines planned one by one');
  // Money rounds to whole units, so the bound is in the same unit as the plan's cost.
  const prover = lagrangianBound(lots);
  const proveTo = (share: number, iterations: number) => {
    const enough = (found: number) => best.cost > 0 && (best.cost - found) / best.cost <= problem.gapTarget;
    const found = prover.raise(iterations, best.cost, soFar => stopped(share) || enough(soFar));
    bound = Math.max(bound, Math.floor(found));
  };
  proveTo(0.45, 25);
  report(0.4, 'First bound');
  if (gap() > problem.gapTarget) {
    const cells = lots.lines.length * lots.weeks;
    const checks = Math.max(fewestMoves, movesPerCell * cells) / 256;
    let done = 0;
    const annealed = annealLots(lots, {
      seed: run.seed + 1,
      start: best.packs,
      rounds: 2,
      heat: 0.5,
      elapsedShare: () => {
        done += 1;
        if (done % 200 === 0) report(0.4 + (0.4 * done) / checks, 'Searching');
        return stopped(0.8) ? 1 : done / checks;
      },
    });
    consider(annealed.packs);
    report(0.8, 'Search ended');
    proveTo(1, 120);
  }
  const ended = run.cancelled() ? 'cancelled' : gap() <= problem.gapTarget ? 'gap' : used() >= 1 ? 'time' : 'done';
  report(1, `Gap ${(100 * gap()).toFixed(2)} %`);
  return {
    ...assemble(best.packs, best.cost),
    solver: {
      method: 'optimise',
      status: gap() <= problem.gapTarget ? 'optimal' : 'heuristic',
      boundMinor: bound > 0 ? bound : null,
      gap: bound > 0 ? gap() : null,
      stoppedBy: ended,
      cpuMilliseconds: cpu(),
      conflicts: [],
    },
  };

  function assemble(packs: readonly ArrayLike<number>[], cost: number): InventoryPlan {
    const reason = `One solve over ${problem.lines.length} lines and ${problem.weeks} weeks, total cost ${cost} minor units`;
    return assemblePlan(problem, placed, ordersOf(packs), { method: 'optimise', reason }, cpu());
  }
}
