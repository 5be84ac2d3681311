import { normalLoss } from './normal-loss.ts';
import { requireNonNegative, requirePositive } from './require-domain.ts';

/**
 * Share of demand served from the shelf, β ≈ 1 − σ_L·G(z)/Q. Not the cycle service level.
 *
 * @param safetyStock        units
 * @param orderQuantity      units in each replenishment, Q, above 0
 * @param leadTimeDeviation  deviation of demand over the protected interval, units
 * @returns 0–1
 * @throws AppError `numerics.out-of-domain`
 * @see Chopra & Meindl, Supply Chain Management, ch. 12
 * @example fillRate(1000, 10_000, 707.1); // => 0.9975
 */
export function fillRate(safetyStock: number, orderQuantity: number, leadTimeDeviation: number): number {
  requirePositive('orderQuantity', orderQuantity);
  requireNonNegative('leadTimeDeviation', leadTimeDeviation);
  return Math.min(1, Math.max(0, 1 - normalLoss(safetyStock, 0, leadTimeDeviation) / orderQuantity));
}
