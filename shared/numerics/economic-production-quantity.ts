import { AppError } from '../errors.ts';
import { economicOrderQuantity } from './economic-order-quantity.ts';
import { requirePositive } from './require-domain.ts';

/**
 * Economic production quantity √(2DS/(h(1 − d/p))): the lot that arrives at a rate instead of at once.
 *
 * @param demandRate      units per time, above 0 and below `productionRate`
 * @param orderCost       money for each lot
 * @param holdingCost     money per unit and time
 * @param productionRate  units per time
 * @returns units
 * @throws AppError `numerics.out-of-domain`
 * @see Taft (1918); Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed., §3.4
 * @example economicProductionQuantity(12_000, 50, 3.75, 60_000); // => 632.46
 */
export function economicProductionQuantity(
  demandRate: number,
  orderCost: number,
  holdingCost: number,
  productionRate: number,
): number {
  requirePositive('productionRate', productionRate);
  if (productionRate <= demandRate) {
    throw new AppError('numerics.out-of-domain', {
      name: 'productionRate',
      requirement: `above the demand rate ${demandRate}`,
      actual: productionRate,
    });
  }
  return economicOrderQuantity(demandRate, orderCost, holdingCost) / Math.sqrt(1 - demandRate / productionRate);
}
