import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { useSelection } from '../../data/catalogue/use-selection.ts';

export type SalesSummary = inferRouterOutputs<AppRouter>['dashboard']['salesSummary'];
export type SalesGroup = SalesSummary['groups'][number];

/** One step down from what the filters name: markets, then the channels of one, then the products of one. */
export type Level = 'region' | 'channel' | 'product';

const longestWindowWeeks = 52;

/** Sales under the address's filters, grouped one level below them; follows each committed import. */
export function useSalesSummary() {
  const { catalogue, filters, setFilters, selection } = useSelection();
  const level: Level = filters.channels.length > 0 ? 'product' : filters.markets.length > 0 ? 'channel' : 'region';
  const weeks =
    filters.period.kind === 'weeks' ? Math.min(filters.period.weeks, longestWindowWeeks) : longestWindowWeeks;
  const summary = useQuery(
    trpc.dashboard.salesSummary.queryOptions(selection ? { selection, weeks, groupBy: level } : skipToken, {
      placeholderData: keepPreviousData,
    }),
  );
  useLiveEvents(['import'], () => void queryClient.invalidateQueries(trpc.dashboard.pathFilter()));

  const open = (group: SalesGroup) => {
    if (level === 'region') setFilters({ markets: [group.code] });
    else if (level === 'channel') setFilters({ channels: [group.code] });
    else setFilters({ products: [group.code] });
  };
  return { catalogue, summary, level, weeks, open };
}
