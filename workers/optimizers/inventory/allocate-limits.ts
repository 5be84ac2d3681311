import type { ConstraintId, InventoryProblem } from '../../../shared/contracts/inventory.ts';
import { demandLoss } from '../../../shared/numerics/demand-loss.ts';
import { floorOrderQuantity, roundOrderQuantity } from '../../../shared/numerics/round-order-quantity.ts';
import { unitPriceMinor } from '../../../shared/numerics/unit-price.ts';
import type { LinePolicy, PlanLineContext } from './line-policy.ts';
import { amountMinor } from './order-amount.ts';
import type { SharedLimits } from './shared-limits.ts';

/** What one line asks for in the week, and what it got. */
export interface OrderRequest {
  readonly context: PlanLineContext;
  readonly policy: LinePolicy;
  /** Units after the line's own constraints. */
  wanted: number;
  granted: number;
  /** The limit that stopped it; null when nothing did. */
  stoppedBy: ConstraintId | null;
  /** Units before the supplier's minimum order value raised or dropped them. */
  readonly beforeMinimumValue: number;
}

/** A cut order is rebuilt in at most this many steps, largest benefit first. */
const stepsPerLine = 20;

/**
 * Shares limits out among the lines that want to order in one week: each next pack goes where it avoids the most
 * shortage cost for each unit of money, and a supplier's order that cannot reach its minimum value is dropped.
 *
 * @param limits what is left of each limit; charged with what is granted
 */
export function allocateLimits(
  problem: InventoryProblem,
  requests: readonly OrderRequest[],
  limits: SharedLimits,
): void {
  raiseToMinimumValue(problem, requests);
  const dropped = new Set<string>();
  for (;;) {
    limits.restart();
    for (const request of requests) {
      request.granted = 0;
      request.stoppedBy = dropped.has(request.context.supplier.id) ? 'minimum-order-value' : null;
    }
    const asking = requests.filter(request => request.stoppedBy === null && request.wanted > 0);
    if (limits.any) grantByBenefit(asking, limits);
    else for (const request of asking) grantAll(request, limits);
    const below = problem.suppliers.find(supplier => {
      const value = orderedValue(requests, supplier.id);
      return value > 0 && value < supplier.minimumOrderValueMinor;
    });
    if (!below) return;
    dropped.add(below.id);
  }
}

/** Tops up the supplier's neediest lines until its order reaches the minimum value, as far as shelf life allows. */
function raiseToMinimumValue(problem: InventoryProblem, requests: readonly OrderRequest[]) {
  for (const supplier of problem.suppliers) {
    if (supplier.minimumOrderValueMinor === 0) continue;
    const own = requests.filter(request => request.context.supplier.id === supplier.id && request.wanted > 0);
    own.sort((a, b) => benefitPerMinor(b, b.wanted, b.wanted * 1.1) - benefitPerMinor(a, a.wanted, a.wanted * 1.1));
    for (const request of own) {
      const missing =
        supplier.minimumOrderValueMinor - own.reduce((sum, each) => sum + amountMinor(each.context, each.wanted), 0);
      if (missing <= 0) break;
      const { line } = request.context;
      const price = unitPriceMinor(request.wanted, line.unitCostMinor, line.priceBreaks);
      if (price === 0) continue;
      const raised = roundOrderQuantity(request.wanted + missing / price, 0, line.orderMultiple);
      const sellable = floorOrderQuantity(request.policy.sellable, 0, line.orderMultiple);
      request.wanted = Math.max(request.wanted, Math.min(raised, sellable));
    }
  }
}

function grantByBenefit(requests: readonly OrderRequest[], limits: SharedLimits) {
  const open = new Map(requests.map(request => [request, nextStep(request)]));
  while (open.size > 0) {
    let chosen: [OrderRequest, NextStep] | null = null;
    for (const entry of open) if (chosen === null || entry[1].benefit > chosen[1].benefit) chosen = entry;
    const [request, { quantity }] = chosen!;
    const stoppedBy = limits.blocks(request.context, quantity);
    request.stoppedBy = stoppedBy;
    request.granted = stoppedBy === null ? quantity : largestWithin(request, quantity, limits);
    limits.charge(request.context, request.granted);
    if (stoppedBy !== null || request.granted >= request.wanted) open.delete(request);
    else open.set(request, nextStep(request));
  }
}

interface NextStep {
  readonly quantity: number;
  readonly benefit: number;
}

function nextStep(request: OrderRequest): NextStep {
  const quantity = nextQuantity(request);
  return { quantity, benefit: benefitPerMinor(request, request.granted, quantity) };
}

function grantAll(request: OrderRequest, limits: SharedLimits) {
  request.granted = request.wanted;
  limits.charge(request.context, request.granted);
}

/** The smallest order the supplier accepts first, then a twentieth of the rest at a time. */
function nextQuantity(request: OrderRequest): number {
  const { minimumOrderQuantity, orderMultiple } = request.context.line;
  const smallest = roundOrderQuantity(orderMultiple, minimumOrderQuantity, orderMultiple);
  if (request.granted === 0) return Math.min(request.wanted, smallest);
  const step = roundOrderQuantity(
    Math.max(orderMultiple, (request.wanted - smallest) / stepsPerLine),
    0,
    orderMultiple,
  );
  return Math.min(request.wanted, request.granted + step);
}

/** Largest acceptable quantity from what is granted up to below `blocked` that no limit stops. */
function largestWithin(request: OrderRequest, blocked: number, limits: SharedLimits): number {
  if (request.granted === 0) return 0;
  const { orderMultiple } = request.context.line;
  let low = Math.round(request.granted / orderMultiple);
  let high = Math.round(blocked / orderMultiple);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (limits.blocks(request.context, roundOrderQuantity(middle * orderMultiple, 0, orderMultiple)) === null)
      low = middle;
    else high = middle;
  }
  return roundOrderQuantity(low * orderMultiple, 0, orderMultiple);
}

/** Shortage cost avoided over the protected interval by going from one order size to the next, for each unit of money. */
function benefitPerMinor(request: OrderRequest, from: number, to: number): number {
  const { intervalDemand, intervalDeviation, intervalSkewness, position, shortageCostMinor } = request.policy;
  const loss = (level: number) => demandLoss(level, intervalDemand, intervalDeviation, intervalSkewness);
  const avoided = loss(position + from) - loss(position + to);
  // Only ranks, so a float product will do where an amount would be decimal.
  const cost = orderValue(request, to) - orderValue(request, from);
  return (avoided * shortageCostMinor) / Math.max(1, cost);
}

function orderValue(request: OrderRequest, quantity: number): number {
  const { line } = request.context;
  return quantity * unitPriceMinor(quantity, line.unitCostMinor, line.priceBreaks);
}

function orderedValue(requests: readonly OrderRequest[], supplierId: string): number {
  return requests.reduce(
    (sum, request) =>
      sum + (request.context.supplier.id === supplierId ? amountMinor(request.context, request.granted) : 0),
    0,
  );
}
