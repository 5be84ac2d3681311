import { Skeleton } from '@mantine/core';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { addDays } from '../../../../shared/business-day.ts';
import type { ForecasterId } from '../../../../shared/contracts/forecast.ts';
import { Period } from '../../../../shared/contracts/series.ts';
import { demandIsRare } from '../../../../shared/numerics/demand-is-rare.ts';
import { EmptyState } from '../../../client/components/empty-state.tsx';
import { ErrorState } from '../../../client/components/error-state.tsx';
import { FilterBar } from '../../../client/components/filter-bar.tsx';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { QueryBoundary } from '../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../client/components/section-card.tsx';
import { errorMessageOf } from '../../../client/error-message.ts';
import { useShortcut } from '../../../client/keyboard.ts';
import { useLiveEvents } from '../../../client/live-events.ts';
import { useHasRole } from '../../../client/session.ts';
import { trpc } from '../../../client/trpc.ts';
import { writeFilters } from '../../../client/url-filters.ts';
import { useUrlState } from '../../../client/use-url-filters.ts';
import { filtersOf } from '../../data/catalogue/components/selection-codes.ts';
import { useSelection } from '../../data/catalogue/use-selection.ts';
import { useDemandEvents } from '../demand-events/use-demand-events.ts';
import { PublicationPanel } from '../publications/components/publication-panel.tsx';
import { usePublication } from '../publications/use-publication.ts';
import { ClaimNote } from './components/claim-note.tsx';
import { ComparisonControls } from './components/comparison-controls.tsx';
import { EvaluationDrawer } from './components/evaluation-drawer.tsx';
import { ForecastCard } from './components/forecast-card.tsx';
import { bestOf } from './components/forecast-chart-data.ts';
import { Hierarchy } from './components/hierarchy.tsx';
import { Leaderboard } from './components/leaderboard.tsx';
import { PublishDialog } from './components/publish-dialog.tsx';
import { PublishedCard } from './components/published-card.tsx';
import { type ListedRun, RunsCard } from './components/runs-card.tsx';
import classes from './forecasting-page.module.css';
import { evaluationsOf, useComparison } from './use-comparison.ts';

const EventsDialog = lazy(async () => ({
  default: (await import('../demand-events/components/events-dialog.tsx')).EventsDialog,
}));
// Below the fold, and with a table of its own: it may come after the chart.
const PlanningCard = lazy(async () => ({
  default: (await import('../overrides/components/planning-card.tsx')).PlanningCard,
}));

/** Choose a slice of demand, let the models compete on it, use the best in the order plan. */
export function ForecastingPage() {
  const queryClient = useQueryClient();
  const { catalogue, filters, selection, setSelection } = useSelection();
  const [, setSearch] = useSearchParams();
  const [by, setBy] = useUrlState('by', '');
  const asked = Period.safeParse(by);
  const history = useQuery(
    trpc.forecasts.history.queryOptions(
      selection ? { selection, ...(asked.success && { period: asked.data }) } : skipToken,
    ),
  );
  const period = history.data?.period ?? (asked.success ? asked.data : 'week');
  const compared = useComparison(selection, history.data?.period);
  const published = usePublication();
  const events = useDemandEvents(selection);
  const [showsEvents, setShowsEvents] = useState(false);
  const mayPublish = useHasRole('MANAGER');
  const [chosenId, setChosenId] = useState<ForecasterId | null>(null);
  const [explainedId, setExplainedId] = useState<ForecasterId | null>(null);
  const [publishingId, setPublishingId] = useState<ForecasterId | null>(null);
  useLiveEvents(['import', 'stock-out'], () => {
    void queryClient.invalidateQueries(trpc.forecasts.history.pathFilter());
    void queryClient.invalidateQueries(trpc.forecasts.breakdown.pathFilter());
    void queryClient.invalidateQueries(trpc.dataQuality.ofSelection.pathFilter());
  });

  const { comparison } = compared;
  const run = comparison?.run ?? null;
  const evaluations = evaluationsOf(comparison);
  const selected = evaluations.find(one => one.forecasterId === chosenId) ?? bestOf(evaluations) ?? evaluations[0];
  const explained = evaluations.find(one => one.forecasterId === explainedId);
  const publishing = evaluations.find(one => one.forecasterId === publishingId);
  const outdated = run !== null && history.data !== undefined && run.historySha256 !== history.data.sha256;
  const { publication } = published;
  const heldBack = publication?.runId === run?.id && (publication?.heldBack.length ?? 0) > 0;
  useShortcut(
    'p',
    'Use the selected model in the order plan',
    () => selected && setPublishingId(selected.forecasterId),
    'This screen',
    mayPublish && selected !== undefined && !publishing,
  );

  const openRun = ({ id, selection: of, period: runPeriod }: ListedRun) => {
    if (!catalogue.data) return;
    const codes = filtersOf(catalogue.data, of);
    setSearch(current => {
      const next = writeFilters(current, codes);
      next.set('run', id);
      next.set('by', runPeriod);
      return next;
    });
    document.querySelector('[data-page-title]')?.scrollIntoView({ block: 'end' });
  };
  const refusal = history.error === null ? null : errorMessageOf(history.error).appCode;
  const noSales = refusal === 'sales.none';
  // The address may still name a period that another selection is recorded by: this one falls back to its own.
  useEffect(() => {
    if (refusal === 'sales.period-not-recorded') setBy('');
  }, [refusal, setBy]);

  return (
    <>
      <PageHeader
        title="Forecasting"
        description="Models compete on any slice of demand; the best becomes what orders are planned on."
        asOf={history.data?.until}
      >
        <FilterBar
          by={['products', 'markets', 'channels']}
          catalogue={catalogue.data}
          periodWeeks={[26, 52, 104, 156]}
        />
      </PageHeader>
      <div className={classes.layout}>
        <aside className={classes.side} aria-label="Slice of demand">
          {catalogue.error && !catalogue.data ? (
            <ErrorState error={catalogue.error} what="the catalogue" onRetry={() => void catalogue.refetch()} />
          ) : selection ? (
            <Hierarchy selection={selection} onSelect={setSelection} />
          ) : (
            <Skeleton height={280} radius="lg" />
          )}
        </aside>
        <div className={`page-stack ${classes.main}`}>
          <ComparisonControls
            historyKnown={history.data !== undefined}
            period={period}
            periods={history.data?.periods ?? []}
            onPeriod={setBy}
            rareDemand={history.data !== undefined && demandIsRare(history.data.values, period)}
            stockOuts={history.data?.stockOuts.length ?? 0}
            unreported={history.data?.unreported.length ?? 0}
            comparison={comparison}
            starting={compared.starting}
            cancelling={compared.cancelling}
            outdated={outdated}
            onCompare={compared.start}
            onCancel={compared.cancel}
            onResume={() => run && compared.resume(run)}
          />
          {compared.streamError && (
            <ErrorState error={compared.streamError} what="the comparison" onRetry={compared.reconnect} />
          )}
          {publication && (
            <PublicationPanel
              publication={publication}
              cancelling={published.cancelling}
              onCancel={published.cancel}
              onDismiss={published.dismiss}
              onGiveReason={() => setPublishingId(publication.forecasterId)}
            />
          )}
          {noSales ? (
            <SectionCard title="No sales here">
              <EmptyState
                title={errorMessageOf(history.error).text}
                description="A forecast needs sales of at least a few weeks; a year or more makes it good."
                fix={{ label: 'Import sales', to: '/import' }}
              />
            </SectionCard>
          ) : (
            <QueryBoundary query={history} what="the history" loading={<Skeleton height={474} radius="lg" />}>
              {data => (
                <ForecastCard
                  selection={selection}
                  history={data}
                  shownPeriods={
                    filters.period.kind === 'weeks' ? periodsOfWeeks(filters.period.weeks, period) : undefined
                  }
                  run={run}
                  evaluations={evaluations}
                  events={events.data ?? []}
                  onEvents={() => setShowsEvents(true)}
                  selectedId={selected?.forecasterId}
                />
              )}
            </QueryBoundary>
          )}
          {selection && !noSales && <ClaimNote selection={selection} />}
          {run && comparison ? (
            <Leaderboard
              run={run}
              rows={comparison.rows}
              progress={comparison.progress}
              selectedId={selected?.forecasterId}
              onSelect={setChosenId}
              onExplain={setExplainedId}
              onPublish={mayPublish ? setPublishingId : undefined}
            />
          ) : comparison ? (
            <Skeleton height={280} radius="lg" />
          ) : (
            !noSales && (
              <SectionCard title="Leaderboard">
                <EmptyState
                  title="No comparison of this selection yet"
                  description="Press Compare: each model appears here and on the chart the moment it lands."
                />
              </SectionCard>
            )
          )}
          {selection && (
            <Suspense fallback={<Skeleton height={420} radius="lg" />}>
              <PlanningCard key={JSON.stringify(selection)} selection={selection} />
            </Suspense>
          )}
          {selection && <PublishedCard key={JSON.stringify(selection)} selection={selection} />}
          <RunsCard openId={run?.id ?? null} onOpen={openRun} />
        </div>
      </div>
      {showsEvents && selection && history.data && (
        <Suspense>
          <EventsDialog
            selection={selection}
            description={history.data.description}
            events={events.data ?? []}
            today={addDays(history.data.until, 1)}
            onClose={() => setShowsEvents(false)}
          />
        </Suspense>
      )}
      {run && explained && <EvaluationDrawer evaluation={explained} run={run} onClose={() => setExplainedId(null)} />}
      {run && publishing && (
        <PublishDialog
          run={run}
          evaluation={publishing}
          description={history.data?.description ?? 'this selection'}
          heldBack={heldBack}
          onClose={() => setPublishingId(null)}
          onPublish={reason =>
            published.publish({ runId: run.id, forecasterId: publishing.forecasterId, ...(reason && { reason }) })
          }
        />
      )}
    </>
  );
}

/** About as much time in periods of another length. */
function periodsOfWeeks(weeks: number, period: Period): number {
  return { day: 7 * weeks, week: weeks, month: Math.max(1, Math.round((weeks * 12) / 52)) }[period];
}
