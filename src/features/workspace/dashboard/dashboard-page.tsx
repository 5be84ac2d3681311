import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../../client/components/empty-state.tsx';
import { FilterBar } from '../../../client/components/filter-bar.tsx';
import { TileSkeletons } from '../../../client/components/loading.tsx';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { QueryBoundary } from '../../../client/components/query-boundary.tsx';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import { KpiStrip } from './components/kpi-strip.tsx';
import { SalesBreakdown } from './components/sales-breakdown.tsx';
import { SalesTrend } from './components/sales-trend.tsx';
import { useSalesSummary } from './use-sales-summary.ts';

/** What happened, what is expected and what waits for a decision, in one look. */
export function DashboardPage() {
  const { catalogue, summary, level, weeks, open } = useSalesSummary();
  const overview = useQuery(trpc.dashboard.overview.queryOptions());
  useLiveEvents(
    ['import', 'published-forecast', 'order-plan', 'purchase-order', 'stock'],
    () => void queryClient.invalidateQueries(trpc.dashboard.overview.pathFilter()),
  );

  return (
    <>
      <PageHeader
        title="Dashboard"
        description="Sales, forecast and orders at a glance; every figure leads to its rows."
        asOf={summary.data?.until}
      >
        <FilterBar by={['markets', 'channels', 'products']} catalogue={catalogue.data} periodWeeks={[4, 13, 26, 52]} />
      </PageHeader>
      <div className="page-stack">
        <QueryBoundary query={summary} what="the sales" loading={<TileSkeletons count={5} />}>
          {sales => <KpiStrip sales={sales} weeks={weeks} overview={overview} />}
        </QueryBoundary>
        <QueryBoundary
          query={summary}
          what="the sales"
          height={680}
          isEmpty={sales => sales.until === null}
          empty={
            <EmptyState
              title="No sales have been imported yet"
              description="Weekly sales by market, channel and product show here as soon as a sales file is committed."
              fix={{ label: 'Import sales', to: '/import' }}
            />
          }
        >
          {sales => (
            <>
              <SalesTrend summary={sales} />
              <SalesBreakdown summary={sales} level={level} onOpen={open} />
            </>
          )}
        </QueryBoundary>
      </div>
    </>
  );
}
