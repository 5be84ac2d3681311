import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { type OrderStatus, orderStatuses } from '../../../../shared/purchasing/order-states.ts';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import { useUrlState } from '../../../client/use-url-filters.ts';
import type { AppRouter } from '../../../server/app-router.ts';

type Outputs = inferRouterOutputs<AppRouter>['purchasing'];
export type OrderListRow = Outputs['list']['orders'][number];
export type Inbox = Outputs['inbox'];

const pageSize = 200;

/** Refreshes whatever shows orders when one of them, a limit or an authority changes. */
export function useOrderEvents(): void {
  useLiveEvents(
    ['purchase-order', 'user', 'exchange-rate'],
    () => void queryClient.invalidateQueries(trpc.purchasing.pathFilter()),
  );
}

/** The register of orders, filtered by the state in the address, and what waits for the reader. */
export function useOrders() {
  const [statusText, setStatus] = useUrlState('status', '');
  const status = orderStatuses.find(one => one === statusText);
  const orders = useInfiniteQuery(
    trpc.purchasing.list.infiniteQueryOptions(
      { limit: pageSize, ...(status && { status }) },
      { getNextPageParam: page => page.next },
    ),
  );
  const inbox = useQuery(trpc.purchasing.inbox.queryOptions());
  useOrderEvents();
  return { status, setStatus: (value: OrderStatus | '') => setStatus(value), orders, inbox };
}
