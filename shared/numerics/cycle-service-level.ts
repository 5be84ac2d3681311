import { requireNonNegative } from './require-domain.ts';
import { skewedSurvival } from './skewed-distribution.ts';

/**
 * Share of replenishment cycles without a stock-out, Φ(SS/σ_L).
 *
 * @param safetyStock        units
 * @param leadTimeDeviation  deviation of demand over the protected interval, units; 0 means certainty
 * @param skewness           of that demand; 0 is the normal distribution
 * @returns 0–1
 * @throws AppError `numerics.out-of-domain`
 * @example cycleServiceLevel(1000, 707.1); // => 0.921
 */
export function cycleServiceLevel(safetyStock: number, leadTimeDeviation: number, skewness = 0): number {
  requireNonNegative('leadTimeDeviation', leadTimeDeviation);
  if (leadTimeDeviation === 0) return safetyStock >= 0 ? 1 : 0;
  return skewedSurvival(-safetyStock / leadTimeDeviation, -skewness);
}
