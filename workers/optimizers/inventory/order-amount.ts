import { lineAmountMinor } from '../../../shared/numerics/line-amount.ts';
import { unitPriceMinor } from '../../../shared/numerics/unit-price.ts';
import type { PlanLineContext } from './line-policy.ts';

/** What an order of this line costs after price breaks, whole minor units. */
export function amountMinor(context: PlanLineContext, quantity: number): number {
  const { line } = context;
  return lineAmountMinor(quantity, unitPriceMinor(quantity, line.unitCostMinor, line.priceBreaks));
}
