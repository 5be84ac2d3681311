import { SegmentedControl, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ImportChange, importKinds } from '../../../../../shared/contracts/import-kinds.ts';
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
  const { changes, facts } = importKinds[detail.kind];
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
      description={`Each ${facts.key} is one ${facts.one}. What the file states replaces what is stored.`}
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
            name={`${detail.kind}-${kind}`}
            label={`${kind === 'create' ? 'New' : 'Changed'} ${facts.many}`}
            rows={pages.flatMap(page => page.changes)}
            rowId={row => changes.map(({ field }) => row[field]).join(' ')}
            columns={columnsOf(detail, format)}
            maxHeight={420}
            empty={
              <EmptyState
                title={kind === 'create' ? 'Nothing new' : 'Nothing changed'}
                description={
                  kind === 'create'
                    ? `Every ${facts.one} of the accepted rows is stored already.`
                    : 'Nothing stored differs from what the file states.'
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

function columnsOf(detail: ImportDetail, format: Format): Column<FactChange>[] {
  return importKinds[detail.kind].changes.map(change => {
    const stored = `stored${change.field[0]!.toUpperCase()}${change.field.slice(1)}`;
    const text = (row: FactChange, field: string, currency: string) =>
      textOf(change, row[field] ?? null, row[currency] ?? null, format);
    return {
      id: change.field,
      header: change.header,
      width: change.width,
      numeric: change.as !== 'text' && change.as !== 'day',
      value: row => row[change.field] ?? null,
      cell: row => {
        const stated = text(row, change.field, 'currency');
        if (row[stored] === undefined) return stated;
        const before = text(row, stored, row.storedCurrency === undefined ? 'currency' : 'storedCurrency');
        return before === stated ? (
          stated
        ) : (
          <>
            {stated}
            <Text size="xs" c="dimmed">{`was ${before}`}</Text>
          </>
        );
      },
    };
  });
}

function textOf({ as }: ImportChange, value: string | null, currency: string | null, format: Format): string {
  if (value === null || value === '') return '—';
  switch (as) {
    case 'day':
      return format.day(value);
    case 'days':
      return format.quantity(value, 'days');
    case 'quantity':
      return format.quantity(value, undefined, 3);
    case 'money':
      return currency === null ? '—' : format.money(value, currency);
    case 'unit-price':
      return currency === null ? '—' : format.unitPrice(value, currency);
    case 'text':
      return value;
  }
}
