import { Alert, Button, Group, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../../client/components/empty-state.tsx';
import { FilterBar } from '../../../client/components/filter-bar.tsx';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { QueryBoundary } from '../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../client/components/section-card.tsx';
import { useFormat, useHasRole } from '../../../client/session.ts';
import { useUrlState } from '../../../client/use-url-filters.ts';
import { useCatalogue } from '../../data/catalogue/use-catalogue.ts';
import { RunCard } from './components/run-card.tsx';
import { RunDialog } from './components/run-dialog.tsx';
import { RunHistory } from './components/run-history.tsx';
import { SeriesCard } from './components/series-card.tsx';
import type { PortfolioRun } from './service.ts';
import { usePortfolio } from './use-portfolio.ts';

/** Forecasts everything at once and says where to look first. */
export function PortfolioPage() {
  const [runId, setRunId] = useUrlState('run', '');
  const portfolio = usePortfolio(runId);
  const catalogue = useCatalogue();
  const mayRun = useHasRole('MANAGER');
  const [dialog, setDialog] = useState<'start' | 'schedule' | null>(null);
  const { data } = portfolio.overview;
  const newest = data?.newest;
  const schedule = data?.schedule ?? null;
  const noSkus = catalogue.data?.skus.length === 0;
  const start = (
    <Button onClick={() => setDialog('start')} disabled={newest?.status === 'RUNNING' || !data}>
      Forecast all series
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Portfolio"
        description="Every SKU and warehouse forecast at once, the largest expected error in money first."
        asOf={data?.shown?.finishedAt ?? data?.shown?.createdAt}
        actions={
          mayRun && (
            <Group gap="xs">
              <Button variant="default" onClick={() => setDialog('schedule')} disabled={!data}>
                {schedule ? `Daily at ${schedule.time}` : 'Daily run: off'}
              </Button>
              {start}
            </Group>
          )
        }
      >
        <FilterBar by={['products', 'markets']} catalogue={catalogue.data} />
      </PageHeader>
      <div className="page-stack">
        {runId !== '' && portfolio.overview.error && (
          <Button variant="default" onClick={() => setRunId('')} style={{ alignSelf: 'flex-start' }}>
            Show the newest run
          </Button>
        )}
        <QueryBoundary
          query={portfolio.overview}
          what="the portfolio"
          loading={<Skeleton height={420} radius="lg" />}
          isEmpty={overview => overview.newest === null}
          empty={
            <SectionCard title="No run yet">
              {noSkus ? (
                <EmptyState
                  title="There are no SKUs to forecast"
                  description="SKUs come with the first sales file."
                  fix={{ label: 'Import sales', to: '/import' }}
                />
              ) : (
                <EmptyState
                  title="The portfolio has not been forecast yet"
                  description="One run forecasts every SKU and warehouse that has sales, and shows here which of them deserve attention."
                >
                  {mayRun && start}
                </EmptyState>
              )}
            </SectionCard>
          }
        >
          {({ newest: run, shown, publishableId }) => {
            const readOnly = shown !== null && shown.id !== publishableId;
            return (
              <>
                {run && (
                  <RunCard
                    run={run}
                    onCancel={mayRun ? () => portfolio.cancel(run.id) : undefined}
                    cancelling={portfolio.cancelling}
                  />
                )}
                {shown && readOnly && <EarlierRun run={shown} onLeave={() => setRunId('')} />}
                {shown && (
                  <SeriesCard
                    key={shown.id}
                    run={shown}
                    readOnly={readOnly}
                    onPublish={portfolio.publish}
                    published={portfolio.publication}
                  />
                )}
                <RunHistory
                  openId={shown?.id ?? null}
                  onOpen={id => {
                    setRunId(id === publishableId ? '' : id);
                    document.querySelector('[data-page-title]')?.scrollIntoView({ block: 'end' });
                  }}
                />
              </>
            );
          }}
        </QueryBoundary>
      </div>
      {dialog && (
        <RunDialog
          purpose={dialog}
          schedule={schedule}
          onClose={() => setDialog(null)}
          onStart={portfolio.start}
          onSchedule={next => portfolio.setSchedule({ schedule: next })}
        />
      )}
    </>
  );
}

/** Says that the series below are of a run that newer ones have replaced. */
function EarlierRun({ run, onLeave }: { readonly run: PortfolioRun; readonly onLeave: () => void }) {
  const format = useFormat();
  return (
    <Alert color="yellow" role="status" title={`The series below are of the run of ${format.instant(run.createdAt)}`}>
      <Group justify="space-between" gap="xs">
        <span>It is not the newest with forecasts: it can be read and compared, not published.</span>
        <Button variant="default" onClick={onLeave}>
          Show the newest run
        </Button>
      </Group>
    </Alert>
  );
}
