import type { InventoryProblem } from '../../../shared/contracts/inventory.ts';
import { openArrivals, projectStock } from '../../../shared/numerics/project-stock.ts';
import type { RunContext } from '../../run-context.ts';
import { allocateLimits, type OrderRequest } from './allocate-limits.ts';
import { type LinePolicy, lineContexts, linePolicy, type PlanLineContext } from './line-policy.ts';
import { sharedLimits } from './shared-limits.ts';

/** Orders that the policy places, with the derivation of those it places now. */
export interface PolicyOrders {
  /** By line and week, units. */
  readonly orders: readonly Float64Array[];
  /** By line and week. */
  readonly policies: readonly (readonly LinePolicy[])[];
  readonly requestsNow: readonly OrderRequest[];
  readonly warnings: readonly string[];
}

/**
 * Plays the reorder-point policy forward week by week along the mean forecast, sharing every common limit out by the
 * shortage that the next pack avoids. Deterministic; the first feasible plan of every solve.
 *
 * @returns null when cancelled
 */
export function policyOrders(problem: InventoryProblem, run: RunContext): PolicyOrders | null {
  const contexts = lineContexts(problem);
  const arrivals = contexts.map(context => openArrivals(context.line));
  const limits = sharedLimits(problem, contexts, arrivals);
  const orders = contexts.map(() => new Float64Array(problem.weeks));
  const policies: LinePolicy[][] = contexts.map(() => []);
  let requestsNow: OrderRequest[] = [];
  for (let week = 0; week < problem.weeks; week++) {
    if (run.cancelled()) return null;
    const requests = contexts.map(context => {
      const state = stockAt(context, week, arrivals[context.index]!, orders[context.index]!);
      const policy = linePolicy(context, week, state);
      policies[context.index]!.push(policy);
      // Arrivals after the horizon serve no demand that this plan knows.
      const inHorizon = week + context.leadTimeWeeks < problem.weeks;
      const wanted = reviewedIn(context, week) && inHorizon ? policy.wanted : 0;
      return { context, policy, wanted, granted: 0, stoppedBy: null, beforeMinimumValue: wanted };
    });
    allocateLimits(problem, requests, limits);
    limits.commit();
    for (const request of requests) orders[request.context.index]![week] = request.granted;
    if (week === 0) requestsNow = requests;
    run.progress({ done: (week + 1) / problem.weeks, message: `Policy, week ${week + 1} of ${problem.weeks}` });
  }
  return { orders, policies, requestsNow, warnings: warningsOf(problem, contexts, requestsNow) };
}

function reviewedIn(context: PlanLineContext, week: number): boolean {
  return week % Math.max(1, Math.round(context.line.reviewPeriodDays / 7)) === 0;
}

/** Stock when the week's decision is made: the week's own arrivals are in, its demand is not yet out. */
function stockAt(context: PlanLineContext, week: number, arrivals: Float64Array, orders: Float64Array) {
  const { line } = context;
  // Week 0 is decided on the figures as they were handed over, so that they appear in the record unchanged.
  if (week === 0) {
    const onOrder = line.onOrder.reduce((sum, order) => sum + order.quantity, 0);
    return { onHand: line.onHand, onOrder, backOrdered: line.backOrdered };
  }
  const projection = projectStock(line, arrivals);
  let onOrder = line.onOrder.reduce((sum, order) => sum + (order.dueWeek > week ? order.quantity : 0), 0);
  for (let placed = 0; placed < week; placed++) if (placed + context.leadTimeWeeks > week) onOrder += orders[placed]!;
  const onHand = projection.closing[week - 1]! + arrivals[week]!;
  return { onHand, onOrder, backOrdered: projection.owed[week - 1]! };
}

function warningsOf(
  problem: InventoryProblem,
  contexts: readonly PlanLineContext[],
  requests: readonly OrderRequest[],
) {
  const warnings: string[] = [];
  for (const context of contexts) {
    const { line } = context;
    const name = `${line.itemId} in ${line.warehouseId}`;
    if (context.leadTimeWeeks >= problem.weeks) {
      warnings.push(
        `${name}: its lead time of ${line.leadTimeDays} days is longer than the plan; nothing can be ordered.`,
      );
    }
    const { policy, wanted } = requests[context.index]!;
    if (wanted === 0 && policy.position <= policy.reorderPoint && context.item.shelfLifeDays !== null) {
      warnings.push(`${name}: nothing is ordered, because the smallest order would expire before it sells.`);
    }
  }
  return warnings;
}
