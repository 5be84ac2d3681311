import { requireNonNegative, requireProbability } from './require-domain.ts';
import { skewedQuantile } from './skewed-distribution.ts';

/**
 * Safety stock z·σ_L for a share of replenishment cycles without a stock-out. Negative below 50 % of normal demand.
 *
 * @param cycleService       0–1, both excluded
 * @param leadTimeDeviation  deviation of demand over the protected interval, units
 * @param skewness           of that demand; 0 is the normal distribution
 * @returns units
 * @throws AppError `numerics.out-of-domain`
 * @see Chopra & Meindl, Supply Chain Management, ch. 12
 * @example safetyStockForCycleService(0.98, 128.12); // => 263.14
 */
export function safetyStockForCycleService(cycleService: number, leadTimeDeviation: number, skewness = 0): number {
  requireProbability('cycleService', cycleService);
  requireNonNegative('leadTimeDeviation', leadTimeDeviation);
  return skewedQuantile(cycleService, skewness) * leadTimeDeviation;
}
