import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import type { Selection } from '../../data/catalogue/schema.ts';

export type DemandEvent = inferRouterOutputs<AppRouter>['demandEvents']['list'][number];
export type SaveEvent = inferRouterInputs<AppRouter>['demandEvents']['save'];

const refresh = () => queryClient.invalidateQueries(trpc.demandEvents.pathFilter());

/** The events of a selection; follows what others add, change and remove. */
export function useDemandEvents(selection: Selection | undefined) {
  useLiveEvents(['demand-event'], () => void refresh());
  return useQuery(trpc.demandEvents.list.queryOptions(selection ? { selection } : skipToken));
}

/** Public holidays on a chart; undefined days ask for none. */
export function useHolidays(selection: Selection | undefined, from: string | undefined, until: string | undefined) {
  const input = selection && from !== undefined && until !== undefined ? { selection, from, until } : skipToken;
  return useQuery(trpc.demandEvents.holidays.queryOptions(input, { staleTime: Number.POSITIVE_INFINITY }));
}

export function useEventChanges() {
  // Also after a refusal: someone else's change is what it was refused for.
  const options = { onSettled: refresh };
  const save = useMutation(trpc.demandEvents.save.mutationOptions(options));
  const remove = useMutation(trpc.demandEvents.remove.mutationOptions(options));
  return { save: save.mutateAsync, remove: remove.mutateAsync };
}
