import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { TimeSeriesChart } from '../../../../client/components/time-series-chart.tsx';
import { useFormat } from '../../../../client/session.ts';
import { trpc } from '../../../../client/trpc.ts';
import type { Selection } from '../../../data/catalogue/schema.ts';

/** How far published and final forecasts missed what was then sold, week by week. */
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
          title="No week has been sold since a forecast was published"
          description="With each import of sales, the weeks that a published version covered are compared with it here."
        />
      }
    >
      {({ rows, total }) => (
        <div style={{ padding: '0 1rem 1rem' }}>
          <TimeSeriesChart
            label="Forecast error by week"
            unit="WAPE"
            days={rows.map(row => row.week)}
            series={[
              {
                id: 'baseline',
                label: 'As published',
                kind: 'dashed',
                values: rows.map(row => row.baselineWape),
                color: 1,
              },
              { id: 'final', label: 'With overrides', values: rows.map(row => row.finalWape), color: 2 },
            ]}
            formatValue={value => format.percent(value)}
            formatAxis={value => format.percent(value, 0)}
            height={260}
          />
          <Text size="xs" c="dimmed" mt={6}>
            Over {rows.length} weeks: WAPE {format.percent(total.baselineWape)} as published,{' '}
            {format.percent(total.finalWape)} with overrides; {format.quantity(total.actual, undefined, 3)} sold. Each
            week is judged by the version that counted when it began, SKU × warehouse by SKU × warehouse.
          </Text>
        </div>
      )}
    </QueryBoundary>
  );
}
