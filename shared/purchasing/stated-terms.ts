import type { SupplierTermField } from '../contracts/import-kinds.ts';
import type { TermPriceBreak } from './price-breaks.ts';

/** One row of a file of terms as understood: codes and decimal texts by field, and the ids that they stand for. */
export type TermRecord = Readonly<Record<SupplierTermField | 'supplierId' | 'skuId', string | null>>;

/** What a file states of one supplier × SKU; null is not stated. */
export interface StatedTerm {
  readonly supplierId: string;
  readonly supplier: string;
  readonly skuId: string;
  readonly sku: string;
  readonly unitCost: string;
  readonly priceBreaks: readonly TermPriceBreak[] | null;
  readonly minimumOrderQuantity: string | null;
  readonly orderMultiple: string | null;
  readonly leadTimeDays: number | null;
  readonly shelfLifeDays: number | null;
  readonly source: string;
}

/** Rows that state one term, by the quantity from which their price holds. */
export function inOrderOfQuantity<Row extends { readonly record: TermRecord }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => Number(a.record.fromQuantity ?? 0) - Number(b.record.fromQuantity ?? 0));
}

/** By supplier and SKU, in the order of the file. */
export function byTerm<Row extends { readonly record: TermRecord }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ record }) => `${record.supplierId} ${record.skuId}`);
}

/**
 * The term that rows of one supplier and SKU state: the lowest "from quantity" has the unit cost, the others are price
 * breaks. Minimum, multiple and days may stand in any of the rows.
 *
 * @param rows        at least one, without contradictions
 * @param withBreaks  whether the file has quantities from which prices hold, and so states the whole price list
 */
export function statedTerm(rows: readonly { readonly record: TermRecord }[], withBreaks: boolean): StatedTerm {
  const [base, ...breaks] = inOrderOfQuantity(rows).map(row => row.record) as [TermRecord, ...TermRecord[]];
  const first = (field: SupplierTermField) => [base, ...breaks].find(record => record[field] !== null)?.[field] ?? null;
  const days = (field: 'leadTimeDays' | 'shelfLifeDays') => {
    const text = first(field);
    return text === null ? null : Number(text);
  };
  const validFrom = first('validFrom');
  return {
    supplierId: base.supplierId ?? '',
    supplier: base.supplier ?? '',
    skuId: base.skuId ?? '',
    sku: base.sku ?? '',
    unitCost: base.unitCost ?? '0',
    priceBreaks: withBreaks
      ? breaks.map(({ fromQuantity, unitCost }) => ({
          minimumQuantity: Number(fromQuantity),
          unitCost: unitCost ?? '0',
        }))
      : null,
    minimumOrderQuantity: first('minimumOrderQuantity'),
    orderMultiple: first('orderMultiple'),
    leadTimeDays: days('leadTimeDays'),
    shelfLifeDays: days('shelfLifeDays'),
    source: `${first('source') ?? ''}${validFrom === null ? '' : `, valid from ${validFrom}`}`,
  };
}
