import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { useRef } from 'react';
import { notifyDone } from '../../../client/notify.ts';
import { queryClient, trpc, trpcClient } from '../../../client/trpc.ts';
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

/**
 * Takes a step on the order as it is shown. A retry of the same step on the same version carries the same key, so that
 * an answer lost on the way does not make the server act twice. Rejects with the refusal.
 */
export function useOrderSteps(order: Order) {
  const keys = useRef(new Map<string, string>());
  const { mutateAsync, isPending } = useMutation({
    mutationFn: ({ step, own }: { step: Step; own: object }) => {
      const intention = `${step} ${order.id} ${order.version} ${JSON.stringify(own)}`;
      const idempotencyKey = keys.current.get(intention) ?? crypto.randomUUID();
      keys.current.set(intention, idempotencyKey);
      const input = { orderId: order.id, version: order.version, idempotencyKey, ...own };
      return trpcClient.purchasing[step].mutate(input as never);
    },
    onSuccess: (_answer, { step }) => notifyDone(`${order.number} ${done[step]}`),
    onSettled: () => queryClient.invalidateQueries(trpc.purchasing.pathFilter()),
  });
  const take = <Name extends Step>(step: Name, own: Own<Name>) => mutateAsync({ step, own });
  return { take, busy: isPending };
}
