import type { PriceBreak } from '../contracts/inventory.ts';

/**
 * Price that applies to every unit of an order under all-units discounts.
 *
 * @param quantity      units ordered
 * @param unitCostMinor price without a discount
 * @param priceBreaks   ascending by quantity
 * @returns minor units for each unit
 * @example unitPriceMinor(500, 100, [{ minimumQuantity: 400, unitCostMinor: 95 }]); // => 95
 */
export function unitPriceMinor(quantity: number, unitCostMinor: number, priceBreaks: readonly PriceBreak[]): number {
  let price = unitCostMinor;
  for (const priceBreak of priceBreaks) if (quantity >= priceBreak.minimumQuantity) price = priceBreak.unitCostMinor;
  return price;
}
