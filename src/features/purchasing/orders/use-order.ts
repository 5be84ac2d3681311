import { useQuery } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { queryClient, trpc, trpcClient } from '../../../client/trpc.ts';
import { useDocumentSteps } from '../../../client/use-document-steps.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { useOrderEvents } from './use-orders.ts';

type Outputs = inferRouterOutputs<AppRouter>['purchasing'];
type Inputs = inferRouterInputs<AppRouter>['purchasing'];
export type Order = Outputs['order'];
export type OrderLine = Order['lines'][number];
export type Standing = NonNullable<Outputs['standing']>;

/** One order, what stands against its approval, both kept fresh by live events. */
export function useOrder(orderId: string) {
  const order = useQuery(trpc.purchasing.order.queryOptions({ orderId }));
  const standing = useQuery(trpc.purchasing.standing.queryOptions({ orderId }));
  useOrderEvents();
  return { order, standing };
}

type Step = 'submit' | 'approve' | 'reject' | 'reopen' | 'cancel' | 'markOrdered' | 'editLines' | 'receive';
type Own<Name extends Step> = Omit<Inputs[Name], 'orderId' | 'version' | 'idempotencyKey'>;

const done: Record<Step, string> = {
  submit: 'submitted',
  approve: 'approved',
  reject: 'rejected',
  reopen: 'is a draft again',
  cancel: 'cancelled',
  markOrdered: 'marked as ordered',
  editLines: 'changed',
  receive: 'receipt booked',
};

/** The steps of an order as it is shown; each rejects with the refusal. */
export function useOrderSteps(order: Order) {
  const { take, busy } = useDocumentSteps<Step>({
    document: order,
    done,
    send: (step, input) => trpcClient.purchasing[step].mutate(input),
    refresh: () => queryClient.invalidateQueries(trpc.purchasing.pathFilter()),
  });
  return { take: <Name extends Step>(step: Name, own: Own<Name>) => take(step, own), busy };
}
