import { Decimal } from 'decimal.js';

/**
 * Amount of a line: quantity × price, computed in decimals and rounded once, half up, to whole minor units.
 *
 * @param quantity   units
 * @param priceMinor price of one unit in minor units, may have a fraction
 * @returns whole minor units
 * @example lineAmountMinor(3, 123.45); // => 370
 */
export function lineAmountMinor(quantity: number, priceMinor: number): number {
  return new Decimal(quantity).times(priceMinor).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
}
