import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { useSkuScope } from '../../data/catalogue/use-selection.ts';

export type Supplier = inferRouterOutputs<AppRouter>['suppliers']['list'][number];
export type SupplierTerm = inferRouterOutputs<AppRouter>['suppliers']['terms'][number];
export type SupplierChange = inferRouterInputs<AppRouter>['suppliers']['update']['change'];
export type TermChange = inferRouterInputs<AppRouter>['suppliers']['updateTerm']['change'];

/** Suppliers and the terms of the SKUs under the address's filters; follows every edit, whoever makes it. */
export function useSuppliers() {
  const { catalogue, scope } = useSkuScope();
  const suppliers = useQuery(trpc.suppliers.list.queryOptions());
  const terms = useQuery(trpc.suppliers.terms.queryOptions(scope ?? skipToken));
  const refresh = () => queryClient.invalidateQueries(trpc.suppliers.pathFilter());
  useLiveEvents(['supplier'], () => void refresh());

  // Also after a refusal: someone else's change is what made the version old.
  const options = { onSettled: refresh };
  const update = useMutation(trpc.suppliers.update.mutationOptions(options));
  const updateTerm = useMutation(trpc.suppliers.updateTerm.mutationOptions(options));
  const create = useMutation(trpc.suppliers.create.mutationOptions(options));
  const addTerm = useMutation(trpc.suppliers.addTerm.mutationOptions(options));
  return {
    catalogue,
    suppliers,
    terms,
    editSupplier: ({ id, version }: Supplier, change: SupplierChange) =>
      update.mutateAsync({ supplierId: id, version, change }),
    editTerm: ({ supplierId, skuId, version }: SupplierTerm, change: TermChange) =>
      updateTerm.mutateAsync({ supplierId, skuId, version, change }),
    create: create.mutateAsync,
    addTerm: addTerm.mutateAsync,
  };
}
