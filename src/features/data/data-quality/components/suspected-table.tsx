import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { rowActionColumn } from '../../../../client/components/row-action.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { SaveStockOutInput } from '../../stock-outs/schema.ts';
import type { SuspectedStockOut } from '../use-data-quality.ts';

interface SuspectedTableProps {
  readonly rows: readonly SuspectedStockOut[];
  readonly editable: boolean;
  readonly onSave: (stockOut: SaveStockOutInput) => Promise<unknown>;
}

const idOf = (row: SuspectedStockOut) => `${row.skuId}/${row.warehouseId}/${row.firstDay}`;

/** Guesses, each to be entered as a stock-out by someone who knows. */
export function SuspectedTable({ rows, editable, onSave }: SuspectedTableProps) {
  const format = useFormat();
  const columns: Column<SuspectedStockOut>[] = [
    { id: 'sku', header: 'SKU', value: row => row.skuName, text: row => `${row.skuName} ${row.skuCode}` },
    { id: 'warehouse', header: 'Warehouse', value: row => row.warehouseName, width: 190 },
    { id: 'from', header: 'From', value: row => row.firstDay, width: 116, cell: row => format.day(row.firstDay) },
    { id: 'to', header: 'To', value: row => row.lastDay, width: 116, cell: row => format.day(row.lastDay) },
    { id: 'weeks', header: 'Weeks', value: row => row.weeks, numeric: true, width: 80 },
    {
      id: 'usual',
      header: 'Usual a week',
      value: row => row.usual,
      numeric: true,
      width: 136,
      cell: row => format.quantity(row.usual, `${row.unitOfMeasure}s`),
    },
    ...(editable
      ? [
          rowActionColumn<SuspectedStockOut>({
            label: 'Enter',
            describe: row => `Enter the stock-out of ${row.skuName} from ${format.day(row.firstDay)}`,
            run: ({ skuId, warehouseId, firstDay, lastDay }) =>
              onSave({ stockOutId: crypto.randomUUID(), skuId, warehouseId, firstDay, lastDay }),
            done: row => `Stock-out of ${row.skuName} entered`,
            failedTitle: 'The stock-out was not entered',
          }),
        ]
      : []),
  ];
  return (
    <DataTable
      name="suspected"
      label="Weeks that look like a stock-out"
      rows={rows}
      rowId={idOf}
      columns={columns}
      empty={
        <EmptyState
          title="Nothing looks like a stock-out"
          description="No SKU whose demand never rests has a week with next to no sales that is not entered already."
        />
      }
    />
  );
}
