import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { notifyDone, notifyFailed } from '../../../client/notify.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import { useIntentionKeys } from '../../../client/use-intention-keys.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import type { Shipment } from './schema.ts';
import { useTransferEvents } from './use-transfers.ts';

export type TakenShipment = inferRouterOutputs<AppRouter>['transfers']['ofPlan'][number];

export function shipmentKey({ fromWarehouseCode, toWarehouseCode, week }: Shipment): string {
  return `${week}/${fromWarehouseCode}/${toWarehouseCode}`;
}

/** Which shipments of a plan are transfer orders already, by `shipmentKey`; makes orders of others. */
export function usePlanTransfers(planId: string) {
  const taken = useQuery(trpc.transfers.ofPlan.queryOptions({ planId }));
  useTransferEvents();
  // One id for one shipment until it is an order: pressing again after a broken connection finds the same one.
  const ids = useIntentionKeys();
  const take = useMutation(
    trpc.transfers.takeUpProposal.mutationOptions({
      onSuccess: ({ orders }) => {
        ids.forget();
        notifyDone(`${orders.map(order => order.number).join(', ')} drafted`);
      },
      onError: error => notifyFailed('No transfer order was made', error),
      onSettled: () => queryClient.invalidateQueries(trpc.transfers.pathFilter()),
    }),
  );
  return {
    taken,
    busy: take.isPending,
    takeUp: (shipments: readonly Shipment[]) =>
      take.mutate({
        planId,
        shipments: shipments.map(shipment => ({
          ...shipment,
          orderId: ids.keyOf(`${planId}/${shipmentKey(shipment)}`),
        })),
      }),
  };
}
