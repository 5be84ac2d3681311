import { Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat, useSession } from '../../../../client/session.ts';
import type { Inbox } from '../use-orders.ts';

type InboxRow = Inbox['orders'][number];

/** What the reader may approve now, the nearest deadline first. */
export function InboxCard({ inbox }: { readonly inbox: UseQueryResult<Inbox, unknown> }) {
  const format = useFormat();
  const navigate = useNavigate();
  const { planningDate } = useSession().workspace;
  const columns: Column<InboxRow>[] = [
    { id: 'number', header: 'Order', value: row => row.number, cell: row => <b>{row.number}</b>, width: 110 },
    { id: 'supplier', header: 'Supplier', value: row => row.supplierName, width: 180 },
    { id: 'requester', header: 'Requested by', value: row => row.requesterName, width: 140 },
    {
      id: 'amount',
      header: 'Value (GBP)',
      value: row => row.totalGbp,
      cell: row => format.money(row.totalGbp, 'GBP'),
      numeric: true,
      width: 130,
    },
    {
      id: 'held',
      header: 'Seven-day sum (GBP)',
      value: row => row.heldGbp,
      cell: row => format.money(row.heldGbp, 'GBP'),
      numeric: true,
      width: 160,
    },
    {
      id: 'orderBy',
      header: 'Order by',
      value: row => row.orderBy,
      cell: row =>
        row.orderBy !== null && row.orderBy < planningDate ? (
          <StatusBadge tone="warning">{`${format.day(row.orderBy)}, overdue`}</StatusBadge>
        ) : (
          format.day(row.orderBy)
        ),
      width: 170,
    },
    {
      id: 'decideBy',
      header: 'Decide by',
      value: row => row.decideBy,
      cell: row =>
        row.decideBy === null ? (
          <StatusBadge tone="bad">nobody else to ask</StatusBadge>
        ) : row.escalations > 0 ? (
          <StatusBadge tone="warning">{`${format.instant(row.decideBy)}, escalated`}</StatusBadge>
        ) : (
          format.instant(row.decideBy)
        ),
      width: 230,
    },
  ];
  return (
    <SectionCard
      title="Waiting for you"
      description={`Submitted orders within your limit; order by the day shown to have them in time. Undecided at “decide by”, an order goes to the next authority up.${
        inbox.data && inbox.data.orders.length > 0 && inbox.data.waitingForOthers > 0
          ? ` ${inbox.data.waitingForOthers} more wait for others.`
          : ''
      }`}
      asOf={inbox.data?.asOf}
      flush
    >
      <QueryBoundary
        query={inbox}
        what="your approvals"
        loading={<TableSkeleton rows={2} />}
        isEmpty={data => data.orders.length === 0}
        empty={
          inbox.data && inbox.data.waitingForOthers > 0 ? (
            <EmptyState
              icon={IconCircleCheck}
              title="Nothing waits for you"
              description={`${inbox.data.waitingForOthers} submitted ${
                inbox.data.waitingForOthers === 1 ? 'order waits' : 'orders wait'
              } for someone else: another limit, or your own request.`}
              fix={{ label: 'Show submitted orders', to: '/purchasing?status=SUBMITTED' }}
            />
          ) : (
            <Text c="dimmed" p="md">
              Nothing waits for a decision.
            </Text>
          )
        }
      >
        {data => (
          <DataTable
            name="inbox"
            label="Orders that wait for your decision"
            rows={data.orders}
            rowId={row => row.id}
            columns={columns}
            toolbar={false}
            maxHeight={320}
            onOpen={row => navigate(`/purchasing/${row.id}`)}
          />
        )}
      </QueryBoundary>
    </SectionCard>
  );
}
