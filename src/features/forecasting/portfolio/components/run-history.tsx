import { useQuery } from '@tanstack/react-query';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { EmptyState } from '../../../../client/components/empty-state.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import type { Format } from '../../../../client/format.ts';
import { useFormat } from '../../../../client/session.ts';
import { trpc } from '../../../../client/trpc.ts';
import type { ListedRun } from '../service.ts';
import { runStatusWords } from './run-card.tsx';

interface RunHistoryProps {
  /** The run whose series are shown. */
  readonly openId: string | null;
  readonly onOpen: (runId: string) => void;
}

const mostRuns = 100;

/** Runs so far, newest first; a row shows its series. */
export function RunHistory({ openId, onOpen }: RunHistoryProps) {
  const format = useFormat();
  const runs = useQuery(trpc.portfolio.runs.queryOptions({ limit: mostRuns }));
  return (
    <SectionCard
      title="Runs"
      description={`The newest ${mostRuns} of everyone and of the daily schedule; a row shows its series. WAPE over all held-out weeks, beside that of seasonal naive.`}
      flush
    >
      <QueryBoundary query={runs} what="the runs" loading={<TableSkeleton rows={4} />}>
        {rows => (
          <DataTable
            name="portfolio-runs"
            label="Runs of the portfolio"
            rows={rows}
            rowId={run => run.id}
            columns={columnsOf(format)}
            onOpen={run => onOpen(run.id)}
            openId={openId}
            maxHeight={320}
            empty={<EmptyState title="No run yet" description="Runs appear here when they start." />}
          />
        )}
      </QueryBoundary>
    </SectionCard>
  );
}

function columnsOf(format: Format): Column<ListedRun>[] {
  return [
    {
      id: 'started',
      header: 'Started',
      value: run => run.createdAt,
      cell: run => format.instant(run.createdAt),
      width: 160,
    },
    { id: 'by', header: 'By', value: run => run.requestedBy ?? 'Daily schedule', width: 150 },
    {
      id: 'status',
      header: 'Status',
      value: run => runStatusWords[run.status].text,
      cell: run => <StatusBadge tone={runStatusWords[run.status].tone}>{runStatusWords[run.status].text}</StatusBadge>,
      width: 118,
    },
    {
      id: 'series',
      header: 'Forecast',
      value: run => run.doneCount - run.failedCount,
      cell: run => format.quantity(run.doneCount - run.failedCount),
      numeric: true,
      width: 92,
    },
    {
      id: 'failed',
      header: 'Failed',
      value: run => run.failedCount,
      cell: run => format.quantity(run.failedCount),
      numeric: true,
      width: 76,
    },
    {
      id: 'naive',
      header: 'Naive WAPE',
      value: run => run.naiveWape,
      cell: run => format.percent(run.naiveWape),
      numeric: true,
      width: 106,
    },
    {
      id: 'wape',
      header: 'WAPE',
      value: run => run.wape,
      cell: run => format.percent(run.wape),
      numeric: true,
      width: 84,
    },
    { id: 'horizon', header: 'Weeks ahead', value: run => run.horizonPeriods, numeric: true, width: 112 },
    {
      id: 'duration',
      header: 'Duration',
      value: run => durationOf(run),
      cell: run => {
        const milliseconds = durationOf(run);
        return milliseconds === null ? '–' : format.duration(milliseconds);
      },
      numeric: true,
      hidden: true,
      width: 110,
    },
  ];
}

function durationOf({ createdAt, finishedAt }: ListedRun): number | null {
  return finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(createdAt);
}
