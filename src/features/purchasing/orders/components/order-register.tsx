import { Button, Group, ScrollArea, SegmentedControl } from '@mantine/core';
import { useNavigate } from 'react-router';
import { type OrderStatus, orderStatuses } from '../../../../../shared/purchasing/order-states.ts';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { OrderListRow, useOrders } from '../use-orders.ts';
import { OrderStatusBadge, statusNames } from './order-status.tsx';

/** All orders, newest first, one state or all of them. */
export function OrderRegister({ status, setStatus, orders }: ReturnType<typeof useOrders>) {
  const format = useFormat();
  const navigate = useNavigate();
  const counts = orders.data?.pages.at(-1)?.counts ?? {};
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const columns: Column<OrderListRow>[] = [
    { id: 'number', header: 'Order', value: row => row.number, cell: row => <b>{row.number}</b> },
    {
      id: 'status',
      header: 'State',
      value: row => statusNames[row.status],
      cell: row => <OrderStatusBadge status={row.status} />,
      width: 180,
    },
    { id: 'supplier', header: 'Supplier', value: row => row.supplierName, width: 170 },
    { id: 'requester', header: 'Requested by', value: row => row.requesterName, width: 145 },
    { id: 'lines', header: 'Lines', value: row => row.lineCount, numeric: true, width: 70 },
    {
      id: 'total',
      header: 'Total',
      value: row => row.total,
      cell: row => format.money(row.total, row.currency),
      numeric: true,
      width: 130,
    },
    { id: 'currency', header: 'Currency', value: row => row.currency, width: 90, hidden: true },
    {
      id: 'totalGbp',
      header: 'Value (GBP)',
      value: row => row.totalGbp,
      cell: row => format.money(row.totalGbp, 'GBP'),
      numeric: true,
      width: 130,
    },
    {
      id: 'expectedOn',
      header: 'Expected',
      value: row => row.expectedOn,
      cell: row => format.day(row.expectedOn),
      width: 120,
    },
    {
      id: 'createdAt',
      header: 'Created',
      value: row => row.createdAt,
      cell: row => format.instant(row.createdAt),
      width: 170,
      hidden: true,
    },
  ];
  return (
    <SectionCard title="Orders" asOf={orders.data?.pages[0]?.asOf} flush>
      <ScrollArea type="auto" px="md" pb="xs">
        <SegmentedControl
          aria-label="State of the orders shown"
          value={status ?? ''}
          onChange={value => setStatus(value as OrderStatus | '')}
          data={[
            { value: '', label: `All ${total > 0 ? total : ''}`.trim() },
            ...orderStatuses
              .filter(one => (counts[one] ?? 0) > 0 || one === status)
              .map(one => ({ value: one, label: `${statusNames[one]} ${counts[one] ?? 0}` })),
          ]}
        />
      </ScrollArea>
      <QueryBoundary
        query={orders}
        what="the purchase orders"
        loading={<TableSkeleton rows={8} />}
        isEmpty={data => data.pages[0]?.orders.length === 0}
        empty={
          status && total > 0 ? (
            <EmptyState title={`No order is in the state “${statusNames[status]}”`} description="Choose another state.">
              <Button variant="default" onClick={() => setStatus('')}>
                Show all orders
              </Button>
            </EmptyState>
          ) : (
            <EmptyState
              title="There are no purchase orders yet"
              description="Orders are drafted from the lines of an order plan, one for each supplier."
              fix={{ label: 'Plan orders', to: '/inventory' }}
            />
          )
        }
      >
        {data => (
          <>
            <DataTable
              name="purchase-orders"
              label="Purchase orders"
              rows={data.pages.flatMap(page => page.orders)}
              rowId={row => row.id}
              columns={columns}
              onOpen={row => navigate(`/purchasing/${row.id}`)}
            />
            {orders.hasNextPage && (
              <Group justify="center" p="sm">
                <Button
                  variant="default"
                  loading={orders.isFetchingNextPage}
                  onClick={() => void orders.fetchNextPage()}
                >
                  Show older orders
                </Button>
              </Group>
            )}
          </>
        )}
      </QueryBoundary>
    </SectionCard>
  );
}
