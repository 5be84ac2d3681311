import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLiveEvents } from '../../../client/live-events.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { useSelection } from '../catalogue/use-selection.ts';

type Outputs = inferRouterOutputs<AppRouter>;
export type QualityReport = Outputs['dataQuality']['read'];
export type QualityRow = QualityReport['rows'][number];
export type SuspectedStockOut = NonNullable<Outputs['dataQuality']['suspectedStockOuts']['rows']>[number];
export type StockOut = Outputs['stockOuts']['list'][number];

/** Quality of the sales under the address's filters, with their stock-outs; follows imports and counts as they land. */
export function useDataQuality() {
  const { catalogue, selection } = useSelection();
  const input = selection ? { selection } : skipToken;
  const report = useQuery(trpc.dataQuality.read.queryOptions(input, { placeholderData: keepPreviousData }));
  const stockOuts = useQuery(trpc.stockOuts.list.queryOptions(input, { placeholderData: keepPreviousData }));
  const suspected = useQuery(
    trpc.dataQuality.suspectedStockOuts.queryOptions(input, { placeholderData: keepPreviousData }),
  );
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.dataQuality.read.pathFilter()),
      queryClient.invalidateQueries(trpc.dataQuality.suspectedStockOuts.pathFilter()),
      queryClient.invalidateQueries(trpc.stockOuts.list.pathFilter()),
    ]);
  useLiveEvents(['import', 'stock-out'], () => void refresh());
  const save = useMutation(trpc.stockOuts.save.mutationOptions({ onSuccess: refresh }));
  const remove = useMutation(trpc.stockOuts.remove.mutationOptions({ onSuccess: refresh }));
  return {
    catalogue,
    report,
    stockOuts,
    suspected,
    save: save.mutateAsync,
    remove: (stockOut: StockOut) => remove.mutateAsync({ stockOutId: stockOut.id }),
  };
}
