import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat } from '../../../../client/session.ts';
import { useCarriedSearch } from '../../../../client/use-url-filters.ts';
import type { Exceptions } from '../use-exceptions.ts';
import { exceptionLabels, exceptionWords } from './exception-words.ts';

interface ExceptionListProps {
  readonly exceptions: Exceptions;
  /** SKU × warehouse by `skuId.warehouseId`. */
  readonly stock: ReadonlyMap<
    string,
    { readonly skuName: string; readonly warehouseName: string; readonly unit: string }
  >;
}

type Exception = Exceptions['rows'][number];

const orderPaths = { purchase: '/purchasing', transfer: '/transfers' };

/** What to expedite, order, defer or cancel: the rule, its numbers and the way to act, the most money at risk first. */
export function ExceptionList({ exceptions, stock }: ExceptionListProps) {
  const format = useFormat();
  const carried = useCarriedSearch();
  const placeOf = (row: Exception) => stock.get(`${row.skuId}.${row.warehouseId}`);
  const columns: Column<Exception>[] = [
    {
      id: 'sku',
      header: 'SKU',
      value: row => placeOf(row)?.skuName ?? '',
      width: 120,
    },
    {
      id: 'kind',
      header: 'Do',
      value: row => exceptionLabels[row.kind].label,
      width: 116,
      cell: row => <StatusBadge tone={exceptionLabels[row.kind].tone}>{exceptionLabels[row.kind].label}</StatusBadge>,
    },
    {
      id: 'risk',
      header: 'At risk',
      value: row => row.atRiskMinor,
      numeric: true,
      width: 96,
      cell: row => <b>{format.money(row.atRiskMinor / 100, 'GBP', 0)}</b>,
      total: rows => format.money(rows.reduce((sum, row) => sum + row.atRiskMinor, 0) / 100, 'GBP', 0),
    },
    { id: 'warehouse', header: 'Warehouse', value: row => placeOf(row)?.warehouseName ?? '', width: 150 },
    {
      id: 'why',
      header: 'Why',
      value: row => exceptionWords(row, placeOf(row)?.unit ?? 'units', format),
      sortable: false,
      width: 520,
      cell: row => (
        <Text size="xs" py={6} style={{ whiteSpace: 'normal' }}>
          {exceptionWords(row, placeOf(row)?.unit ?? 'units', format)}
        </Text>
      ),
    },
    {
      id: 'action',
      header: 'Act',
      value: row => row.order?.number ?? 'Plan orders',
      sortable: false,
      width: 110,
      cell: row =>
        row.order ? (
          <Anchor component={Link} to={`${orderPaths[row.order.kind]}/${row.order.orderId}${carried}`} inherit>
            {row.order.number}
          </Anchor>
        ) : (
          <Anchor component={Link} to={`/inventory${carried ? `${carried}&` : '?'}tab=plan`} inherit>
            Plan orders
          </Anchor>
        ),
    },
  ];
  return (
    <DataTable
      name="exceptions"
      label="Exceptions by money at risk"
      rows={exceptions.rows}
      rowId={row => `${row.kind} ${row.skuId} ${row.warehouseId} ${row.order?.orderId}`}
      columns={columns}
      initialSort={{ columnId: 'risk', descending: true }}
      maxHeight={380}
      empty={
        <EmptyState
          title="No exception"
          description={
            exceptions.notJudged > 0
              ? `Stock and open orders fit the forecast wherever both are known; ${exceptions.notJudged} SKU × warehouse lack an input and could not be judged.`
              : 'Stock and open orders fit the forecast everywhere.'
          }
        />
      }
    />
  );
}
