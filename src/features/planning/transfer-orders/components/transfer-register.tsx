import { useNavigate } from 'react-router';
import type { Column } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { Register } from '../../../../client/components/register.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat, useSession } from '../../../../client/session.ts';
import { useCarriedSearch } from '../../../../client/use-url-filters.ts';
import type { TransferListRow, useTransfers } from '../use-transfers.ts';
import { TransferStatusBadge, transferStatusNames } from './transfer-status.tsx';

/** All transfer orders, newest first, one state or all of them. */
export function TransferRegister({ status, setStatus, orders }: ReturnType<typeof useTransfers>) {
  const format = useFormat();
  const navigate = useNavigate();
  const carried = useCarriedSearch();
  const { planningDate } = useSession().workspace;
  const columns: Column<TransferListRow>[] = [
    { id: 'number', header: 'Transfer', value: row => row.number, cell: row => <b>{row.number}</b>, width: 110 },
    {
      id: 'status',
      header: 'State',
      value: row => transferStatusNames[row.status],
      cell: row => <TransferStatusBadge status={row.status} />,
      width: 120,
    },
    { id: 'from', header: 'From', value: row => row.fromWarehouse, width: 200 },
    { id: 'to', header: 'To', value: row => row.toWarehouse, width: 200 },
    { id: 'lines', header: 'Lines', value: row => row.lineCount, numeric: true, width: 70, hidden: true },
    {
      id: 'units',
      header: 'Units',
      value: row => row.units,
      cell: row => format.quantity(row.units, undefined, 3),
      numeric: true,
      width: 80,
    },
    {
      id: 'inTransit',
      header: 'In transit',
      value: row => row.inTransit,
      cell: row => format.quantity(row.inTransit, undefined, 3),
      numeric: true,
      width: 84,
    },
    {
      id: 'short',
      header: 'Short',
      value: row => row.short,
      cell: row => (row.short === '0' ? '—' : <b>{format.quantity(row.short, undefined, 3)}</b>),
      numeric: true,
      width: 72,
    },
    {
      id: 'leavesOn',
      header: 'Leaves',
      value: row => row.dispatchedOn ?? row.leavesOn,
      cell: row => format.day(row.dispatchedOn ?? row.leavesOn),
      width: 120,
    },
    {
      id: 'expectedOn',
      header: 'Expected',
      value: row => row.expectedOn,
      cell: row =>
        row.status === 'DISPATCHED' && row.expectedOn < planningDate ? (
          <StatusBadge tone="warning">{`${format.day(row.expectedOn)}, overdue`}</StatusBadge>
        ) : (
          format.day(row.expectedOn)
        ),
      width: 170,
    },
    {
      id: 'cost',
      header: 'Cost',
      value: row => row.costGbp,
      cell: row => format.money(row.costGbp, 'GBP'),
      numeric: true,
      width: 110,
      hidden: true,
    },
    { id: 'requester', header: 'Made by', value: row => row.requesterName, width: 145, hidden: true },
  ];
  return (
    <Register
      title="Transfer orders"
      name="transfer-orders"
      label="Transfer orders"
      noun="transfer"
      query={orders}
      status={status}
      setStatus={setStatus}
      statusNames={transferStatusNames}
      columns={columns}
      onOpen={row => navigate(`/transfers/${row.id}${carried}`)}
      empty={
        <EmptyState
          title="There are no transfer orders yet"
          description="An order plan proposes transfers along the lanes entered under Suppliers; they are taken up from its card “Transfers proposed”."
          fix={{ label: 'Plan orders', to: '/inventory?tab=plan' }}
        />
      }
    />
  );
}
