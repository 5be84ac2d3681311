import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import type { ForecasterId } from '../../../../../shared/contracts/forecast.ts';
import type { Period } from '../../../../../shared/contracts/series.ts';
import { sumQuantities } from '../../../../../shared/numerics/exact-quantities.ts';
import { addPeriods, periodsBetween } from '../../../../../shared/periods.ts';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { TimeSeriesChart } from '../../../../client/components/time-series-chart.tsx';
import { useFormat } from '../../../../client/session.ts';
import { trpc } from '../../../../client/trpc.ts';
import type { AppRouter } from '../../../../server/app-router.ts';
import type { Selection } from '../../../data/catalogue/schema.ts';
import { reconciliationWords } from '../../reconciliation/components/reconciliation-words.ts';
import { modelColor } from './forecast-chart-data.ts';
import { shortName } from './leaderboard.tsx';
import { periodWords } from './period-words.ts';

type Published = inferRouterOutputs<AppRouter>['forecasts']['published']['rows'][number];

const pageSize = 200;

/** The forecast that orders are planned on now, for each SKU × warehouse under the selection; a row opens its versions. */
export function PublishedCard({ selection }: { readonly selection: Selection }) {
  const format = useFormat();
  const [page, setPage] = useState(0);
  const [open, setOpen] = useState<Published | null>(null);
  const published = useQuery(
    trpc.forecasts.published.queryOptions(
      { selection, limit: pageSize, offset: page * pageSize },
      { placeholderData: keepPreviousData },
    ),
  );
  const columns = columnsOf(format);
  return (
    <SectionCard
      title="Published versions"
      description={`Newest version of each SKU and warehouse, before overrides${
        selection.channelIds.length > 0 ? ', with the units of the chosen channels' : ''
      }; open a row for its history.`}
      flush
    >
      <QueryBoundary
        query={published}
        what="the published forecasts"
        loading={<TableSkeleton rows={4} />}
        isEmpty={data => data.rows.length === 0 && page === 0}
        empty={
          <EmptyState
            title="Nothing is published for this selection"
            description={
              selection.channelIds.length > 0
                ? 'What these channels sell is not published, or was before forecasts were kept by channel: publish it again.'
                : 'Order plans need a forecast: compare models above, then press “Use in order plan”.'
            }
          />
        }
      >
        {data => (
          <>
            <DataTable
              name="published-forecasts"
              label="Published forecasts"
              rows={data.rows}
              rowId={row => row.id}
              columns={columns}
              onOpen={setOpen}
              openId={open?.id ?? null}
              maxHeight={380}
            />
            {data.total > pageSize && (
              <Group p="sm" justify="space-between">
                <Text size="xs" c="dimmed">
                  {page * pageSize + 1} to {page * pageSize + data.rows.length} of {data.total}
                </Text>
                <Group gap="xs">
                  <Button variant="default" disabled={page === 0} onClick={() => setPage(page - 1)}>
                    Previous
                  </Button>
                  <Button
                    variant="default"
                    disabled={(page + 1) * pageSize >= data.total}
                    onClick={() => setPage(page + 1)}
                  >
                    Next
                  </Button>
                </Group>
              </Group>
            )}
          </>
        )}
      </QueryBoundary>
      {open && <VersionsDrawer pair={open} onClose={() => setOpen(null)} />}
    </SectionCard>
  );
}

function columnsOf(format: ReturnType<typeof useFormat>): Column<Published>[] {
  return [
    { id: 'sku', header: 'SKU', value: row => row.skuCode, width: 120 },
    { id: 'warehouse', header: 'Warehouse', value: row => row.warehouseCode, width: 95 },
    { id: 'model', header: 'Model', value: row => shortName(row.forecasterId as ForecasterId), width: 115 },
    { id: 'version', header: 'Version', value: row => row.version, numeric: true, width: 75 },
    {
      id: 'first',
      header: 'From',
      value: row => row.firstPeriod,
      cell: row => format.day(row.firstPeriod),
      hidden: true,
    },
    {
      id: 'periods',
      header: 'Horizon',
      value: row => row.periods,
      cell: row => `${row.periods} ${periodWords[row.period][row.periods === 1 ? 'one' : 'many']}`,
      numeric: true,
      width: 100,
    },
    { id: 'period', header: 'Period', value: row => row.period, width: 100, hidden: true },
    {
      id: 'total',
      header: 'Units',
      value: row => row.total,
      cell: row => format.quantity(row.total, `${row.unitOfMeasure}s`),
      numeric: true,
      width: 110,
    },
    {
      id: 'wape',
      header: 'WAPE',
      value: row => row.wape,
      cell: row => format.percent(row.wape),
      numeric: true,
      width: 75,
      hidden: true,
    },
    {
      id: 'fva',
      header: 'FVA',
      value: row => row.forecastValueAdded,
      cell: row =>
        row.forecastValueAdded !== null && row.forecastValueAdded < 0 ? (
          <StatusBadge tone="bad">{inPoints(format.percentChange(row.forecastValueAdded))}</StatusBadge>
        ) : (
          inPoints(format.percentChange(row.forecastValueAdded))
        ),
      numeric: true,
      width: 100,
    },
    { id: 'author', header: 'Published by', value: row => row.publishedBy, width: 125 },
    {
      id: 'at',
      header: 'When',
      value: row => row.publishedAt,
      cell: row => format.instant(row.publishedAt),
      width: 155,
    },
    { id: 'reason', header: 'Reason', value: row => row.reason, width: 120, hidden: true },
  ];
}

/** All versions of one SKU × warehouse on one chart, with who published them, when and why. */
function VersionsDrawer({ pair, onClose }: { readonly pair: Published; readonly onClose: () => void }) {
  const format = useFormat();
  const { skuId, warehouseId, skuName, skuCode, warehouseCode, unitOfMeasure } = pair;
  const versions = useQuery(trpc.forecasts.publishedVersions.queryOptions({ skuId, warehouseId }));
  const [shownId, setShownId] = useState(pair.id);
  const shown = useQuery(trpc.forecasts.publishedVersion.queryOptions({ publishedId: shownId }));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      title={`${skuName} (${skuCode}) at ${warehouseCode}: versions`}
    >
      <Stack gap="md">
        <QueryBoundary query={shown} what="the version" height={260}>
          {({ version, period, firstPeriod, mean, channels, evaluation, forecasterId, reason, reconciliation }) => (
            <>
              <TimeSeriesChart
                key={version}
                label={`Version ${version} of ${skuCode} at ${warehouseCode}`}
                unit={`${unitOfMeasure}s per ${periodWords[period].one}`}
                days={mean.map((_, place) => addPeriods(firstPeriod, place, period))}
                series={[
                  {
                    id: 'actual',
                    label: 'Sales',
                    kind: 'history',
                    values: soldIn(versions.data?.sold ?? [], { period, firstPeriod, mean }),
                  },
                  {
                    id: 'mean',
                    label: `Version ${version}, ${shortName(forecasterId as ForecasterId)}`,
                    values: mean,
                    color: modelColor(forecasterId as ForecasterId),
                  },
                ]}
                bands={evaluation.forecast.intervals.map(interval => ({ ...interval, seriesId: 'mean' }))}
                height={220}
              />
              <Text size="xs" c="dimmed">
                {evaluation.description} · WAPE {format.percent(evaluation.accuracy.wape)} over{' '}
                {evaluation.accuracy.points} held-out {periodWords[period].many}
                {reason && ` · published because: ${reason}`}
              </Text>
              {channels.length > 0 && (
                <Text size="xs">
                  By channel:{' '}
                  {channels.map(({ name, total }) => `${name} ${format.quantity(total, undefined, 3)}`).join(' + ')} ={' '}
                  {format.quantity(sumQuantities(mean), `${unitOfMeasure}s`, 3)}
                </Text>
              )}
              {reconciliation && (
                <Text size="xs" c="dimmed">
                  {reconciliationWords(reconciliation, format)}
                </Text>
              )}
            </>
          )}
        </QueryBoundary>
        <QueryBoundary query={versions} what="the versions" loading={<TableSkeleton rows={3} />}>
          {data => (
            <DataTable
              name="forecast-versions"
              label={`Versions of ${skuCode} at ${warehouseCode}`}
              rows={data.rows}
              rowId={row => row.id}
              columns={[
                ...columnsOf(format)
                  .filter(column => !['sku', 'warehouse', 'total', 'first', 'period', 'reason'].includes(column.id))
                  .map(column => ({ ...column, hidden: false })),
                {
                  id: 'so-far',
                  header: 'WAPE so far',
                  value: row => row.soFar?.wape ?? null,
                  cell: row =>
                    row.soFar
                      ? `${format.percent(row.soFar.wape)} of ${row.soFar.periods} ${periodWords[row.period].many}`
                      : `no ${periodWords[row.period].one} sold yet`,
                  numeric: true,
                  width: 150,
                },
              ]}
              onOpen={row => setShownId(row.id)}
              openId={shownId}
              toolbar={false}
              maxHeight={320}
            />
          )}
        </QueryBoundary>
      </Stack>
    </Drawer>
  );
}

/** What was sold in the periods of a forecast, null where they are still ahead. */
function soldIn(
  sold: readonly { readonly period: Period; readonly start: string; readonly values: readonly number[] }[],
  {
    period,
    firstPeriod,
    mean,
  }: { readonly period: Period; readonly firstPeriod: string; readonly mean: readonly unknown[] },
): (number | null)[] {
  const actual = sold.find(one => one.period === period);
  const first = actual ? periodsBetween(actual.start, firstPeriod, period) : 0;
  return mean.map((_, place) => actual?.values[first + place] ?? null);
}

function inPoints(text: string): string {
  return text.replace('%', ' pp');
}
