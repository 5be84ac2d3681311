import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { TimeSeriesChart } from '../../../../client/components/time-series-chart.tsx';
import { useFormat } from '../../../../client/session.ts';
import { trpc } from '../../../../client/trpc.ts';
import type { AppRouter } from '../../../../server/app-router.ts';
import type { Selection } from '../../../data/catalogue/schema.ts';
import { periodWords } from '../../forecasts/components/period-words.ts';

type Row = inferRouterOutputs<AppRouter>['forecasts']['accuracyLog']['rows'][number];

/** How far published and final forecasts missed what was then sold, in the periods that they were published in. */
export function AccuracyLog({ selection }: { readonly selection: Selection }) {
  const format = useFormat();
  const log = useQuery(trpc.forecasts.accuracyLog.queryOptions({ selection }));
  return (
    <QueryBoundary
      query={log}
      what="the accuracy log"
      height={300}
      isEmpty={({ rows }) => rows.length === 0}
      empty={
        <EmptyState
          title="Nothing has been sold since a forecast was published"
          description="With each import of sales, the periods that a published version covered are compared with it here."
        />
      }
    >
      {({ rows, total }) => {
        const byPeriod = [...Map.groupBy(rows, row => row.period)];
        const spans = byPeriod.map(
          ([period, of]) => `${of.length} ${periodWords[period][of.length === 1 ? 'one' : 'many']}`,
        );
        return (
          <div style={{ padding: '0 1rem 1rem' }}>
            {byPeriod.map(([period, of]) => (
              <ErrorChart key={period} label={`Forecast error by ${periodWords[period].one}`} rows={of} />
            ))}
            <Text size="xs" c="dimmed" mt={6}>
              Over {spans.join(' and ')}: WAPE {format.percent(total.baselineWape)} as published,{' '}
              {format.percent(total.finalWape)} with overrides; {format.quantity(total.actual, undefined, 3)} sold. Each{' '}
              {byPeriod.map(([period]) => periodWords[period].one).join(' or ')} is judged by the version that counted
              when it began, SKU × warehouse by SKU × warehouse, in the period that it was published in.
            </Text>
          </div>
        );
      }}
    </QueryBoundary>
  );
}

function ErrorChart({ label, rows }: { readonly label: string; readonly rows: readonly Row[] }) {
  const format = useFormat();
  return (
    <TimeSeriesChart
      label={label}
      unit="WAPE"
      days={rows.map(row => row.start)}
      series={[
        { id: 'baseline', label: 'As published', kind: 'dashed', values: rows.map(row => row.baselineWape), color: 1 },
        { id: 'final', label: 'With overrides', values: rows.map(row => row.finalWape), color: 2 },
      ]}
      formatValue={value => format.percent(value)}
      formatAxis={value => format.percent(value, 0)}
      height={260}
    />
  );
}
