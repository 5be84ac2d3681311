import { useQuery } from '@tanstack/react-query';
import type { NetProposal } from '../../../../shared/planning/net-of-orders.ts';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';

export type Coverage = ReadonlyMap<string, NetProposal>;

/** What orders hold of a plan's proposals without it counting them, by plan line and by transfer; follows every order. */
export function usePlanCoverage(planId: string): { readonly lines: Coverage; readonly transfers: Coverage } {
  const { data } = useQuery(trpc.inventory.planCoverage.queryOptions({ planId }));
  useLiveEvents(
    ['purchase-order', 'transfer-order'],
    () => void queryClient.invalidateQueries(trpc.inventory.planCoverage.queryFilter({ planId })),
  );
  const byKey = (rows: readonly (NetProposal & { readonly key: string })[] = []) =>
    new Map(rows.map(row => [row.key, row]));
  return { lines: byKey(data?.lines), transfers: byKey(data?.transfers) };
}
