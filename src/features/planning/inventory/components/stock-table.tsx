import { Decimal } from 'decimal.js';
import type { ReactNode } from 'react';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { numberProblem } from '../../../../client/components/editable-cell.tsx';
import { editableColumn } from '../../../../client/components/editable-column.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import type { StockRow } from '../use-stock.ts';
import { coverLabels, coverState, coverStates } from './cover-state.ts';

interface StockTableProps {
  readonly rows: readonly StockRow[];
  readonly openId: string;
  readonly onOpen: (row: StockRow) => void;
  readonly onCount: (row: StockRow, change: { onHand?: number; backOrdered?: number }) => Promise<unknown>;
  readonly empty: ReactNode;
}

const quantity = numberProblem({ min: 0, max: 99_999_999_999, decimals: 3 });

/** Every SKU in every warehouse; counts are edited where they stand. */
export function StockTable({ rows, openId, onOpen, onCount, empty }: StockTableProps) {
  const format = useFormat();
  const mayCount = useHasRole('OPERATOR');

  const counted = (field: 'onHand' | 'backOrdered', header: string, width: number) =>
    editableColumn<StockRow>(
      {
        id: field,
        header,
        value: row => row.stock?.[field] ?? null,
        width,
        cell: row => (row.stock ? format.quantity(row.stock[field], undefined, 3) : mayCount ? 'Count' : '—'),
      },
      {
        label: row => `${header} of ${row.skuName} in ${row.warehouseName}, ${row.unit}`,
        editable: mayCount,
        problem: quantity,
        onSave: (row, text) => onCount(row, { [field]: Number(text) }),
      },
    );
  const figure = (
    id: string,
    header: string,
    value: (row: StockRow) => number | null,
    width = 112,
  ): Column<StockRow> => ({
    id,
    header,
    value,
    numeric: true,
    width,
    cell: row => format.quantity(value(row)),
  });

  const columns: Column<StockRow>[] = [
    {
      id: 'sku',
      header: 'SKU',
      value: row => row.skuName,
      text: row => `${row.skuName} ${row.skuCode}`,
      width: 130,
    },
    { id: 'warehouse', header: 'Warehouse', value: row => row.warehouseName, width: 200 },
    {
      id: 'state',
      header: 'State',
      value: row => coverStates.indexOf(coverState(row)),
      text: row => coverLabels[coverState(row)].label,
      width: 124,
      cell: row => {
        const { label, tone } = coverLabels[coverState(row)];
        return <StatusBadge tone={tone}>{label}</StatusBadge>;
      },
    },
    {
      id: 'class',
      header: 'Class',
      value: row => row.className,
      width: 68,
      cell: row => row.className ?? '—',
    },
    {
      id: 'cover',
      header: 'Cover',
      value: row => (row.outlook ? (row.outlook.daysOfCover ?? 1e9) : null),
      numeric: true,
      width: 100,
      cell: row =>
        row.outlook
          ? row.outlook.daysOfCover === null
            ? '> forecast'
            : format.quantity(Math.floor(row.outlook.daysOfCover), 'days')
          : '—',
    },
    counted('onHand', 'On hand', 92),
    counted('backOrdered', 'Back-ordered', 116),
    figure('onOrder', 'On order', row => row.onOrder, 84),
    figure('position', 'Position', row => row.outlook?.position ?? null, 84),
    figure('reorderPoint', 'Reorder point', row => row.outlook?.reorderPoint ?? null, 108),
    {
      ...figure('safetyStock', 'Safety stock', row => row.outlook?.safetyStock ?? null),
      hidden: true,
    },
    {
      id: 'value',
      header: 'Value at cost',
      value: row => row.value,
      numeric: true,
      width: 108,
      cell: row => format.money(row.value, 'GBP', 0),
      total: shown => format.money(sumOf(shown), 'GBP', 0),
    },
    {
      id: 'asOf',
      header: 'Counted',
      value: row => row.stock?.asOf ?? null,
      width: 108,
      hidden: true,
      cell: row => format.day(row.stock?.asOf),
    },
    { id: 'source', header: 'Source', value: row => row.stock?.source ?? null, width: 210, hidden: true },
  ];
  return (
    <DataTable
      name="stock"
      label="Stock by SKU and warehouse"
      rows={rows}
      rowId={row => row.id}
      columns={columns}
      initialSort={{ columnId: 'state', descending: false }}
      openId={openId}
      onOpen={onOpen}
      empty={empty}
    />
  );
}

/** Pounds; null where no row has a value. */
export function sumOf(rows: readonly StockRow[]): string | null {
  const values = rows.flatMap(row => row.value ?? []);
  return values.length === 0 ? null : Decimal.sum(...values).toFixed(2);
}
