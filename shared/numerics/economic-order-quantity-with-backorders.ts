import { economicOrderQuantity } from './economic-order-quantity.ts';
import { requirePositive } from './require-domain.ts';

/**
 * Order quantity when customers wait at a price: Q = √(2KD(h + p)/(hp)), back-orders up to the share h/(h + p) of it.
 *
 * @param demandRate    units per time
 * @param orderCost     money for each order
 * @param holdingCost   money per unit and time
 * @param backorderCost money per unit and time of waiting
 * @returns quantities in units, cost in money per time without goods
 * @throws AppError `numerics.out-of-domain`
 * @see Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed., §3.5
 */
export function economicOrderQuantityWithBackorders(
  demandRate: number,
  orderCost: number,
  holdingCost: number,
  backorderCost: number,
): { orderQuantity: number; stockoutFraction: number; maximumBackorder: number; costPerTime: number } {
  requirePositive('backorderCost', backorderCost);
  const stockoutFraction = holdingCost / (holdingCost + backorderCost);
  const effectiveHolding = holdingCost * (1 - stockoutFraction);
  const orderQuantity = economicOrderQuantity(demandRate, orderCost, effectiveHolding);
  return {
    orderQuantity,
    stockoutFraction,
    maximumBackorder: orderQuantity * stockoutFraction,
    costPerTime: effectiveHolding * orderQuantity,
  };
}
