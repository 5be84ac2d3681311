import type { RecordRow, SupplierLookup } from '../../../shared/contracts/import-file.ts';
import type { SupplierTermField } from '../../../shared/contracts/import-kinds.ts';
import type { TermRecord } from '../../../shared/purchasing/stated-terms.ts';
import { createCellReader, type FigureRules, type RowCells, type RowCounts, type RowRules } from '../read-cells.ts';
import type { TableRow } from '../read-table.ts';
import { readSource, readSupplier } from '../supplier-cells.ts';

export type TermRow = RecordRow<keyof TermRecord>;

/** With ", valid from 2016-05-01" it fits what is stored. */
const longestSource = 175;

const price: FigureRules = {
  decimals: 4,
  below: 1e10,
  notNegative: 'negative: a price is 0 or more',
  tooLarge: 'larger than any price can be',
};
/** What one row says that a supplier asks for a SKU. */
export function createTermRowCheck(rules: RowRules, counts: RowCounts): (row: TableRow) => TermRow {
  const { mapping, lookups, today } = rules;
  const readCells = createCellReader(rules, counts);
  return row => {
    const cells = readCells(row);
    const supplier = readSupplier(cells, lookups.suppliers);
    const sku = cells.sku();
    const record = {
      supplierId: supplier?.id ?? null,
      supplier: supplier?.code ?? null,
      skuId: sku?.id ?? null,
      sku: sku?.code ?? null,
      unitCost: readPrice(cells, supplier),
      currency: supplier?.currency ?? null,
      fromQuantity: units(cells, 'fromQuantity'),
      minimumOrderQuantity: units(cells, 'minimumOrderQuantity'),
      orderMultiple: readMultiple(cells),
      leadTimeDays: days(cells, 'leadTimeDays', 0, 730),
      shelfLifeDays: days(cells, 'shelfLifeDays', 1, 3_650),
      validFrom: readValidFrom(cells, today),
      source: readSource(cells, mapping.fixedSource, longestSource),
    };
    return { rowNumber: row.line, cells: row.cells, problems: cells.problems, record };
  };
}

/** Prices are kept in the currency in which the supplier is paid. */
function readPrice(cells: RowCells, supplier: SupplierLookup | null): string | null {
  if (cells.text('unitCost') === '') return cells.refuse('unitCost', 'missing; write 0 for what is free');
  const figure = cells.figure('unitCost', price);
  if (!figure || !supplier) return null;
  const stated = cells.text('currency').toUpperCase();
  const otherThan = (field: SupplierTermField, currency: string) =>
    cells.refuse(
      field,
      `${currency}, but ${supplier.name} is paid in ${supplier.currency}: state the price in ${supplier.currency}`,
    );
  if (stated !== '' && stated !== supplier.currency) return otherThan('currency', stated);
  if (figure.currency !== null && figure.currency !== supplier.currency) return otherThan('unitCost', figure.currency);
  return figure.value;
}

function units(cells: RowCells, field: SupplierTermField): string | null {
  return cells.text(field) === '' ? null : cells.quantity(field, 'negative: write 0 or more');
}

function readMultiple(cells: RowCells): string | null {
  const multiple = units(cells, 'orderMultiple');
  if (multiple === null || Number(multiple) > 0) return multiple;
  return cells.refuse('orderMultiple', '0: write 1 where any quantity can be ordered', '1');
}

function days(cells: RowCells, field: SupplierTermField, least: number, most: number): string | null {
  const text = units(cells, field);
  if (text === null) return null;
  const count = Number(text);
  if (!Number.isInteger(count)) return cells.refuse(field, 'not a whole number of days', String(Math.ceil(count)));
  if (count < least || count > most) return cells.refuse(field, `not between ${least} and ${most} days`);
  return String(count);
}

/** Terms hold from the moment they are imported: a later day would be planned with too early. */
function readValidFrom(cells: RowCells, today: string): string | null {
  if (cells.text('validFrom') === '') return null;
  const reading = cells.day('validFrom');
  if (!reading) return null;
  if (reading.precision === 'month' || reading.precision === 'week') {
    return cells.refuse('validFrom', `a ${reading.precision}, not a day`, reading.day);
  }
  if (reading.day <= today) return reading.day;
  return cells.refuse('validFrom', `after today (${today}): import this row once it holds`);
}
