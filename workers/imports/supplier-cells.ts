import type { SupplierLookup } from '../../shared/contracts/import-file.ts';
import type { RowCells } from './read-cells.ts';

/** A supplier is entered on its page first: a file of prices does not say how fast it delivers or how it is paid. */
export function readSupplier(cells: RowCells, suppliers: ReadonlyMap<string, SupplierLookup>): SupplierLookup | null {
  return cells.named('supplier', suppliers, {
    reason: 'not a known supplier: correct it, or add the supplier under Suppliers first',
    codeOf: supplier => supplier.code,
  });
}

/** Who says so: the row, or the source of all rows. */
export function readSource(cells: RowCells, fixedSource: string | null, longest: number): string | null {
  const source = cells.text('source') || fixedSource;
  if (!source) return cells.refuse('source', 'missing; say who states it, or write “Assumption”');
  if (source.length > longest) return cells.refuse('source', `longer than ${longest} characters`);
  return source;
}
