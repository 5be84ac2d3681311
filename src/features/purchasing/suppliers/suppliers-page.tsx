import { Group } from '@mantine/core';
import { EmptyState } from '../../../client/components/empty-state.tsx';
import { FilterBar } from '../../../client/components/filter-bar.tsx';
import { TableSkeleton } from '../../../client/components/loading.tsx';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { QueryBoundary } from '../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../client/components/section-card.tsx';
import { isAssumption } from '../../../client/components/source.tsx';
import { useHasRole } from '../../../client/session.ts';
import { ImportLink } from '../../data/imports/components/import-link.tsx';
import { TransferLanes } from '../../planning/transfer-lanes/components/transfer-lanes.tsx';
import { CapacityWeeks } from '../supplier-capacity/components/capacity-weeks.tsx';
import { SupplierDeliveries } from '../supplier-performance/components/supplier-deliveries.tsx';
import { AddSupplier } from './components/add-supplier.tsx';
import { AddTerm } from './components/add-term.tsx';
import { SupplierTable } from './components/supplier-table.tsx';
import { TermsTable } from './components/terms-table.tsx';
import { useSuppliers } from './use-suppliers.ts';

/** Who delivers, how fast, at which price and in which quantities: what order plans rest on. */
export function SuppliersPage() {
  const { catalogue, suppliers, terms, editSupplier, editTerm, create, addTerm } = useSuppliers();
  const mayEdit = useHasRole('MANAGER');
  const assumed = suppliers.data?.filter(supplier => isAssumption(supplier.source)).length ?? 0;

  const importTerms = <ImportLink kind="SUPPLIER_TERMS">Import terms</ImportLink>;

  return (
    <>
      <PageHeader
        title="Suppliers"
        description="Lead times, capacities, costs and order sizes that order plans are made on. Click a value, or press Enter on it, to change it."
        actions={
          mayEdit && (
            <>
              {importTerms}
              <AddSupplier onCreate={create} />
            </>
          )
        }
      >
        <FilterBar by={['markets', 'products']} catalogue={catalogue.data} />
      </PageHeader>
      <div className="page-stack">
        <SectionCard
          title="Suppliers"
          description={
            assumed > 0
              ? `${assumed} of ${suppliers.data?.length} rest on assumptions: replace each by what the supplier states.`
              : 'Amounts are in each supplier’s own currency.'
          }
          flush
        >
          <QueryBoundary query={suppliers} what="the suppliers" loading={<TableSkeleton rows={4} />}>
            {rows => (
              <SupplierTable
                suppliers={rows}
                onEdit={editSupplier}
                actions={null}
                empty={
                  <EmptyState
                    title="No supplier has been entered yet"
                    description="Order plans need to know from whom each SKU comes, how long it takes and what it costs."
                  >
                    {mayEdit && <AddSupplier onCreate={create} />}
                  </EmptyState>
                }
              />
            )}
          </QueryBoundary>
        </SectionCard>
        {suppliers.data && suppliers.data.length > 0 && <SupplierDeliveries suppliers={suppliers.data} />}
        <SectionCard
          title="Terms of each SKU"
          description="Plans order a SKU from its preferred supplier, in its multiples, at the price that the quantity of an order has."
          flush
        >
          <QueryBoundary query={terms} what="the terms" loading={<TableSkeleton rows={9} />}>
            {rows => (
              <TermsTable
                terms={rows}
                onEdit={editTerm}
                actions={
                  mayEdit && (
                    <AddTerm suppliers={suppliers.data ?? []} skus={catalogue.data?.skus ?? []} onAdd={addTerm} />
                  )
                }
                empty={
                  <EmptyState
                    title="No terms for these SKUs"
                    description="A SKU without terms is left out of every order plan. Add what its supplier asks for it, or import a price list."
                  >
                    {mayEdit && (
                      <Group gap="xs" justify="center">
                        <AddTerm suppliers={suppliers.data ?? []} skus={catalogue.data?.skus ?? []} onAdd={addTerm} />
                        {importTerms}
                      </Group>
                    )}
                  </EmptyState>
                }
              />
            )}
          </QueryBoundary>
        </SectionCard>
        {suppliers.data && suppliers.data.length > 0 && <CapacityWeeks suppliers={suppliers.data} />}
        <TransferLanes />
      </div>
    </>
  );
}
