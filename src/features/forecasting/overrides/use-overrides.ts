import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import type { Selection } from '../../data/catalogue/schema.ts';

type Outputs = inferRouterOutputs<AppRouter>['forecasts'];
export type Grid = Outputs['grid'];
export type GridRow = Grid['rows'][number];
export type OverrideRow = Outputs['overrides'][number];

function refresh(): void {
  for (const path of ['grid', 'finalBreakdown', 'overrides', 'overrideValueAdded', 'accuracyLog'] as const) {
    void queryClient.invalidateQueries(trpc.forecasts[path].pathFilter());
  }
}

/** The planning grid of a selection; follows overrides, publications and imports as they are committed. */
export function useGrid(selection: Selection) {
  useLiveEvents(['forecast-override', 'published-forecast', 'import'], refresh);
  return useQuery(trpc.forecasts.grid.queryOptions({ selection }, { placeholderData: keepPreviousData }));
}

export function useOverrideChanges() {
  // Also after a refusal: someone else's change is what it was refused for.
  const options = { onSettled: refresh };
  const save = useMutation(trpc.forecasts.saveOverride.mutationOptions(options));
  const withdraw = useMutation(trpc.forecasts.withdrawOverride.mutationOptions(options));
  return { save: save.mutateAsync, withdraw: withdraw.mutateAsync };
}
