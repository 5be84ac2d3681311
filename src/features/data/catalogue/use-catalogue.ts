import { useQuery } from '@tanstack/react-query';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';

/** Products, markets, channels, SKUs and warehouses by name; follows each change, whoever makes it. */
export function useCatalogue() {
  useLiveEvents(['catalogue'], () => void queryClient.invalidateQueries(trpc.catalogue.pathFilter()));
  return useQuery(trpc.catalogue.read.queryOptions(undefined, { staleTime: 5 * 60_000 }));
}
