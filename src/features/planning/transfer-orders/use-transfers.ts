import { useInfiniteQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { type TransferStatus, transferStatuses } from '../../../../shared/planning/transfer-states.ts';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import { useUrlState } from '../../../client/use-url-filters.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { transferOrderTopic } from './schema.ts';

export type TransferListRow = inferRouterOutputs<AppRouter>['transfers']['list']['orders'][number];

const pageSize = 200;

/** Refreshes whatever shows transfer orders, and the stock they draw on, when one of them changes. */
export function useTransferEvents(): void {
  useLiveEvents([transferOrderTopic, 'stock'], () => void queryClient.invalidateQueries(trpc.transfers.pathFilter()));
}

/** The register of transfer orders, filtered by the state in the address. */
export function useTransfers() {
  const [statusText, setStatus] = useUrlState('status', '');
  const status = transferStatuses.find(one => one === statusText);
  const orders = useInfiniteQuery(
    trpc.transfers.list.infiniteQueryOptions(
      { limit: pageSize, ...(status && { status }) },
      { getNextPageParam: page => page.next },
    ),
  );
  useTransferEvents();
  return { status, setStatus: (value: TransferStatus | '') => setStatus(value), orders };
}
