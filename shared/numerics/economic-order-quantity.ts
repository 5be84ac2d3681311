import { requireNonNegative, requirePositive } from './require-domain.ts';

/**
 * Economic order quantity √(2DS/h): the order size with the least cost of ordering and holding.
 *
 * @param demandRate   units per time, D, 0 or more
 * @param orderCost    money for each order, S, 0 or more
 * @param holdingCost  money per unit and time, h, above 0; same time unit as `demandRate`
 * @returns units
 * @throws AppError `numerics.out-of-domain`
 * @see Harris (1913); Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed., §3.2
 * @example economicOrderQuantity(12_000, 50, 3.75); // => 565.69
 */
export function economicOrderQuantity(demandRate: number, orderCost: number, holdingCost: number): number {
  requireNonNegative('demandRate', demandRate);
  requireNonNegative('orderCost', orderCost);
  requirePositive('holdingCost', holdingCost);
  return Math.sqrt((2 * demandRate * orderCost) / holdingCost);
}
