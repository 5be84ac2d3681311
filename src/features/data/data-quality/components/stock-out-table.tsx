import type { ReactNode } from 'react';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { rowActionColumn } from '../../../../client/components/row-action.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { StockOut } from '../use-data-quality.ts';

interface StockOutTableProps {
  readonly stockOuts: readonly StockOut[];
  readonly editable: boolean;
  readonly empty: ReactNode;
  readonly actions: ReactNode;
  readonly onRemove: (stockOut: StockOut) => Promise<unknown>;
}

/** When each SKU was not to be had, newest first. */
export function StockOutTable({ stockOuts, editable, empty, actions, onRemove }: StockOutTableProps) {
  const format = useFormat();
  const columns: Column<StockOut>[] = [
    {
      id: 'sku',
      header: 'SKU',
      value: row => row.sku.name,
      text: row => `${row.sku.name} ${row.sku.code} ${row.warehouse.name} ${row.warehouse.code}`,
    },
    { id: 'warehouse', header: 'Warehouse', value: row => row.warehouse.name, width: 180 },
    {
      id: 'from',
      header: 'First day',
      value: row => row.firstDay,
      width: 120,
      cell: row => format.day(row.firstDay),
    },
    {
      id: 'to',
      header: 'Last day',
      value: row => row.lastDay ?? '',
      width: 132,
      cell: row => (row.lastDay ? format.day(row.lastDay) : <StatusBadge tone="warning">Still out</StatusBadge>),
    },
    { id: 'source', header: 'Source', value: row => row.source, width: 240 },
    ...(editable
      ? [
          rowActionColumn<StockOut>({
            label: 'Take back',
            describe: row => `Take back the stock-out of ${row.sku.name} from ${format.day(row.firstDay)}`,
            run: onRemove,
            done: () => 'Stock-out taken back: those sales count as demand again',
            failedTitle: 'The stock-out was not taken back',
          }),
        ]
      : []),
  ];
  return (
    <DataTable
      name="stock-outs"
      label="Stock-outs"
      rows={stockOuts}
      rowId={row => row.id}
      columns={columns}
      empty={empty}
      actions={actions}
    />
  );
}
