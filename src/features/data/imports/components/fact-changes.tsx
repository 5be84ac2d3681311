import { SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { MoreButton } from '../../../../client/components/more-button.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import type { Format } from '../../../../client/format.ts';
import { useFormat } from '../../../../client/session.ts';
import { trpc } from '../../../../client/trpc.ts';
import type { FactChange, ImportDetail } from '../use-imports.ts';

/** What a commit would create and change, each fact beside what is stored. */
export function FactChanges({ detail }: { readonly detail: ImportDetail }) {
  const format = useFormat();
  const [kind, setKind] = useState<'create' | 'update'>(detail.updateCount > 0 ? 'update' : 'create');
  const query = useInfiniteQuery(
    trpc.imports.changes.infiniteQueryOptions(
      { batchId: detail.id, kind, limit: 1_000 },
      { getNextPageParam: page => page.next },
    ),
  );
  return (
    <SectionCard
      title="What would change"
      description="Rows of the same SKU, channel and period are one fact. The file’s figure replaces the stored one."
      flush
      actions={
        <SegmentedControl
          aria-label="Which changes"
          value={kind}
          onChange={value => setKind(value as typeof kind)}
          data={[
            { value: 'create', label: `New (${format.quantity(detail.createCount)})` },
            { value: 'update', label: `Changed (${format.quantity(detail.updateCount)})` },
          ]}
        />
      }
    >
      <QueryBoundary query={query} what="the changes" loading={<TableSkeleton rows={8} />}>
        {({ pages }) => (
          <DataTable<FactChange>
            name={`facts-${kind}`}
            label={kind === 'create' ? 'New facts' : 'Changed facts'}
            rows={pages.flatMap(page => page.changes)}
            rowId={row => `${row.skuCode} ${row.channelCode} ${row.periodStart}`}
            columns={columnsOf(kind, format)}
            maxHeight={420}
            empty={
              <EmptyState
                title={kind === 'create' ? 'Nothing new' : 'Nothing changed'}
                description={
                  kind === 'create'
                    ? 'Every SKU, channel and period of the accepted rows is stored already.'
                    : 'No stored figure differs from the file’s.'
                }
              />
            }
            actions={<MoreButton query={query}>Show more</MoreButton>}
          />
        )}
      </QueryBoundary>
    </SectionCard>
  );
}

function columnsOf(kind: 'create' | 'update', format: Format): Column<FactChange>[] {
  const money = (amount: string | null, currency: string | null) =>
    amount === null || currency === null ? '—' : format.money(amount, currency);
  const stored: Column<FactChange>[] = [
    {
      id: 'storedQuantity',
      header: 'Stored units',
      value: row => row.storedQuantity,
      cell: row => format.quantity(row.storedQuantity, undefined, 3),
      numeric: true,
    },
    {
      id: 'storedRevenue',
      header: 'Stored revenue',
      value: row => row.storedRevenue,
      cell: row => money(row.storedRevenue, row.storedCurrency),
      numeric: true,
      width: 140,
    },
  ];
  return [
    { id: 'sku', header: 'SKU', value: row => row.skuCode, width: 140 },
    { id: 'channel', header: 'Channel', value: row => row.channelCode, width: 140 },
    { id: 'periodStart', header: 'From', value: row => row.periodStart, cell: row => format.day(row.periodStart) },
    {
      id: 'quantity',
      header: 'Units',
      value: row => row.quantity,
      cell: row => format.quantity(row.quantity, undefined, 3),
      numeric: true,
    },
    ...(kind === 'update' ? stored.slice(0, 1) : []),
    {
      id: 'revenue',
      header: 'Revenue',
      value: row => row.revenue,
      cell: row => money(row.revenue, row.currency),
      numeric: true,
      width: 140,
    },
    ...(kind === 'update' ? stored.slice(1) : []),
  ];
}
