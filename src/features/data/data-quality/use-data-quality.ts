import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useLiveEvents } from '../../../client/live-events.ts';
import { notifyDone, notifyFailed } from '../../../client/notify.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { useSelection } from '../../forecasting/forecasts/use-selection.ts';
import type { SaveStockOutInput } from '../stock-outs/schema.ts';

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
  const remove = useMutation(
    trpc.stockOuts.remove.mutationOptions({
      onSuccess: () => {
        notifyDone('Stock-out taken back: those sales count as demand again');
        return refresh();
      },
      onError: error => notifyFailed('The stock-out was not taken back', error),
    }),
  );
  return {
    catalogue,
    report,
    stockOuts,
    suspected,
    save: (stockOut: SaveStockOutInput) => save.mutateAsync(stockOut),
    remove: (stockOut: StockOut) => remove.mutate({ stockOutId: stockOut.id }),
    removingId: remove.isPending ? remove.variables.stockOutId : null,
  };
}
