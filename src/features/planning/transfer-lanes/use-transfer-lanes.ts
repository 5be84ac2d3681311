import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { useCatalogue } from '../../data/catalogue/use-catalogue.ts';

export type TransferLane = inferRouterOutputs<AppRouter>['transferLanes']['list'][number];
export type NewLane = inferRouterInputs<AppRouter>['transferLanes']['add'];
export type LaneChange = inferRouterInputs<AppRouter>['transferLanes']['change']['change'];

const refresh = () => queryClient.invalidateQueries(trpc.transferLanes.pathFilter());

/** The lanes between warehouses; follows every edit, whoever makes it. */
export function useTransferLanes() {
  const lanes = useQuery(trpc.transferLanes.list.queryOptions());
  const catalogue = useCatalogue();
  useLiveEvents(['transfer-lane'], () => void refresh());
  // Also after a refusal: someone else's change is what made the version old.
  const options = { onSettled: refresh };
  const add = useMutation(trpc.transferLanes.add.mutationOptions(options));
  const change = useMutation(trpc.transferLanes.change.mutationOptions(options));
  const remove = useMutation(trpc.transferLanes.remove.mutationOptions(options));
  return {
    lanes,
    warehouses: catalogue.data?.warehouses ?? [],
    add: add.mutateAsync,
    edit: ({ id, version }: TransferLane, edit: LaneChange) => change.mutateAsync({ id, version, change: edit }),
    remove: ({ id, version }: TransferLane) => remove.mutateAsync({ id, version }),
  };
}
