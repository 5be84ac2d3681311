import { requirePositive } from './require-domain.ts';

/**
 * Cost per time of ordering `orderQuantity` each time: KD/Q + hQ/2, goods excluded.
 *
 * @param orderQuantity units, above 0
 * @param demandRate    units per time
 * @param orderCost     money for each order
 * @param holdingCost   money per unit and time
 * @returns money per time
 * @throws AppError `numerics.out-of-domain`
 * @see Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed., eq. (3.3)
 */
export function economicOrderCost(
  orderQuantity: number,
  demandRate: number,
  orderCost: number,
  holdingCost: number,
): number {
  requirePositive('orderQuantity', orderQuantity);
  return (orderCost * demandRate) / orderQuantity + (holdingCost * orderQuantity) / 2;
}
