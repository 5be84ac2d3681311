import quantile from '@stdlib/stats-base-dists-normal-quantile';
import { requireNonNegative, requireProbability } from './require-domain.ts';

/**
 * Safety stock z·σ_L for a share of replenishment cycles without a stock-out. Negative below 50 %.
 *
 * @param cycleService       0–1, both excluded
 * @param leadTimeDeviation  deviation of demand over the protected interval, units
 * @returns units
 * @throws AppError `numerics.out-of-domain`
 * @see Chopra & Meindl, Supply Chain Management, ch. 12
 * @example safetyStockForCycleService(0.98, 128.12); // => 263.14
 */
export function safetyStockForCycleService(cycleService: number, leadTimeDeviation: number): number {
  requireProbability('cycleService', cycleService);
  requireNonNegative('leadTimeDeviation', leadTimeDeviation);
  return quantile(cycleService, 0, 1) * leadTimeDeviation;
}
