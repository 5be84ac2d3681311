import { Box, Group, Text } from '@mantine/core';
import { ProgressPanel } from '../../../../client/components/progress-panel.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge, type StatusTone } from '../../../../client/components/status-badge.tsx';
import type { Format } from '../../../../client/format.ts';
import { useFormat } from '../../../../client/session.ts';
import type { PortfolioRun } from '../service.ts';
import classes from './run-card.module.css';

interface RunCardProps {
  readonly run: PortfolioRun;
  /** Absent for whoever may not cancel. */
  readonly onCancel: (() => void) | undefined;
  readonly cancelling: boolean;
}

export const runStatusWords: Record<PortfolioRun['status'], { text: string; tone: StatusTone }> = {
  RUNNING: { text: 'Running', tone: 'info' },
  COMPLETED: { text: 'Completed', tone: 'good' },
  CANCELLED: { text: 'Cancelled', tone: 'neutral' },
  INTERRUPTED: { text: 'Interrupted', tone: 'warning' },
  FAILED: { text: 'Failed', tone: 'bad' },
};

/** The newest run: how far it is and how long it still takes, or what became of it. */
export function RunCard({ run, onCancel, cancelling }: RunCardProps) {
  const format = useFormat();
  const { text, tone } = runStatusWords[run.status];
  return (
    <SectionCard title="Last run" actions={<StatusBadge tone={tone}>{text}</StatusBadge>}>
      {run.status === 'RUNNING' && (
        <Box mb="sm">
          <ProgressPanel
            title={titleOf(run, format)}
            share={run.seriesCount === null ? null : run.doneCount / run.seriesCount}
            detail={detailOf(run, format)}
            {...(onCancel && { onCancel })}
            cancelling={cancelling}
          />
        </Box>
      )}
      {run.failureReason && <Text mb="xs">{run.failureReason}</Text>}
      <Group component="dl" className={classes.facts}>
        <Fact term="Started">
          {format.instant(run.createdAt)} by {run.requestedBy ?? 'the daily schedule'}
        </Fact>
        <Fact term="Forecast">
          {run.horizonPeriods} weeks ahead, {run.folds} rolling {run.folds === 1 ? 'origin' : 'origins'}
        </Fact>
        <Fact term="Series">
          {format.quantity(run.doneCount - run.failedCount)} forecast
          {run.failedCount > 0 && `, ${format.quantity(run.failedCount)} failed`}
          {run.seriesCount !== null && run.status !== 'COMPLETED' && ` of ${format.quantity(run.seriesCount)}`}
        </Fact>
        {run.finishedAt && (
          <Fact term="Duration">{format.duration(Date.parse(run.finishedAt) - Date.parse(run.createdAt))}</Fact>
        )}
        {run.seriesPerSecond !== null && (
          <Fact term="Pace">{format.decimal(run.seriesPerSecond, 1)} series a second</Fact>
        )}
        {run.learning && <Fact term="Learning across series">{learningWords(run.learning, format)}</Fact>}
      </Group>
    </SectionCard>
  );
}

function titleOf({ seriesCount, waiting }: PortfolioRun, format: Format): string {
  if (waiting) return 'Waiting for a job process';
  return seriesCount === null ? 'Learning across series' : `Forecasting ${format.quantity(seriesCount)} series`;
}

function detailOf(run: PortfolioRun, format: Format): string {
  if (run.waiting) return 'No process computes now. The run goes on where it stood when a job process is back.';
  if (run.seriesCount === null) return 'Reads all sales and learns what the series have in common.';
  const parts = [`${format.quantity(run.doneCount)} done`];
  if (run.failedCount > 0) parts.push(`${format.quantity(run.failedCount)} failed`);
  if (run.remainingSeconds !== null) parts.push(`about ${format.duration(1_000 * run.remainingSeconds)} to go`);
  return parts.join(' · ');
}

function learningWords(
  { used, series, sample, maseWith, maseWithout }: NonNullable<PortfolioRun['learning']>,
  format: Format,
) {
  return `${used ? 'Used' : 'Not used'}: learned from ${format.quantity(series)} series, median MASE ${format.decimal(maseWith, 3)} with and ${format.decimal(maseWithout, 3)} without it on ${sample}`;
}

function Fact({ term, children }: { readonly term: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
