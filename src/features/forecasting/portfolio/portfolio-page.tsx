import { Button, Group, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../../../client/components/empty-state.tsx';
import { FilterBar } from '../../../client/components/filter-bar.tsx';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { QueryBoundary } from '../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../client/components/section-card.tsx';
import { useHasRole } from '../../../client/session.ts';
import { trpc } from '../../../client/trpc.ts';
import { RunCard } from './components/run-card.tsx';
import { RunDialog } from './components/run-dialog.tsx';
import { SeriesCard } from './components/series-card.tsx';
import { usePortfolio } from './use-portfolio.ts';

/** Forecasts everything at once and says where to look first. */
export function PortfolioPage() {
  const portfolio = usePortfolio();
  const catalogue = useQuery(trpc.catalogue.read.queryOptions());
  const mayRun = useHasRole('MANAGER');
  const [dialog, setDialog] = useState<'start' | 'schedule' | null>(null);
  const { data } = portfolio.overview;
  const newest = data?.runs[0];
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
        <QueryBoundary
          query={portfolio.overview}
          what="the portfolio"
          loading={<Skeleton height={420} radius="lg" />}
          isEmpty={overview => overview.runs.length === 0}
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
          {({ runs: [run], shown }) => (
            <>
              {run && (
                <RunCard
                  run={run}
                  onCancel={mayRun ? () => portfolio.cancel(run.id) : undefined}
                  cancelling={portfolio.cancelling}
                />
              )}
              {shown && <SeriesCard key={shown.id} run={shown} onPublish={portfolio.publish} />}
            </>
          )}
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
