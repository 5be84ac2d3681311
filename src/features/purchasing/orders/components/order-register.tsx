import { useNavigate } from 'react-router';
import type { Column } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { Register } from '../../../../client/components/register.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { OrderListRow, useOrders } from '../use-orders.ts';
import { OrderStatusBadge, statusNames } from './order-status.tsx';

/** All orders, newest first, one state or all of them. */
export function OrderRegister({ status, setStatus, orders }: ReturnType<typeof useOrders>) {
  const format = useFormat();
  const navigate = useNavigate();
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
    <Register
      title="Orders"
      name="purchase-orders"
      label="Purchase orders"
      noun="order"
      query={orders}
      status={status}
      setStatus={setStatus}
      statusNames={statusNames}
      columns={columns}
      onOpen={row => navigate(`/purchasing/${row.id}`)}
      empty={
        <EmptyState
          title="There are no purchase orders yet"
          description="Orders are drafted from the lines of an order plan, one for each supplier."
          fix={{ label: 'Plan orders', to: '/inventory' }}
        />
      }
    />
  );
}
