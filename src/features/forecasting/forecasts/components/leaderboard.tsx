import { ActionIcon, Button, SegmentedControl, Skeleton, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconArrowDown, IconHelpCircle, IconTrophy } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { type Evaluation, type ForecasterId, forecasterNames } from '../../../../../shared/contracts/forecast.ts';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { ModelRow } from '../schema.ts';
import type { RunSummary } from '../service.ts';
import type { ModelProgress } from '../use-comparison.ts';
import { bestOf, modelColor } from './forecast-chart-data.ts';
import classes from './leaderboard.module.css';
import { blockId, type Measure, measures, type Score, scoreOf } from './measures.ts';
import { periodWords } from './period-words.ts';

interface LeaderboardProps {
  readonly run: RunSummary;
  readonly rows: readonly ModelRow[];
  readonly progress: Partial<Record<ForecasterId, ModelProgress>>;
  readonly selectedId: ForecasterId | undefined;
  readonly onSelect: (forecasterId: ForecasterId) => void;
  /** Opens the sums behind a model's figures. */
  readonly onExplain: (forecasterId: ForecasterId) => void;
  /** Absent for those who may not publish. */
  readonly onPublish: ((forecasterId: ForecasterId) => void) | undefined;
}

/** Every model of the run: landed ones with their back-test figures, failed ones with the reason, running ones with their progress. */
export function Leaderboard(props: LeaderboardProps) {
  const { run, rows, selectedId, onPublish } = props;
  const format = useFormat();
  const [sortId, setSortId] = useState('wape');
  const [block, setBlock] = useState('all');
  const evaluations = rows.flatMap(row => (row.evaluation ? [row.evaluation] : []));
  const naive = evaluations.find(evaluation => evaluation.forecasterId === 'seasonal-naive');
  const best = bestOf(evaluations);
  const selected = evaluations.find(evaluation => evaluation.forecasterId === selectedId);
  const sortBy = measures.find(measure => measure.id === sortId)!;
  const ordered = run.forecasterIds.toSorted((first, second) => {
    const rankOf = (id: ForecasterId) => {
      const evaluation = evaluations.find(one => one.forecasterId === id);
      if (evaluation) return rankIn(sortBy, scoreOf(evaluation, block, naive));
      return rows.some(row => row.forecasterId === id) ? Number.POSITIVE_INFINITY : Number.MAX_VALUE;
    };
    return rankOf(first) - rankOf(second) || 0;
  });
  const blocks = (evaluations[0]?.accuracyByBlock ?? []).map(blockId);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = (event.target as HTMLElement).closest('tr[data-model]');
    if (!row || event.target !== row) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step === undefined) {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        props.onExplain(row.getAttribute('data-model') as ForecasterId);
      }
      return;
    }
    event.preventDefault();
    event.nativeEvent.stopImmediatePropagation();
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('tr[data-model][tabindex]')];
    all[Math.min(all.length - 1, Math.max(0, all.indexOf(row as HTMLElement) + step))]?.focus();
  };

  return (
    <SectionCard
      title="Leaderboard"
      description={`On ${run.folds} × ${run.horizonPeriods} ${periodWords[run.period].many} that the models had not seen.`}
      actions={
        <>
          {blocks.length > 1 && (
            <SegmentedControl
              aria-label="Part of the horizon"
              data={[
                { value: 'all', label: `All ${periodWords[run.period].many}` },
                ...blocks.map(value => ({ value, label: value })),
              ]}
              value={block}
              onChange={setBlock}
            />
          )}
          {onPublish && (
            <Button disabled={!selected} onClick={() => selected && onPublish(selected.forecasterId)}>
              {selected ? `Use ${shortName(selected.forecasterId)} in order plan` : 'Use in order plan'}
            </Button>
          )}
        </>
      }
      flush
    >
      <div className={classes.scroll}>
        <table className={classes.table} aria-label="Leaderboard of models" onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <th scope="col">Model</th>
              {measures.map(measure => (
                <th
                  key={measure.id}
                  scope="col"
                  className={classes.number}
                  aria-sort={sortId === measure.id ? 'ascending' : 'none'}
                >
                  <Tooltip multiline w={280} label={`${measure.explanation} Click to put the best first.`}>
                    <button type="button" onClick={() => setSortId(measure.id)}>
                      {measure.header}
                      {sortId === measure.id && <IconArrowDown size={12} aria-label="best first" />}
                    </button>
                  </Tooltip>
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">Explanation</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {ordered.map(id => {
              const row = rows.find(one => one.forecasterId === id);
              const evaluation = row?.evaluation;
              return evaluation ? (
                <LandedRow
                  key={id}
                  {...props}
                  evaluation={evaluation}
                  score={scoreOf(evaluation, block, naive)}
                  best={best?.forecasterId === id}
                />
              ) : (
                <tr key={id} data-model={id}>
                  <th scope="row">
                    <ModelName id={id} />
                  </th>
                  <td colSpan={measures.length + 1} className={classes.wide}>
                    {row ? (
                      <span className={classes.failure}>
                        <StatusBadge tone="bad">Failed</StatusBadge> {row.failureReason}
                      </span>
                    ) : run.status === 'RUNNING' ? (
                      <Waiting progress={props.progress[id]} />
                    ) : (
                      <StatusBadge tone="neutral">Not computed</StatusBadge>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {selected && selected.warnings.length > 0 && (
        <div className={classes.warnings}>
          <IconAlertTriangle size={15} aria-hidden />
          <Text size="xs" component="div">
            <b>{forecasterNames[selected.forecasterId]}</b>
            {selected.warnings.map(warning => (
              <div key={warning}>{warning}</div>
            ))}
          </Text>
        </div>
      )}
      <span className="visually-hidden" role="status">
        {best ? `Best so far: ${forecasterNames[best.forecasterId]}, WAPE ${format.percent(best.accuracy.wape)}` : ''}
      </span>
    </SectionCard>
  );
}

interface LandedRowProps extends Pick<LeaderboardProps, 'selectedId' | 'onSelect' | 'onExplain'> {
  readonly evaluation: Evaluation;
  readonly score: Score;
  readonly best: boolean;
}

function LandedRow({ evaluation, score, best, selectedId, onSelect, onExplain }: LandedRowProps) {
  const format = useFormat();
  const { forecasterId, description, warnings } = evaluation;
  const selected = forecasterId === selectedId;
  const valueAdded = score.forecastValueAdded;
  return (
    <tr
      data-model={forecasterId}
      data-selected={selected || undefined}
      aria-current={selected || undefined}
      tabIndex={0}
      onClick={event => {
        if (!(event.target as HTMLElement).closest('button')) onSelect(forecasterId);
      }}
      onFocus={event => event.target === event.currentTarget && onSelect(forecasterId)}
    >
      <th scope="row">
        <ModelName id={forecasterId}>
          {best && (
            <Tooltip label="Lowest WAPE over the whole horizon">
              <span className={classes.best}>
                <IconTrophy size={13} aria-hidden /> Best
              </span>
            </Tooltip>
          )}
          {warnings.length > 0 && (
            <Tooltip label={warnings.join(' ')} multiline w={260}>
              <IconAlertTriangle size={14} className={classes.warningIcon} aria-label="Has warnings" />
            </Tooltip>
          )}
          <Text size="xs" c="dimmed" className={classes.description} title={description}>
            {description}
          </Text>
        </ModelName>
      </th>
      {measures.map(measure => (
        <td
          key={measure.id}
          className={classes.number}
          data-label={measure.header}
          data-tone={measure.id === 'fva' && valueAdded !== null ? toneOf(valueAdded) : undefined}
        >
          {measure.text(score, format)}
        </td>
      ))}
      <td className={classes.why}>
        <Tooltip label="Why these figures?">
          <ActionIcon
            aria-label={`Why these figures of ${forecasterNames[forecasterId]}?`}
            onClick={() => onExplain(forecasterId)}
          >
            <IconHelpCircle size={16} />
          </ActionIcon>
        </Tooltip>
      </td>
    </tr>
  );
}

function ModelName({ id, children }: { readonly id: ForecasterId; readonly children?: React.ReactNode }) {
  const color = modelColor(id);
  return (
    <div className={classes.model}>
      <span
        className={classes.dot}
        style={{ background: color === 'neutral' ? 'var(--app-text-dim)' : `var(--app-chart-${color})` }}
        aria-hidden
      />
      <span className={classes.name} title={forecasterNames[id]}>
        {shortName(id)}
      </span>
      {children}
    </div>
  );
}

function Waiting({ progress }: { readonly progress: ModelProgress | undefined }) {
  return (
    <div className={classes.waiting}>
      <Skeleton height={9} radius="xl" />
      <span>{progress ? `${Math.round(progress.done * 100)}% · ${progress.message}` : 'Waiting for a thread'}</span>
    </div>
  );
}

function rankIn(measure: Measure, score: Score): number {
  const rank = measure.rank?.(score) ?? measure.value(score) ?? Number.POSITIVE_INFINITY;
  return Number.isFinite(rank) ? rank : 1e300;
}

function toneOf(valueAdded: number): 'good' | 'bad' | undefined {
  return valueAdded > 0 ? 'good' : valueAdded < 0 ? 'bad' : undefined;
}

/** "ETS" for "Exponential smoothing (ETS)". */
export function shortName(id: ForecasterId): string {
  const name = forecasterNames[id] ?? id;
  return /\((.+)\)/.exec(name)?.[1] ?? name;
}
