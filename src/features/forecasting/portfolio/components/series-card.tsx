import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { ErrorState } from '../../../../client/components/error-state.tsx';
import { TableSkeleton, TileSkeletons } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { VirtualTable } from '../../../../client/components/virtual-table.tsx';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import { writeFilters } from '../../../../client/url-filters.ts';
import { useUrlFilters } from '../../../../client/use-url-filters.ts';
import { PublicationPanel } from '../../publications/components/publication-panel.tsx';
import type { usePublication } from '../../publications/use-publication.ts';
import type { PublishSeriesInput } from '../schema.ts';
import type { PortfolioRun } from '../service.ts';
import { type SeriesRow, useSeries } from '../use-series.ts';
import { PublishSeriesDialog } from './publish-series-dialog.tsx';
import { seriesColumns } from './series-columns.tsx';
import { SeriesTiles } from './series-tiles.tsx';

const choices = [
  { value: 'all', label: 'All series' },
  { value: 'negative', label: 'Worse than seasonal naive' },
  { value: 'warnings', label: 'With warnings' },
  { value: 'new', label: 'New products' },
  { value: 'failed', label: 'Without a forecast' },
  { value: 'unpublished', label: 'To publish' },
];

interface SeriesCardProps {
  readonly run: PortfolioRun;
  /** Whether nothing of it may be published any more: newer forecasts are there. */
  readonly readOnly: boolean;
  readonly onPublish: (input: PublishSeriesInput) => Promise<unknown>;
  /** The publication that is under way or has just ended. */
  readonly published: ReturnType<typeof usePublication>;
}

/** Every series of a run, the one that deserves most attention first, and what they come to. */
export function SeriesCard({ run, readOnly, onPublish, published }: SeriesCardProps) {
  const format = useFormat();
  const navigate = useNavigate();
  const mayPublish = useHasRole('MANAGER') && !readOnly;
  const { setFilters } = useUrlFilters();
  const series = useSeries(run.id);
  const { summary, catalogue, filter } = series;
  const [typed, setTyped] = useState(series.text);
  const keepText = useDebouncedCallback(series.setText, 300);
  const [selected, setSelected] = useState<ReadonlyMap<string, SeriesRow>>(new Map());
  const [publishing, setPublishing] = useState(false);

  const linkOf = useMemo(() => {
    const codes = (rows: readonly { id: string; code: string }[] = []) => new Map(rows.map(row => [row.id, row.code]));
    const [products, regions] = [codes(catalogue.data?.products), codes(catalogue.data?.regions)];
    const channels = catalogue.data?.channels ?? [];
    return (row: SeriesRow) => {
      const inRegion = channels.filter(channel => channel.regionId === row.regionId);
      const own = inRegion.filter(channel => channel.warehouseId === row.warehouseId);
      const search = writeFilters(new URLSearchParams(), {
        products: [products.get(row.productId) ?? ''],
        markets: [regions.get(row.regionId) ?? ''],
        channels: own.length < inRegion.length ? own.map(channel => channel.code) : [],
      });
      return `/forecasting?${search}`;
    };
  }, [catalogue.data]);
  const columns = useMemo(() => seriesColumns(format, linkOf), [format, linkOf]);

  const select = (ids: ReadonlySet<string>) => {
    const next = new Map([...selected].filter(([id]) => ids.has(id)));
    for (let index = 0; index < (summary.data?.series ?? 0) && next.size < ids.size; index++) {
      const row = series.rowAt(index);
      if (row && ids.has(idOf(row))) next.set(idOf(row), row);
    }
    setSelected(next);
  };
  const chosen = [...selected.values()].filter(row => row.failureReason === null && !row.published);
  const toPublish =
    selected.size > 0
      ? { count: chosen.length, negative: chosen.filter(row => (row.forecastValueAdded ?? 0) < 0).length }
      : { count: summary.data?.unpublished ?? 0, negative: summary.data?.unpublishedNegative ?? 0 };
  const underWay = published.publication?.status === 'RUNNING';
  const publish = async (reason: string | undefined) => {
    const pairs = chosen.map(({ skuId, warehouseId }) => ({ skuId, warehouseId }));
    await onPublish({
      runId: run.id,
      filter,
      ...(selected.size > 0 && { pairs }),
      ...(reason !== undefined && { reason }),
    });
    setSelected(new Map());
  };
  const clear = () => {
    setTyped('');
    series.setText('');
    series.setShow('all');
    setFilters({ markets: [], products: [] });
  };
  return (
    <>
      <QueryBoundary query={summary} what="the sums of the portfolio" loading={<TileSkeletons count={6} />}>
        {data => <SeriesTiles summary={data} />}
      </QueryBoundary>
      {published.publication && (
        <PublicationPanel
          publication={published.publication}
          cancelling={published.cancelling}
          onCancel={mayPublish ? published.cancel : undefined}
          onDismiss={published.dismiss}
          onGiveReason={
            mayPublish
              ? () => {
                  series.setShow('unpublished');
                  setPublishing(true);
                }
              : undefined
          }
        />
      )}
      <SectionCard
        title="Series"
        description={`Run of ${format.instant(run.createdAt)}, ${run.horizonPeriods} weeks ahead. A row opens its series on the Forecasting page.`}
        flush
      >
        <Group gap="xs" px="md" pb="xs">
          <TextInput
            aria-label="Find SKU or warehouse"
            placeholder="Find SKU or warehouse"
            leftSection={<IconSearch size={14} aria-hidden />}
            value={typed}
            onChange={event => {
              setTyped(event.currentTarget.value);
              keepText(event.currentTarget.value);
            }}
          />
          <Select
            aria-label="Show"
            allowDeselect={false}
            data={choices}
            value={series.only}
            onChange={value => value && series.setShow(value)}
          />
          <Text size="xs" c="dimmed" aria-live="polite">
            {selected.size > 0 && `${format.quantity(selected.size)} selected · `}
            {summary.data && `${format.quantity(summary.data.series)} series`}
          </Text>
          {mayPublish && (
            <Button ml="auto" disabled={toPublish.count === 0 || underWay} onClick={() => setPublishing(true)}>
              {selected.size > 0 ? 'Publish selected' : 'Publish all shown'} ({format.quantity(toPublish.count)})
            </Button>
          )}
        </Group>
        {series.error ? (
          <ErrorState error={series.error} what="the series" onRetry={series.retry} />
        ) : summary.data === undefined ? (
          <TableSkeleton rows={10} />
        ) : summary.data.series === 0 ? (
          <EmptyState title="No series matches" description="Nothing of this run fits the filters and the words above.">
            <Button variant="default" onClick={clear}>
              Clear filters
            </Button>
          </EmptyState>
        ) : (
          <VirtualTable
            label="Series of the portfolio"
            columns={columns}
            count={summary.data.series}
            rowAt={series.rowAt}
            rowId={idOf}
            onRange={series.onRange}
            sort={series.sort}
            onSort={series.setSort}
            onOpen={row => navigate(linkOf(row))}
            selection={mayPublish ? { ids: new Set(selected.keys()), onChange: select } : undefined}
            selectAll={<span className="visually-hidden">Selected</span>}
            maxHeight={640}
          />
        )}
      </SectionCard>
      {publishing && <PublishSeriesDialog {...toPublish} onClose={() => setPublishing(false)} onPublish={publish} />}
    </>
  );
}

function idOf({ skuId, warehouseId }: SeriesRow): string {
  return `${skuId} ${warehouseId}`;
}
