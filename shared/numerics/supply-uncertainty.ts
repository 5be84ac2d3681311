import { economicOrderQuantity } from './economic-order-quantity.ts';
import { requirePositive } from './require-domain.ts';

export interface EconomicOrderInput {
  /** Units per time. */
  readonly demandRate: number;
  /** Money for each order. */
  readonly orderCost: number;
  /** Money per unit and time. */
  readonly holdingCost: number;
}

export interface OrderWithCost {
  readonly orderQuantity: number;
  readonly costPerTime: number;
}

/**
 * Order quantity when the supplier is down at random (exponential up and down times) and demand is then lost.
 *
 * @param shortageCost   money for each unit lost
 * @param disruptionRate breakdowns per time while up
 * @param recoveryRate   recoveries per time while down
 * @see Berk & Arreola-Risa (1994), Naval Research Logistics 41(4); Snyder & Shen, 2nd ed., §9.2
 */
export function orderQuantityUnderDisruptions(
  input: EconomicOrderInput,
  shortageCost: number,
  disruptionRate: number,
  recoveryRate: number,
): OrderWithCost {
  requirePositive('recoveryRate', recoveryRate);
  const { demandRate, orderCost, holdingCost } = input;
  const cost = (quantity: number) => {
    const down =
      ((disruptionRate / (disruptionRate + recoveryRate)) *
        (1 - Math.exp((-(disruptionRate + recoveryRate) * quantity) / demandRate))) /
      recoveryRate;
    const cycle = quantity / demandRate + down;
    return (orderCost + (holdingCost * quantity ** 2) / (2 * demandRate) + shortageCost * demandRate * down) / cycle;
  };
  // The cost is quasi-convex: a golden-section search over a bracket that holds the minimum.
  let low = 0;
  let high = economicOrderQuantity(demandRate, orderCost, holdingCost);
  while (cost(2 * high) < cost(high)) high *= 2;
  high *= 2;
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let step = 0; step < 200; step++) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (cost(left) < cost(right)) high = right;
    else low = left;
  }
  const orderQuantity = (low + high) / 2;
  return { orderQuantity, costPerTime: cost(orderQuantity) };
}

/**
 * Base stock for known demand when the supplier fails with `disruptionProbability` and recovers with
 * `recoveryProbability` each period; demand waits.
 *
 * @param demand units per period
 * @see Tomlin (2006), Management Science 52(5); Snyder & Shen, 2nd ed., §9.3
 */
export function baseStockUnderDisruptions(
  demand: number,
  holdingCost: number,
  shortageCost: number,
  disruptionProbability: number,
  recoveryProbability: number,
): { baseStock: number; costPerPeriod: number } {
  requirePositive('recoveryProbability', recoveryProbability);
  const down = disruptionProbability / (disruptionProbability + recoveryProbability);
  /** Probability that the supplier has been down for at most `periods`. */
  const atMost = (periods: number) => 1 - down * (1 - recoveryProbability) ** periods;
  let periods = 0;
  while (atMost(periods) < shortageCost / (shortageCost + holdingCost)) periods++;
  const baseStock = (periods + 1) * demand;
  let costPerPeriod = 0;
  for (let length = 0; 1 - atMost(length - 1) > 1e-15 || length === 0; length++) {
    const probability = atMost(length) - (length === 0 ? 0 : atMost(length - 1));
    const left = baseStock - (length + 1) * demand;
    costPerPeriod += probability * (left > 0 ? holdingCost * left : -shortageCost * left);
  }
  return { baseStock, costPerPeriod };
}

/**
 * Order quantity when what arrives differs from what was ordered: by an amount (additive: Q + Y) or by a share
 * (multiplicative: Q·Y).
 *
 * @param yieldMean,yieldDeviation of Y: units when additive, a ratio when multiplicative
 * @see Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed., §9.4
 */
export function orderQuantityUnderYield(
  kind: 'additive' | 'multiplicative',
  input: EconomicOrderInput,
  yieldMean: number,
  yieldDeviation: number,
): OrderWithCost {
  const { demandRate, orderCost, holdingCost } = input;
  const certain = economicOrderQuantity(demandRate, orderCost, holdingCost);
  if (kind === 'additive') {
    const arriving = Math.hypot(certain, yieldDeviation);
    return { orderQuantity: arriving - yieldMean, costPerTime: holdingCost * arriving };
  }
  requirePositive('yieldMean', yieldMean);
  const spread = Math.hypot(yieldMean, yieldDeviation);
  return { orderQuantity: certain / spread, costPerTime: (holdingCost * certain * spread) / yieldMean };
}
