import { poissonDemand } from './demand-distributions.ts';
import { newsvendorCost } from './newsvendor.ts';
import { poissonProbabilities } from './poisson-probabilities.ts';

/** Periodic review: when the inventory position is at or below s, order up to S. */
export interface OrderUpToPolicy {
  readonly reorderPoint: number;
  readonly orderUpTo: number;
}

export interface OrderUpToCosts {
  /** Money for each order. */
  readonly orderCost: number;
  /** Money for each unit at the end of a period. */
  readonly holdingCost: number;
  /** Money for each unit back-ordered at the end of a period. */
  readonly shortageCost: number;
}

/**
 * Exact (s,S) for Poisson demand, full back-orders, goods at once.
 *
 * @param meanDemand units per period, above 0
 * @returns the policy and its cost per period
 * @see Zheng & Federgruen (1991), Operations Research 39(4)
 */
export function optimalOrderUpToPolicy(
  meanDemand: number,
  costs: OrderUpToCosts,
): OrderUpToPolicy & { costPerPeriod: number } {
  const probabilities = poissonProbabilities(meanDemand);
  const distribution = poissonDemand(meanDemand);
  const rate = (level: number) => newsvendorCost(distribution, level, costs.holdingCost, costs.shortageCost);
  const visits = renewals(probabilities);
  const average = (reorderPoint: number, orderUpTo: number) => {
    let total = costs.orderCost;
    let periods = 0;
    for (let below = 0; below < orderUpTo - reorderPoint; below++) {
      total += visits(below) * rate(orderUpTo - below);
      periods += visits(below);
    }
    return total / periods;
  };
  let best = 0;
  while (rate(best + 1) < rate(best)) best++;
  let orderUpTo = best;
  let reorderPoint = best - 1;
  while (average(reorderPoint, orderUpTo) > rate(reorderPoint)) reorderPoint--;
  let costPerPeriod = average(reorderPoint, orderUpTo);
  for (let candidate = orderUpTo + 1; rate(candidate) <= costPerPeriod; candidate++) {
    if (average(reorderPoint, candidate) >= costPerPeriod) continue;
    orderUpTo = candidate;
    while (average(reorderPoint, orderUpTo) <= rate(reorderPoint + 1)) reorderPoint++;
    costPerPeriod = average(reorderPoint, orderUpTo);
  }
  return { reorderPoint, orderUpTo, costPerPeriod };
}

/** Expected periods that a cycle spends `below` units under S. */
function renewals(probabilities: ArrayLike<number>): (below: number) => number {
  const stays = 1 - (probabilities[0] ?? 0);
  const known = [1 / stays];
  return below => {
    while (known.length <= below) {
      let sum = 0;
      for (let units = 1; units <= known.length; units++) {
        sum += (probabilities[units] ?? 0) * known[known.length - units]!;
      }
      known.push(sum / stays);
    }
    return known[below]!;
  };
}

/**
 * (s,S) by the power approximation, from the first two moments only.
 *
 * @param meanDemand      units per period
 * @param demandDeviation units per period
 * @param leadTime        periods from order to arrival, 0 or more
 * @see Ehrhardt & Mosier (1984), Management Science 30(5)
 */
export function powerApproximation(
  meanDemand: number,
  demandDeviation: number,
  leadTime: number,
  costs: OrderUpToCosts,
): OrderUpToPolicy {
  const mean = meanDemand * (leadTime + 1);
  const deviation = demandDeviation * Math.sqrt(leadTime + 1);
  const quantity =
    1.3 *
    meanDemand ** 0.494 *
    (costs.orderCost / costs.holdingCost) ** 0.506 *
    (1 + (deviation / meanDemand) ** 2) ** 0.116;
  const z = Math.sqrt((quantity * costs.holdingCost) / (deviation * costs.shortageCost));
  const reorderPoint = 0.973 * mean + deviation * (0.183 / z + 1.063 - 2.192 * z);
  return { reorderPoint, orderUpTo: reorderPoint + quantity };
}
