import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { ForecasterId } from '../../../../../shared/contracts/forecast.ts';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat } from '../../../../client/session.ts';
import { trpc } from '../../../../client/trpc.ts';
import type { AppRouter } from '../../../../server/app-router.ts';
import { runStatusWords } from './comparison-controls.tsx';
import { shortName } from './leaderboard.tsx';
import { periodWords } from './period-words.ts';

export type ListedRun = inferRouterOutputs<AppRouter>['forecasts']['runs'][number];

/** Comparisons of everyone, newest first; a row brings its run back to the page. */
export function RunsCard({
  openId,
  onOpen,
}: {
  readonly openId: string | null;
  readonly onOpen: (run: ListedRun) => void;
}) {
  const format = useFormat();
  const runs = useQuery(trpc.forecasts.runs.queryOptions({ limit: 50 }));
  const columns: Column<ListedRun>[] = [
    { id: 'selection', header: 'Selection', value: run => run.description },
    {
      id: 'status',
      header: 'Status',
      value: run => runStatusWords[run.status].text,
      cell: run => <StatusBadge tone={runStatusWords[run.status].tone}>{runStatusWords[run.status].text}</StatusBadge>,
      width: 118,
    },
    { id: 'best', header: 'Best model', value: run => bestName(run), width: 130 },
    {
      id: 'wape',
      header: 'Its WAPE',
      value: run => bestScore(run)?.wape ?? null,
      cell: run => format.percent(bestScore(run)?.wape),
      numeric: true,
      width: 80,
    },
    {
      id: 'horizon',
      header: 'Horizon',
      value: run => `${run.horizonPeriods} ${periodWords[run.period].many}`,
      width: 90,
    },
    { id: 'folds', header: 'Folds', value: run => run.folds, numeric: true, width: 70, hidden: true },
    { id: 'by', header: 'By', value: run => run.requestedBy.name, width: 125 },
    {
      id: 'at',
      header: 'Started',
      value: run => run.createdAt,
      cell: run => format.instant(run.createdAt),
      width: 155,
    },
  ];
  return (
    <SectionCard title="Earlier comparisons" description="The newest 50 of everyone; open one to see it again." flush>
      <QueryBoundary
        query={runs}
        what="the earlier comparisons"
        loading={<TableSkeleton rows={4} />}
        isEmpty={rows => rows.length === 0}
        empty={<EmptyState title="No comparison yet" description="Press Compare above: every run is kept here." />}
      >
        {rows => (
          <DataTable
            name="forecast-runs"
            label="Earlier comparisons"
            rows={rows}
            rowId={run => run.id}
            columns={columns}
            initialSort={{ columnId: 'at', descending: true }}
            onOpen={onOpen}
            openId={openId}
            maxHeight={340}
          />
        )}
      </QueryBoundary>
    </SectionCard>
  );
}

function bestScore(run: ListedRun) {
  return run.scores.filter(score => score.wape !== null).toSorted((a, b) => a.wape! - b.wape!)[0];
}

function bestName(run: ListedRun): string | null {
  const best = bestScore(run);
  return best ? shortName(best.forecasterId as ForecasterId) : null;
}
