import type { RowProblem, StoredTermLookup } from '../../../shared/contracts/import-file.ts';
import type { SupplierTermField } from '../../../shared/contracts/import-kinds.ts';
import { priceBreakProblems } from '../../../shared/purchasing/price-breaks.ts';
import { byTerm, inOrderOfQuantity, statedTerm } from '../../../shared/purchasing/stated-terms.ts';
import { namedLines } from '../named-lines.ts';
import type { RowRules } from '../read-cells.ts';
import type { TermRow } from './check-term-row.ts';

const mostPriceBreaks = 20;

/**
 * By line, what is wrong with rows that state one term, or days of one supplier or SKU, together. A term is imported
 * whole or not at all: half a price list would be planned with as if it were all of it.
 */
export function findContradictions(
  rows: readonly TermRow[],
  { mapping, lookups }: Pick<RowRules, 'mapping' | 'lookups'>,
): Map<number, RowProblem> {
  const problems = new Map<number, RowProblem>();
  const refuse = (some: readonly TermRow[], reason: string) => {
    for (const { rowNumber, problems: own } of some) {
      if (own.length === 0 && !problems.has(rowNumber)) problems.set(rowNumber, wholeRow(reason));
    }
  };
  const right = rows.filter(row => row.problems.length === 0);
  refuseDisagreement(right, 'supplier', 'leadTimeDays', 'lead times', refuse);
  refuseDisagreement(right, 'sku', 'shelfLifeDays', 'shelf lives', refuse);

  const named = rows.filter(({ record }) => record.supplierId !== null && record.skuId !== null);
  const withBreaks = (mapping.columns.fromQuantity ?? null) !== null;
  for (const [key, own] of byTerm(named)) {
    const wrong = own.filter(row => row.problems.length > 0 || problems.has(row.rowNumber));
    const reason =
      wrong.length > 0
        ? `${namedLines(wrong)} of the same supplier and SKU cannot be imported: put that right first`
        : reasonAgainst(own, withBreaks, lookups.terms.get(key));
    if (reason !== null) refuse(own, reason);
  }
  return problems;
}

/** Rows of one supplier or SKU that state different days for it. */
function refuseDisagreement(
  rows: readonly TermRow[],
  whose: 'supplier' | 'sku',
  field: SupplierTermField,
  plural: string,
  refuse: (rows: readonly TermRow[], reason: string) => void,
): void {
  const stating = rows.filter(({ record }) => record[field] !== null);
  for (const [code, own] of Map.groupBy(stating, ({ record }) => record[whose])) {
    const values = [...new Set(own.map(({ record }) => record[field]))];
    if (values.length > 1) {
      refuse(own, `${namedLines(own)} state ${plural} of ${values.join(' and ')} days for ${code}: it has one`);
    }
  }
}

function reasonAgainst(
  rows: readonly TermRow[],
  withBreaks: boolean,
  stored: StoredTermLookup | undefined,
): string | null {
  const same = [...Map.groupBy(rows, ({ record }) => Number(record.fromQuantity ?? 0)).values()].find(
    each => each.length > 1,
  );
  if (same) {
    const both = withBreaks ? 'supplier, SKU and from quantity' : 'supplier and SKU';
    return `${namedLines(same)} have the same ${both}: remove all but one`;
  }
  for (const [field, what] of [
    ['minimumOrderQuantity', 'minimum orders'],
    ['orderMultiple', 'multiples'],
  ] as const) {
    const values = [
      ...new Set(
        rows
          .map(({ record }) => record[field])
          .filter(value => value !== null)
          .map(Number),
      ),
    ];
    if (values.length > 1) return `${namedLines(rows)} state ${what} of ${values.join(' and ')}: a term has one`;
  }
  const term = statedTerm(rows, withBreaks);
  const begins = Number(inOrderOfQuantity(rows)[0]?.record.fromQuantity ?? 0);
  const least = Number(term.minimumOrderQuantity ?? stored?.minimumOrderQuantity ?? 0);
  if (begins > Math.max(1, least, Number(term.orderMultiple ?? 0))) {
    return `no price below ${begins}, but ${least === 0 ? 'any quantity' : `${least}`} can be ordered: add the row with which the price list begins, or state ${begins} as minimum order`;
  }
  const priceBreaks = term.priceBreaks ?? stored?.priceBreaks ?? [];
  if (priceBreaks.length > mostPriceBreaks) {
    return `${priceBreaks.length} price breaks, where ${mostPriceBreaks} can be kept`;
  }
  const [wrong] = priceBreakProblems({ unitCost: term.unitCost, priceBreaks });
  if (!wrong) return null;
  const { minimumQuantity, unitCost } = priceBreaks[wrong.index]!;
  const price = `the price from ${minimumQuantity} on, ${Number(unitCost)}, is not below the one before it`;
  return withBreaks
    ? `${price}: a larger quantity must cost less a unit; leave the row out if it does not`
    : `${price}, as stored: state the price breaks in a column “From quantity”, or change them under Suppliers first`;
}

function wholeRow(reason: string): RowProblem {
  return { column: null, columnIndex: null, value: '', reason, suggestion: null, unknown: null };
}
