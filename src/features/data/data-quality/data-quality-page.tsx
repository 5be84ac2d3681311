import { Skeleton } from '@mantine/core';
import { EmptyState } from '../../../client/components/empty-state.tsx';
import { FilterBar } from '../../../client/components/filter-bar.tsx';
import { TableSkeleton } from '../../../client/components/loading.tsx';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { QueryBoundary } from '../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../client/components/section-card.tsx';
import { useHasRole } from '../../../client/session.ts';
import { AddStockOut } from './components/add-stock-out.tsx';
import { QualityTable } from './components/quality-table.tsx';
import { QualityTiles } from './components/quality-tiles.tsx';
import { SilenceTable } from './components/silence-table.tsx';
import { StockOutTable } from './components/stock-out-table.tsx';
import { SuspectedTable } from './components/suspected-table.tsx';
import { useDataQuality } from './use-data-quality.ts';

/** How far the sales can be trusted, and what forecasts may claim on them. */
export function DataQualityPage() {
  const { catalogue, report, stockOuts, suspected, save, remove } = useDataQuality();
  const mayEdit = useHasRole('OPERATOR');
  const add = mayEdit && (
    <AddStockOut skus={catalogue.data?.skus ?? []} warehouses={catalogue.data?.warehouses ?? []} onSave={save} />
  );
  return (
    <>
      <PageHeader
        title="Data quality"
        description="How fresh and complete the sales are, and what forecasts may therefore claim."
        asOf={report.data?.until}
      >
        <FilterBar by={['products', 'markets', 'channels']} catalogue={catalogue.data} />
      </PageHeader>
      <div className="page-stack">
        <QueryBoundary query={report} what="the data quality" loading={<Skeleton height={120} radius="lg" />}>
          {data => <QualityTiles report={data} stockOuts={stockOuts.data?.length ?? 0} />}
        </QueryBoundary>
        <SectionCard
          title="SKU × channel"
          description="A week that a channel reported without this SKU counts as no sale; a week without any report counts as missing."
          flush
        >
          <QueryBoundary query={report} what="the data quality" loading={<TableSkeleton rows={8} />}>
            {data => <QualityTable rows={data.rows} />}
          </QueryBoundary>
        </SectionCard>
        <SectionCard
          title="Weeks without a report"
          description="A channel that reports in four of five weeks or more and then nothing at all has not been delivered: forecasts leave those weeks open instead of reading 0. One that stays silent for more than eight weeks while others report is taken as closed."
          flush
        >
          <QueryBoundary query={report} what="the weeks without a report" loading={<TableSkeleton rows={3} />}>
            {data => <SilenceTable silences={data.silences} />}
          </QueryBoundary>
        </SectionCard>
        <SectionCard
          title="Stock-outs"
          description="Weeks in which at least a fifth of a selection’s usual demand could not be bought. Counts of nothing on the Inventory page begin one, goods that arrive end it."
          flush
        >
          <QueryBoundary query={stockOuts} what="the stock-outs" loading={<TableSkeleton rows={3} />}>
            {rows => (
              <StockOutTable
                stockOuts={rows}
                editable={mayEdit}
                onRemove={remove}
                actions={add}
                empty={
                  <EmptyState
                    title="No stock-out is known"
                    description="Weeks without stock look like weeks without demand. Enter those you know of, and forecasts stop learning from them."
                  >
                    {add}
                  </EmptyState>
                }
              />
            )}
          </QueryBoundary>
        </SectionCard>
        <SectionCard
          title="Looks like a stock-out"
          description="Up to twelve weeks with at most 5% of the sales around them, in demand that otherwise hardly ever rests. A guess: nothing is corrected before someone enters it."
          flush
        >
          <QueryBoundary query={suspected} what="what looks like a stock-out" loading={<TableSkeleton rows={3} />}>
            {({ rows, mostSkus }) =>
              rows === null ? (
                <EmptyState
                  title={`More than ${mostSkus} SKUs are selected`}
                  description="Choose a product or a market above, and their weeks are looked through."
                />
              ) : (
                <SuspectedTable rows={rows} editable={mayEdit} onSave={save} />
              )
            }
          </QueryBoundary>
        </SectionCard>
      </div>
    </>
  );
}
