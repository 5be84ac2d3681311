import { Decimal } from 'decimal.js';
import { AppError } from '../errors.ts';

export interface QuantityTerms {
  /** The least that the supplier delivers of a SKU; 0 is none. Decimal string, units. */
  readonly minimumOrderQuantity: string;
  /** Orders are whole multiples of it; greater than 0. Decimal string, units. */
  readonly orderMultiple: string;
}

/**
 * The orderable quantities next to one that the supplier's terms do not allow, smallest first.
 *
 * @param quantity decimal string, units
 * @returns empty when the quantity itself is orderable
 * @example nearestOrderable('630', { minimumOrderQuantity: '600', orderMultiple: '60' }); // => ['600', '660']
 */
export function nearestOrderable(quantity: string, terms: QuantityTerms): string[] {
  const wanted = new Decimal(quantity);
  const multiple = new Decimal(terms.orderMultiple);
  const least = Decimal.max(new Decimal(terms.minimumOrderQuantity).div(multiple).ceil(), 1).times(multiple);
  if (wanted.gte(least) && wanted.mod(multiple).isZero()) return [];
  if (wanted.lt(least)) return [least.toFixed()];
  const lower = wanted.div(multiple).floor().times(multiple);
  return [lower.toFixed(), lower.plus(multiple).toFixed()];
}

/**
 * Refuses the first line that the supplier would not deliver.
 * @param termsOfSku what the supplier asks for each SKU that it sells
 * @throws AppError `purchasing.not-supplied`, `purchasing.quantity-not-orderable` with quantities that would do
 */
export function requireOrderable(
  supplier: string,
  lines: readonly { readonly skuId: string; readonly name: string; readonly quantity: string }[],
  termsOfSku: ReadonlyMap<string, QuantityTerms>,
): void {
  for (const line of lines) {
    const terms = termsOfSku.get(line.skuId);
    if (!terms) throw new AppError('purchasing.not-supplied', { supplier, line: line.name });
    const nearest = nearestOrderable(line.quantity, terms);
    if (nearest.length === 0) continue;
    throw new AppError('purchasing.quantity-not-orderable', {
      line: line.name,
      quantity: new Decimal(line.quantity).toFixed(),
      supplier,
      minimum: terms.minimumOrderQuantity,
      multiple: terms.orderMultiple,
      suggestion: nearest.join(' or '),
    });
  }
}
