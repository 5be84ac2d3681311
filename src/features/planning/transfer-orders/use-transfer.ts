import { useQuery } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { queryClient, trpc, trpcClient } from '../../../client/trpc.ts';
import { useDocumentSteps } from '../../../client/use-document-steps.ts';
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

/** The steps of a transfer order as it is shown; each rejects with the refusal. */
export function useTransferSteps(order: Transfer) {
  const { take } = useDocumentSteps<Step>({
    document: order,
    done,
    send: (step, input) => trpcClient.transfers[step].mutate(input),
    refresh: () => queryClient.invalidateQueries(trpc.transfers.pathFilter()),
  });
  return <Name extends Step>(step: Name, own: Own<Name>) => take(step, own);
}
