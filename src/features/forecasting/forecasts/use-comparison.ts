import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Evaluation, ForecasterId } from '../../../../shared/contracts/forecast.ts';
import type { Period } from '../../../../shared/contracts/series.ts';
import { announce } from '../../../client/announcer.tsx';
import { useLiveEvents } from '../../../client/live-events.ts';
import { notifyFailed } from '../../../client/notify.ts';
import { trpc } from '../../../client/trpc.ts';
import { sameSelection } from '../../data/catalogue/components/selection-codes.ts';
import type { Selection } from '../../data/catalogue/schema.ts';
import type { ModelRow, RunSettings } from './schema.ts';
import type { ComparisonUpdate, RunSummary } from './service.ts';

export interface ModelProgress {
  /** 0–1. */
  readonly done: number;
  readonly message: string;
}

export interface Comparison {
  readonly runId: string;
  /** Null until the server has taken it. */
  readonly run: RunSummary | null;
  /** In the order in which they landed. */
  readonly rows: readonly ModelRow[];
  readonly progress: Partial<Record<ForecasterId, ModelProgress>>;
}

export interface ComparisonRequest {
  readonly period: Period;
  readonly horizonPeriods: number;
  readonly folds: number;
  readonly forecasterIds: readonly ForecasterId[];
  readonly settings: RunSettings;
}

const nothingYet = (runId: string): Comparison => ({ runId, run: null, rows: [], progress: {} });

function updated(before: Comparison, update: ComparisonUpdate): Comparison {
  switch (update.kind) {
    case 'snapshot':
      return { ...before, run: update.run, rows: update.rows };
    case 'progress':
      return {
        ...before,
        progress: { ...before.progress, [update.forecasterId]: { done: update.done, message: update.message } },
      };
    case 'model':
      return {
        ...before,
        rows: [...before.rows.filter(row => row.forecasterId !== update.row.forecasterId), update.row],
      };
    case 'ended':
      return { ...before, run: update.run };
  }
}

/**
 * The comparison that the page shows: the run that the address names, or the newest one of the selection by this
 * period. Rows come by
 * subscription, each the moment it lands.
 */
export function useComparison(selection: Selection | undefined, period: Period | undefined) {
  const queryClient = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const namedRunId = search.get('run');
  const runsOfSelection = useQuery(
    trpc.forecasts.runs.queryOptions(selection ? { selection, limit: 50 } : skipToken, { staleTime: 5_000 }),
  );
  /** Started here: shown at once, before any list knows it. */
  const [startedRun, setStartedRun] = useState<{ runId: string; selection: Selection; period: Period } | null>(null);
  const started =
    startedRun && selection && startedRun.period === period && sameSelection(startedRun.selection, selection)
      ? startedRun.runId
      : null;
  const known = (runsOfSelection.data ?? []).filter(run => run.period === period);
  const runId =
    namedRunId !== null && (namedRunId === started || known.some(run => run.id === namedRunId))
      ? namedRunId
      : (started ?? known[0]?.id ?? null);

  const [state, setState] = useState<Comparison | null>(null);
  const subscription = useSubscription(
    trpc.forecasts.onComparison.subscriptionOptions(runId ? { runId } : skipToken, {
      onData: ({ data }) => {
        if (!runId) return;
        setState(before => updated(before?.runId === runId ? before : nothingYet(runId), data));
        if (data.kind === 'ended') announce(`Comparison ${data.run.status.toLowerCase()}`);
      },
    }),
  );
  const comparison = runId && state?.runId === runId ? state : runId ? nothingYet(runId) : null;

  useLiveEvents(['forecast-run'], event => {
    const { kind } = event.payload as { kind?: string };
    if (kind !== 'started' && kind !== 'ended') return;
    void queryClient.invalidateQueries(trpc.forecasts.runs.pathFilter());
    // Someone took the interrupted run up: its stream begins anew.
    if (kind === 'started' && event.entityId === runId && comparison?.run && comparison.run.status !== 'RUNNING') {
      subscription.reset();
    }
  });

  const compare = useMutation(
    trpc.forecasts.compare.mutationOptions({
      onError: error => notifyFailed('The comparison did not start', error),
    }),
  );
  const cancel = useMutation(
    trpc.forecasts.cancel.mutationOptions({
      onError: error => notifyFailed('The comparison was not cancelled', error),
    }),
  );

  const showRun = useCallback(
    (id: string) =>
      setSearch(
        current => {
          const next = new URLSearchParams(current);
          next.set('run', id);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );

  return {
    comparison,
    runsOfSelection,
    /** The stream's own failure; rows already landed stay. */
    streamError: subscription.status === 'error' ? subscription.error : null,
    reconnect: subscription.reset,
    starting: compare.isPending,
    start(request: ComparisonRequest): void {
      if (!selection || compare.isPending) return;
      const id = crypto.randomUUID();
      setStartedRun({ runId: id, selection, period: request.period });
      showRun(id);
      compare.mutate(
        { ...request, forecasterIds: [...request.forecasterIds], runId: id, selection },
        { onError: () => setStartedRun(null) },
      );
    },
    /** Finishes an interrupted run: only what is missing is computed. */
    resume(run: RunSummary): void {
      const { id, period, horizonPeriods, folds, forecasterIds, settings } = run;
      compare.mutate(
        { runId: id, selection: run.selection, period, horizonPeriods, folds, forecasterIds, settings },
        { onSuccess: () => subscription.reset() },
      );
    },
    cancelling: cancel.isPending,
    cancel: () => runId && cancel.mutate({ runId }),
  };
}

/** Evaluations that landed, in the order in which screens list models. */
export function evaluationsOf(comparison: Comparison | null): Evaluation[] {
  const order = comparison?.run?.forecasterIds ?? [];
  return (comparison?.rows ?? [])
    .flatMap(row => (row.evaluation ? [row.evaluation] : []))
    .toSorted((a, b) => order.indexOf(a.forecasterId) - order.indexOf(b.forecasterId));
}
