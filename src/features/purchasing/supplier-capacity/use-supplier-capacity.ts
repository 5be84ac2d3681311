import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';

export type CapacityWeek = inferRouterOutputs<AppRouter>['suppliers']['capacities'][number];
export type NewCapacityWeek = inferRouterInputs<AppRouter>['suppliers']['addCapacity'];
export type CapacityChange = inferRouterInputs<AppRouter>['suppliers']['changeCapacity']['change'];

/** Weeks in which a supplier takes more or less than usual; the page's events of suppliers keep them fresh. */
export function useSupplierCapacity() {
  const weeks = useQuery(trpc.suppliers.capacities.queryOptions());
  // Also after a refusal: someone else's change is what made the version old.
  const options = { onSettled: () => queryClient.invalidateQueries(trpc.suppliers.pathFilter()) };
  const add = useMutation(trpc.suppliers.addCapacity.mutationOptions(options));
  const change = useMutation(trpc.suppliers.changeCapacity.mutationOptions(options));
  const remove = useMutation(trpc.suppliers.removeCapacity.mutationOptions(options));
  return {
    weeks,
    add: add.mutateAsync,
    edit: ({ id, version }: CapacityWeek, edit: CapacityChange) => change.mutateAsync({ id, version, change: edit }),
    remove: ({ id, version }: CapacityWeek) => remove.mutateAsync({ id, version }),
  };
}
