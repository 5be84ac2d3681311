import type { InventoryPlan, InventoryProblem } from '../../../shared/contracts/inventory.ts';
import { pricePlan } from '../../../shared/numerics/price-plan.ts';
import type { RunContext } from '../../run-context.ts';
import type { LotPlan, LotProblem } from '../lot-plan/lot-problem.ts';
import { checkPlan } from './check-plan.ts';
import { ordersOf, transfersOf } from './lot-plan-of.ts';

/** Pricing and checking a large plan takes a while, so it is not done for every change. */
const reportMilliseconds = 1000;

export interface PlanInHand {
  readonly plan: LotPlan;
  readonly cost: number;
  /** False only while no plan that keeps every rule is known. */
  readonly holds: boolean;
}

/** The best plan so far, what is proven of it, and the time that is left. */
export interface PlanSearch {
  readonly problem: InventoryProblem;
  readonly run: RunContext;
  readonly lots: LotProblem;
  /** The lots as searches are to see them. */
  readonly searched: LotProblem;
  best(): PlanInHand;
  /** Keeps the plan if it is cheaper. @returns false when the plan breaks a rule */
  consider(plan: LotPlan | null): boolean;
  /** No plan can cost less. @param holds false while what the bound counts is less than what a plan may do */
  raiseBound(bound: number, holds: boolean): void;
  /** Null while there is none. */
  bound(): number | null;
  /** Distance to the bound, 0–1, also to one that does not hold for all that a plan may do. */
  gap(): number;
  /** Share of the time used, 0 or more. */
  used(): number;
  /** Whether so much of the time is over, or the run was cancelled. */
  stopped(share: number): boolean;
  report(done: number, message: string): void;
  /** Whether the last report is long enough ago for the next. */
  isReportDue(): boolean;
}

/**
 * @param assemble  makes the whole plan of orders by line and transfers, for the check
 * @param searched  the lots as searches are to see them, e.g. with shortage that is dearer than it is priced
 */
export function planSearch(
  problem: InventoryProblem,
  lots: LotProblem,
  searched: LotProblem,
  start: PlanInHand,
  shortageCostsMinor: readonly number[],
  assemble: (plan: LotPlan) => InventoryPlan,
  run: RunContext,
): PlanSearch {
  const began = performance.now();
  const price = (plan: LotPlan) =>
    pricePlan(problem, ordersOf(lots, plan), transfersOf(problem, lots, plan), shortageCostsMinor).totals
      .objectiveMinor;
  const keepsRules = (plan: LotPlan) => checkPlan(problem, assemble(plan)).length === 0;
  let best = start;
  let bound = 0;
  let holds = false;
  let reported = 0;
  const used = () => (performance.now() - began) / 1000 / problem.timeLimitSeconds;
  const proven = () => (holds && bound > 0 ? bound : null);
  return {
    problem,
    run,
    lots,
    searched,
    best: () => best,
    consider(plan) {
      if (plan === null) return false;
      const cost = price(plan);
      if (!keepsRules(plan)) return false;
      if (cost < best.cost || !best.holds) {
        best = {
          plan: { packs: plan.packs.map(each => each.slice()), moved: plan.moved.map(each => each.slice()) },
          cost,
          holds: true,
        };
      }
      return true;
    },
    raiseBound(found, foundHolds) {
      // Money rounds to whole units, so the bound is in the same unit as the plan's cost.
      bound = foundHolds === holds ? Math.max(bound, Math.floor(found)) : Math.floor(found);
      holds = foundHolds;
    },
    bound: proven,
    gap: () => (best.cost > 0 ? Math.max(0, (best.cost - bound) / best.cost) : 0),
    used,
    stopped: share => run.cancelled() || used() >= share,
    report(done, message) {
      reported = performance.now();
      run.progress({ done, message, solver: { incumbentMinor: best.cost, boundMinor: proven() } });
    },
    isReportDue: () => performance.now() - reported >= reportMilliseconds,
  };
}
