import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { useSkuScope } from '../../data/catalogue/use-selection.ts';
import { stockTopics } from '../inventory/use-stock.ts';

export type Exceptions = inferRouterOutputs<AppRouter>['inventory']['exceptions'];

/** Exceptions under the address's filters; follows counts, orders, forecasts and terms as they change. */
export function useExceptions() {
  const { scope } = useSkuScope();
  useLiveEvents(stockTopics, () => void queryClient.invalidateQueries(trpc.inventory.exceptions.pathFilter()));
  return useQuery(trpc.inventory.exceptions.queryOptions(scope ?? skipToken, { placeholderData: keepPreviousData }));
}
