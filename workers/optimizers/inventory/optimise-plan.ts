import type { InventoryPlan, InventoryProblem, PlanTransfer } from '../../../shared/contracts/inventory.ts';
import { pricePlan } from '../../../shared/numerics/price-plan.ts';
import type { RunContext } from '../../run-context.ts';
import { annealLots } from '../lot-plan/anneal-lots.ts';
import type { LotProblem } from '../lot-plan/lot-problem.ts';
import { lagrangianBound } from '../lot-plan/lower-bound.ts';
import { searchOrderWeeks } from '../lot-plan/order-weeks.ts';
import { assemblePlan } from './assemble-plan.ts';
import { checkPlan } from './check-plan.ts';
import { lineContexts } from './line-policy.ts';
import { lotProblemOf } from './lot-problem-of.ts';
import type { PolicyOrders } from './policy-plan.ts';
import { proposeTransfers } from './propose-transfers.ts';

/** Pricing and checking a large plan takes a while, so it is not done for every change. */
const reportMilliseconds = 1000;

/** Descents for each supplier and moves of annealing for each line and week: the same work on every machine. */
const descentsPerSupplier = [1, 40] as const;
const movesPerCell = [300, 2500] as const;
const fewestMoves = [150_000, 1_000_000] as const;

/**
 * One solve over all lines, weeks and limits. Starts from the policy's plan, searches, proves a lower bound beside it and
 * returns the best plan that passes the independent check. The same seed gives the same plan unless time ends first.
 *
 * @param placed   the policy's orders: the plan to beat, and the derivation that each line's record starts with
 * @param feasible packs that serve the share of demand which is required, where one is
 */
export function optimisePlan(
  problem: InventoryProblem,
  placed: PolicyOrders,
  feasible: readonly Int32Array[] | null,
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
  let best = { packs: policyPacks as readonly Int32Array[], cost: price(policyPacks) };
  let bound = 0;
  const hasPriceBreaks = lots.lines.some(line => line.priceBreaks.length > 0);
  let reported = 0;
  const report = (done: number, message: string) => {
    reported = performance.now();
    run.progress({ done, message, solver: { incumbentMinor: best.cost, boundMinor: proven() } });
  };
  /** @returns false when the plan breaks a rule */
  const consider = (packs: readonly Int32Array[] | null) => {
    if (packs === null) return false;
    const cost = price(packs);
    if (checkPlan(problem, assemble(packs, cost)).length > 0) return false;
    if (cost < best.cost) best = { packs: packs.map(each => each.slice()), cost };
    return true;
  };
  /** Transfers are proposed after the solve: what they could save at most is not known. */
  const proven = () => (bound > 0 && problem.lanes.length === 0 ? bound : null);
  const gap = () => (best.cost > 0 ? Math.max(0, (best.cost - bound) / best.cost) : 0);
  // Where a share of demand must be served, the search sees shortage as far dearer than it is priced.
  const searched = feasible === null ? lots : withDearerShortage(lots);
  if (feasible !== null && checkPlan(problem, assemble(policyPacks, best.cost)).length > 0) {
    best = { packs: feasible, cost: price(feasible) };
  }
  const stopped = (share: number) => run.cancelled() || used() >= share;
  report(0.05, 'First plan by policy');

  // Money rounds to whole units, so the bound is in the same unit as the plan's cost.
  const prover = lagrangianBound(lots);
  const proveTo = (share: number, iterations: number) => {
    const found = prover.raise(iterations, best.cost, soFar => {
      bound = Math.max(bound, Math.floor(soFar));
      if (performance.now() - reported >= reportMilliseconds) report(Math.min(share, used()), 'Raising the bound');
      return stopped(share) || gap() <= problem.gapTarget;
    });
    bound = Math.max(bound, Math.floor(found));
  };
  /** Order weeks under the prices of the limits; annealing mends what still breaks a limit. */
  const chooseWeeks = (round: 0 | 1, from: number, until: number) => {
    const half = from + (until - from) * 0.6;
    let descents = 0;
    const wanted = descentsPerSupplier[round] * lots.suppliers.length;
    const chosen = searchOrderWeeks(searched, {
      seed: run.seed + round,
      start: best.packs,
      prices: prover.limitPrices(),
      elapsedShare: () => (stopped(half) ? 1 : descents++ / wanted),
      improved(packs) {
        if (performance.now() - reported < reportMilliseconds) return;
        consider(packs);
        report(from + ((half - from) * descents) / wanted, 'Choosing order weeks');
      },
    });
    const keepsLimits = consider(chosen);
    report(half, 'Order weeks chosen');
    if (!keepsLimits || hasPriceBreaks) anneal(round, chosen, half, until);
  };
  const anneal = (round: 0 | 1, start: readonly Int32Array[], from: number, until: number) => {
    const moves = Math.max(fewestMoves[round], movesPerCell[round] * lots.lines.length * lots.weeks);
    let checks = 0;
    const annealed = annealLots(searched, {
      seed: run.seed + 2 + round,
      start,
      rounds: 1,
      heat: 0.05,
      elapsedShare: () => {
        checks += 1;
        if (checks % 200 === 0) report(from + ((until - from) * checks * 256) / moves, 'Searching');
        return stopped(until) ? 1 : (checks * 256) / moves;
      },
    });
    consider(annealed.packs);
    report(until, 'Search ended');
  };
  proveTo(0.2, 12);
  report(0.1, 'First bound');
  chooseWeeks(0, 0.1, 0.35);
  proveTo(0.5, 60);
  report(0.5, 'Bound raised');
  if (gap() > problem.gapTarget) {
    chooseWeeks(1, 0.5, 0.8);
    proveTo(0.9, 200);
  }
  if (gap() > problem.gapTarget) anneal(1, best.packs, 0.9, 1);
  const transfers = proposeTransfers(
    problem,
    ordersOf(best.packs),
    shortageCosts,
    moved => checkPlan(problem, assemble(best.packs, best.cost, moved)).length === 0,
    () => stopped(1),
  );
  const plan = assemble(best.packs, best.cost, transfers);
  best = { ...best, cost: plan.totals.objectiveMinor };
  const ended = run.cancelled() ? 'cancelled' : gap() <= problem.gapTarget ? 'gap' : used() >= 1 ? 'time' : 'done';
  report(1, `Gap ${(100 * gap()).toFixed(2)} %`);
  return {
    ...plan,
    solver: {
      method: 'optimise',
      status: proven() !== null && gap() <= problem.gapTarget ? 'optimal' : 'heuristic',
      boundMinor: proven(),
      gap: proven() === null ? null : gap(),
      stoppedBy: ended,
      cpuMilliseconds: cpu(),
      conflicts: [],
    },
  };

  function assemble(
    packs: readonly ArrayLike<number>[],
    cost: number,
    moved: readonly PlanTransfer[] = [],
  ): InventoryPlan {
    const reason = `One solve over ${problem.lines.length} lines and ${problem.weeks} weeks, total cost ${cost} minor units`;
    return assemblePlan(problem, placed, ordersOf(packs), moved, { method: 'optimise', reason }, cpu());
  }
}

function withDearerShortage(lots: LotProblem): LotProblem {
  return { ...lots, lines: lots.lines.map(line => ({ ...line, shortageCost: 10 * line.shortageCost })) };
}
