import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { useStockScope } from '../inventory/use-stock.ts';

export type Exceptions = inferRouterOutputs<AppRouter>['inventory']['exceptions'];

/** Exceptions under the address's filters; follows counts, orders, forecasts and terms as they change. */
export function useExceptions() {
  const { scope } = useStockScope();
  const query = useQuery({
    ...trpc.inventory.exceptions.queryOptions(scope ?? {}),
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
  });
  useLiveEvents(
    [
      'stock',
      'supplier',
      'published-forecast',
      'forecast-publication',
      'purchase-order',
      'transfer-order',
      'planning-settings',
    ],
    () => void queryClient.invalidateQueries(trpc.inventory.exceptions.pathFilter()),
  );
  return query;
}
