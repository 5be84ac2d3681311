import { Button, Tabs } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../../../client/components/empty-state.tsx';
import { FilterBar } from '../../../client/components/filter-bar.tsx';
import { TableSkeleton, TileSkeletons } from '../../../client/components/loading.tsx';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { QueryBoundary } from '../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../client/components/section-card.tsx';
import { useUrlFilters, useUrlState } from '../../../client/use-url-filters.ts';
import { OrderPlanView } from '../order-plans/components/order-plan-view.tsx';
import { ExceptionList } from '../stock-exceptions/components/exception-list.tsx';
import { useExceptions } from '../stock-exceptions/use-exceptions.ts';
import { ClassFilter, useClassFilter } from './components/class-filter.tsx';
import { CoverHeatMap } from './components/cover-heat-map.tsx';
import { StockDrawer } from './components/stock-drawer.tsx';
import { StockTable } from './components/stock-table.tsx';
import { StockTiles } from './components/stock-tiles.tsx';
import { useStock } from './use-stock.ts';

/** What there is, how long it lasts, what to order. */
export function InventoryPage() {
  const [tab, setTab] = useUrlState('tab', 'stock');
  const { catalogue, query, planningDate, count, setPolicy } = useStock();
  return (
    <>
      <PageHeader
        title="Inventory"
        description="Stock against the demand that it must cover, and the orders that follow from it."
        asOf={planningDate}
      >
        <FilterBar by={['markets', 'products']} catalogue={catalogue.data} />
      </PageHeader>
      <Tabs value={tab} onChange={value => value && setTab(value)}>
        <Tabs.List mb="md">
          <Tabs.Tab value="stock">Stock</Tabs.Tab>
          <Tabs.Tab value="plan">Order plan</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="stock">
          <StockView query={query} planningDate={planningDate ?? ''} onCount={count} onPolicy={setPolicy} />
        </Tabs.Panel>
        <Tabs.Panel value="plan">
          <div className="page-stack">
            <OrderPlanView />
          </div>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

interface StockViewProps {
  readonly query: ReturnType<typeof useStock>['query'];
  readonly planningDate: string;
  readonly onCount: ReturnType<typeof useStock>['count'];
  readonly onPolicy: ReturnType<typeof useStock>['setPolicy'];
}

function StockView({ query, planningDate, onCount, onPolicy }: StockViewProps) {
  const [openId, setOpenId] = useUrlState('row', '');
  const { filters, setFilters } = useUrlFilters();
  const { chosen, choose, allows } = useClassFilter();
  const filtered = filters.markets.length > 0 || filters.products.length > 0 || chosen.length > 0;
  const empty = filtered ? (
    <EmptyState
      title="No SKU matches these filters"
      description="Nothing of these products and classes is kept in these markets."
    >
      <Button
        variant="default"
        onClick={() => {
          setFilters({ markets: [], products: [] });
          choose([]);
        }}
      >
        Clear filters
      </Button>
    </EmptyState>
  ) : (
    <EmptyState
      title="No SKU has been entered yet"
      description="Stock shows here for each SKU and warehouse of the catalogue. SKUs come with the first sales file."
    >
      <Button component={Link} to="/import">
        Import sales
      </Button>
    </EmptyState>
  );
  const shown = { ...query, data: query.data?.filter(allows) };
  const exceptions = useExceptions();
  const byId = new Map(query.data?.map(row => [row.id, row]));
  const openRow = query.data?.find(row => row.id === openId) ?? null;
  return (
    <div className="page-stack">
      <QueryBoundary query={shown} what="the stock" loading={<TileSkeletons count={4} />}>
        {rows => rows.length > 0 && <StockTiles rows={rows} planningDate={planningDate} />}
      </QueryBoundary>
      <SectionCard
        title="Exceptions"
        description="Open orders and shortages that need a hand, by the money at risk: unserved demand at cost, holding that comes too early, goods that nothing needs."
        flush
      >
        <QueryBoundary query={exceptions} what="the exceptions" loading={<TableSkeleton rows={4} />}>
          {found => <ExceptionList exceptions={found} stock={byId} />}
        </QueryBoundary>
      </SectionCard>
      <SectionCard
        title="Days of cover"
        description="What is on hand against lead time and review; the most urgent first. Class A makes up most of the value, X forecasts best: thresholds are in Admin, Planning."
        actions={<ClassFilter chosen={chosen} onChoose={choose} />}
        flush
      >
        <QueryBoundary query={shown} what="the stock" height={300} isEmpty={rows => rows.length === 0} empty={empty}>
          {rows => <CoverHeatMap rows={rows} openId={openId} onOpen={row => setOpenId(row.id)} />}
        </QueryBoundary>
      </SectionCard>
      <SectionCard
        title="Stock"
        description="Click a count, or press Enter on it, to enter a new one; a row opens its position and policy."
        flush
      >
        <QueryBoundary query={shown} what="the stock" loading={<TableSkeleton rows={9} />}>
          {rows => (
            <StockTable rows={rows} openId={openId} onOpen={row => setOpenId(row.id)} onCount={onCount} empty={empty} />
          )}
        </QueryBoundary>
      </SectionCard>
      <StockDrawer row={openRow} planningDate={planningDate} onClose={() => setOpenId('')} onPolicy={onPolicy} />
    </div>
  );
}
