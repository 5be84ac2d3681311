import { economicOrderQuantity } from './economic-order-quantity.ts';
import { requirePositive } from './require-domain.ts';

/** What one unit costs from a quantity on; the first starts at 0. */
export interface DiscountRegion {
  readonly fromQuantity: number;
  readonly unitCost: number;
}

export interface DiscountedOrder {
  readonly orderQuantity: number;
  /** Index of the region that the quantity lies in. */
  readonly region: number;
  /** Money per time, goods included. */
  readonly costPerTime: number;
}

/**
 * Order quantity under price breaks. All-units: the price of the region holds for every unit. Incremental: only for the
 * units within it.
 *
 * @param kind            which units a break makes cheaper
 * @param regions         ascending by quantity, the first from 0
 * @param demandRate      units per time
 * @param orderCost       money for each order
 * @param holdingRate     share of the unit cost per time
 * @throws AppError `numerics.out-of-domain`
 * @see Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed., §3.3
 */
export function economicOrderQuantityWithDiscounts(
  kind: 'all-units' | 'incremental',
  regions: readonly DiscountRegion[],
  demandRate: number,
  orderCost: number,
  holdingRate: number,
): DiscountedOrder {
  requirePositive('holdingRate', holdingRate);
  let best: DiscountedOrder | null = null;
  let paidBefore = 0;
  regions.forEach(({ fromQuantity, unitCost }, region) => {
    const previous = regions[region - 1];
    if (previous) paidBefore += previous.unitCost * (fromQuantity - previous.fromQuantity);
    // Under incremental discounts what the units below the region cost extra acts like a part of the order cost.
    const extra = kind === 'incremental' ? paidBefore - unitCost * fromQuantity : 0;
    const upper = regions[region + 1]?.fromQuantity ?? Number.POSITIVE_INFINITY;
    const ideal = economicOrderQuantity(demandRate, orderCost + extra, holdingRate * unitCost);
    if (ideal >= upper) return;
    const orderQuantity = Math.max(ideal, fromQuantity);
    const costPerTime =
      unitCost * demandRate +
      ((orderCost + extra) * demandRate) / orderQuantity +
      (holdingRate * (unitCost * orderQuantity + extra)) / 2;
    if (best === null || costPerTime < best.costPerTime) best = { orderQuantity, region, costPerTime };
  });
  if (best === null) throw new Error('The last region has no upper end, so one region always holds');
  return best;
}
