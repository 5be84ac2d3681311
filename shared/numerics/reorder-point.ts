/**
 * Inventory position at which to order: expected demand over the protected interval plus safety stock.
 *
 * @param meanDemand   units per time
 * @param interval     lead time, plus the review period under periodic review; same time unit
 * @param safetyStock  units
 * @returns units
 * @example reorderPoint(40, 14, 263.14); // => 823.14
 */
export function reorderPoint(meanDemand: number, interval: number, safetyStock: number): number {
  return meanDemand * interval + safetyStock;
}
