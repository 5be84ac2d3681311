import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { useRef } from 'react';
import { notifyDone } from '../../../client/notify.ts';
import { queryClient, trpc, trpcClient } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { useTransferEvents } from './use-transfers.ts';

type Inputs = inferRouterInputs<AppRouter>['transfers'];
export type Transfer = inferRouterOutputs<AppRouter>['transfers']['order'];
export type TransferLine = Transfer['lines'][number];

/** One transfer order, kept fresh by live events. */
export function useTransfer(orderId: string) {
  const order = useQuery(trpc.transfers.order.queryOptions({ orderId }));
  useTransferEvents();
  return order;
}

type Step = 'dispatch' | 'receive' | 'cancel';
type Own<Name extends Step> = Omit<Inputs[Name], 'orderId' | 'version' | 'idempotencyKey'>;

const done: Record<Step, string> = { dispatch: 'dispatched', receive: 'receipt booked', cancel: 'cancelled' };

/**
 * Takes a step on the order as it is shown. A retry of the same step on the same version carries the same key, so that
 * an answer lost on the way does not make the server act twice. Rejects with the refusal.
 */
export function useTransferSteps(order: Transfer) {
  const keys = useRef(new Map<string, string>());
  const { mutateAsync } = useMutation({
    mutationFn: ({ step, own }: { step: Step; own: object }) => {
      const intention = `${step} ${order.id} ${order.version} ${JSON.stringify(own)}`;
      const idempotencyKey = keys.current.get(intention) ?? crypto.randomUUID();
      keys.current.set(intention, idempotencyKey);
      const input = { orderId: order.id, version: order.version, idempotencyKey, ...own };
      return trpcClient.transfers[step].mutate(input as never);
    },
    onSuccess: (_answer, { step }) => notifyDone(`${order.number} ${done[step]}`),
    onSettled: () => queryClient.invalidateQueries(trpc.transfers.pathFilter()),
  });
  return <Name extends Step>(step: Name, own: Own<Name>) => mutateAsync({ step, own });
}
