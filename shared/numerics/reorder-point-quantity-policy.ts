import quantile from '@stdlib/stats-base-dists-normal-quantile';
import { normalDemand, poissonDemand } from './demand-distributions.ts';
import { economicOrderQuantity } from './economic-order-quantity.ts';
import { economicOrderQuantityWithBackorders } from './economic-order-quantity-with-backorders.ts';
import { newsvendorCost } from './newsvendor.ts';
import { normalLoss } from './normal-loss.ts';
import { secondOrderNormalLoss } from './second-order-normal-loss.ts';

/** Continuous review: order Q whenever the inventory position falls to r. */
export interface ReorderCosts {
  /** Units per time. */
  readonly demandRate: number;
  /** Money for each order. */
  readonly orderCost: number;
  /** Money per unit and time. */
  readonly holdingCost: number;
  /** Money per unit and time short; per unit short for `expectedInventoryLevel`. */
  readonly shortageCost: number;
}

export interface ReorderPolicy {
  readonly reorderPoint: number;
  readonly orderQuantity: number;
  /** Money per time. */
  readonly cost: number;
}

/** Mean and deviation of demand over the lead time, units. */
export interface LeadTimeDemand {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Exact cost per time of (r,Q) under normal lead-time demand: (Kλ + ∫ G over r…r+Q) / Q.
 *
 * @see Zheng (1992), Management Science 38(1); Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed., §5.2
 */
export function reorderPolicyCost(
  reorderPoint: number,
  orderQuantity: number,
  demand: LeadTimeDemand,
  costs: ReorderCosts,
): number {
  const { demandRate, orderCost, holdingCost, shortageCost } = costs;
  const top = reorderPoint + orderQuantity;
  const held = holdingCost * ((top ** 2 - reorderPoint ** 2) / 2 - demand.mean * orderQuantity);
  const short =
    secondOrderNormalLoss(reorderPoint, demand.mean, demand.deviation) -
    secondOrderNormalLoss(top, demand.mean, demand.deviation);
  return (orderCost * demandRate + held + (holdingCost + shortageCost) * short) / orderQuantity;
}

/** Exact optimum: G(r) = G(r + Q) = the cost itself, found by bisection in Q. */
export function optimalReorderPolicy(demand: LeadTimeDemand, costs: ReorderCosts): ReorderPolicy {
  const rate = (level: number) =>
    newsvendorCost(normalDemand(demand.mean, demand.deviation), level, costs.holdingCost, costs.shortageCost);
  let low = 0;
  let high = economicOrderQuantity(costs.demandRate, costs.orderCost, costs.holdingCost);
  const tooSmall = (quantity: number) => {
    const point = balancedReorderPoint(quantity, demand, costs);
    return rate(point) < reorderPolicyCost(point, quantity, demand, costs);
  };
  while (tooSmall(high)) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-12 * high; step++) {
    const middle = (low + high) / 2;
    if (tooSmall(middle)) low = middle;
    else high = middle;
  }
  const orderQuantity = (low + high) / 2;
  const reorderPoint = balancedReorderPoint(orderQuantity, demand, costs);
  return { reorderPoint, orderQuantity, cost: reorderPolicyCost(reorderPoint, orderQuantity, demand, costs) };
}

/** Hadley & Whitin's iteration with a cost for each unit short: expected-inventory-level approximation. */
export function expectedInventoryLevelPolicy(demand: LeadTimeDemand, costs: ReorderCosts): ReorderPolicy {
  const { demandRate, orderCost, holdingCost, shortageCost } = costs;
  let orderQuantity = economicOrderQuantity(demandRate, orderCost, holdingCost);
  let reorderPoint = demand.mean;
  for (let step = 0; step < 1000; step++) {
    const covered = 1 - (orderQuantity * holdingCost) / (shortageCost * demandRate);
    reorderPoint = quantile(covered, demand.mean, demand.deviation);
    const short = normalLoss(reorderPoint, demand.mean, demand.deviation);
    const next = economicOrderQuantity(demandRate, orderCost + shortageCost * short, holdingCost);
    const moved = Math.abs(next - orderQuantity);
    orderQuantity = next;
    if (moved < 1e-12 * next) break;
  }
  const short = normalLoss(reorderPoint, demand.mean, demand.deviation);
  const cost =
    holdingCost * (reorderPoint - demand.mean + orderQuantity / 2) +
    (demandRate * (orderCost + shortageCost * short)) / orderQuantity;
  return { reorderPoint, orderQuantity, cost };
}

/** Q from the model with back-orders, r so that the ends of the cycle cost the same. */
export function backorderQuantityPolicy(demand: LeadTimeDemand, costs: ReorderCosts): ReorderPolicy {
  const { demandRate, orderCost, holdingCost, shortageCost } = costs;
  const { orderQuantity } = economicOrderQuantityWithBackorders(demandRate, orderCost, holdingCost, shortageCost);
  const reorderPoint = balancedReorderPoint(orderQuantity, demand, costs);
  return { reorderPoint, orderQuantity, cost: reorderPolicyCost(reorderPoint, orderQuantity, demand, costs) };
}

/** Economic order quantity, and safety stock by the critical ratio. */
export function economicQuantityWithSafetyStock(demand: LeadTimeDemand, costs: ReorderCosts): ReorderPolicy {
  const { demandRate, orderCost, holdingCost, shortageCost } = costs;
  const orderQuantity = economicOrderQuantity(demandRate, orderCost, holdingCost);
  const reorderPoint = quantile(shortageCost / (shortageCost + holdingCost), demand.mean, demand.deviation);
  return { reorderPoint, orderQuantity, cost: reorderPolicyCost(reorderPoint, orderQuantity, demand, costs) };
}

/**
 * Exact (r,Q) for Poisson demand: widen the range of positions on its cheaper side while that lowers the average.
 *
 * @param leadTimeMean demand over the lead time, units
 * @see Federgruen & Zheng (1992), Operations Research 40(4)
 */
export function optimalReorderPolicyPoisson(leadTimeMean: number, costs: ReorderCosts): ReorderPolicy {
  const distribution = poissonDemand(leadTimeMean);
  const rate = (level: number) => newsvendorCost(distribution, level, costs.holdingCost, costs.shortageCost);
  let best = 0;
  while (rate(best + 1) < rate(best)) best++;
  let reorderPoint = best - 1;
  let orderQuantity = 1;
  let sum = costs.orderCost * costs.demandRate + rate(best);
  for (;;) {
    const below = rate(reorderPoint);
    const above = rate(reorderPoint + orderQuantity + 1);
    const next = Math.min(below, above);
    if (next >= sum / orderQuantity) break;
    sum += next;
    orderQuantity += 1;
    if (below <= above) reorderPoint -= 1;
  }
  return { reorderPoint, orderQuantity, cost: sum / orderQuantity };
}

/** r with G(r) = G(r + Q): positions at both ends of a cycle cost the same. */
function balancedReorderPoint(orderQuantity: number, demand: LeadTimeDemand, costs: ReorderCosts): number {
  const distribution = normalDemand(demand.mean, demand.deviation);
  const rate = (level: number) => newsvendorCost(distribution, level, costs.holdingCost, costs.shortageCost);
  let high = distribution.quantile(costs.shortageCost / (costs.shortageCost + costs.holdingCost));
  let low = high - orderQuantity;
  for (let step = 0; step < 200 && high - low > 1e-13 * Math.max(1, Math.abs(high)); step++) {
    const middle = (low + high) / 2;
    if (rate(middle) > rate(middle + orderQuantity)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
