import { inverseStandardLoss } from './inverse-standard-loss.ts';
import { requireNonNegative, requirePositive, requireProbability } from './require-domain.ts';

/**
 * Safety stock for a share of demand served from the shelf: z·σ_L with σ_L·G(z) = (1 − β)·Q.
 * Negative when the order quantity alone gives more than the target.
 *
 * @param fillRate           β, 0–1, both excluded
 * @param orderQuantity      units in each replenishment, Q
 * @param leadTimeDeviation  deviation of demand over the protected interval, units
 * @param skewness           of that demand; 0 is the normal distribution
 * @returns units; 0 without uncertainty
 * @throws AppError `numerics.out-of-domain`
 * @see Chopra & Meindl, Supply Chain Management, ch. 12; Silver, Pyke & Peterson (1998), §7.7
 * @example safetyStockForFillRate(0.98, 600, 128.12); // => 120.16
 */
export function safetyStockForFillRate(
  fillRate: number,
  orderQuantity: number,
  leadTimeDeviation: number,
  skewness = 0,
): number {
  requireProbability('fillRate', fillRate);
  requirePositive('orderQuantity', orderQuantity);
  requireNonNegative('leadTimeDeviation', leadTimeDeviation);
  if (leadTimeDeviation === 0) return 0;
  return inverseStandardLoss(((1 - fillRate) * orderQuantity) / leadTimeDeviation, skewness) * leadTimeDeviation;
}
