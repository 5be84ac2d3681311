import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';

export type Performance = inferRouterOutputs<AppRouter>['suppliers']['performance'];
export type SupplierPerformance = Performance['suppliers'][number];

/** How suppliers have delivered; follows every receipt. */
export function usePerformance() {
  const query = useQuery(trpc.suppliers.performance.queryOptions());
  useLiveEvents(
    ['purchase-order', 'planning-settings'],
    () => void queryClient.invalidateQueries(trpc.suppliers.performance.pathFilter()),
  );
  return query;
}
