import { requireNonNegative, requirePositive } from './require-domain.ts';

/** Below this share of a multiple a remainder is float noise, not a wish for one more pack. */
const remainderTolerance = 1e-9;

/**
 * Smallest order that covers a need: at least the minimum, in whole multiples; 0 stays 0.
 *
 * @param needed                units, 0 or more
 * @param minimumOrderQuantity  units, 0 for none
 * @param orderMultiple         units, above 0
 * @returns units
 * @throws AppError `numerics.out-of-domain`
 * @example roundOrderQuantity(130, 120, 24); // => 144
 */
export function roundOrderQuantity(needed: number, minimumOrderQuantity: number, orderMultiple: number): number {
  requireNonNegative('needed', needed);
  requireNonNegative('minimumOrderQuantity', minimumOrderQuantity);
  requirePositive('orderMultiple', orderMultiple);
  if (needed === 0) return 0;
  const packs = Math.ceil(Math.max(needed, minimumOrderQuantity) / orderMultiple - remainderTolerance);
  return exactProduct(packs, orderMultiple);
}

/**
 * Largest order within an allowance: at least the minimum, in whole multiples, else 0.
 *
 * @param allowed units; may be negative, which allows nothing
 */
export function floorOrderQuantity(allowed: number, minimumOrderQuantity: number, orderMultiple: number): number {
  requirePositive('orderMultiple', orderMultiple);
  const quantity = exactProduct(Math.max(0, Math.floor(allowed / orderMultiple + remainderTolerance)), orderMultiple);
  return quantity < minimumOrderQuantity ? 0 : quantity;
}

/** Quantities are kept to three decimals, so 3 × 0.1 must be 0.3. */
function exactProduct(packs: number, orderMultiple: number): number {
  return Math.round(packs * orderMultiple * 1e6) / 1e6;
}
