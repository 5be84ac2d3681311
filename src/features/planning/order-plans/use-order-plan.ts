import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { announce } from '../../../client/announcer.tsx';
import { useLiveEvents } from '../../../client/live-events.ts';
import { notifyFailed } from '../../../client/notify.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import { useUrlState } from '../../../client/use-url-filters.ts';
import type { AppRouter } from '../../../server/app-router.ts';
import { type PlanEvent, planTopic } from './schema.ts';

type Outputs = inferRouterOutputs<AppRouter>['inventory'];
export type OrderPlan = Outputs['plan'];
export type PlanLine = Outputs['planLines'][number];
export type PlanLineDetail = Outputs['planLine'];
export type PlanRequest = Omit<inferRouterInputs<AppRouter>['inventory']['startPlan'], 'planId'>;

export type PlanProgress = Extract<PlanEvent, { kind: 'progress' }>;

/** The order plan that the address names, or the newest; starts, follows and stops plans. */
export function useOrderPlan() {
  const [chosenId, choose] = useUrlState('plan', '');
  const plans = useQuery(trpc.inventory.plans.queryOptions({}));
  const planId = chosenId || plans.data?.[0]?.id;
  const plan = useQuery({
    ...trpc.inventory.plan.queryOptions({ planId: planId ?? '' }),
    enabled: planId !== undefined,
  });
  const lines = useQuery({
    ...trpc.inventory.planLines.queryOptions({ planId: planId ?? '' }),
    enabled: planId !== undefined && plan.data?.status === 'COMPLETED',
  });

  const [progress, setProgress] = useState<{ readonly planId: string; readonly latest: PlanProgress } | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.inventory.pathFilter());
  useLiveEvents([planTopic, 'purchase-order'], event => {
    const payload = event.payload as PlanEvent;
    if (event.topic === planTopic && payload.kind === 'progress') {
      setProgress({ planId: event.entityId, latest: payload });
      return;
    }
    if (event.topic === planTopic && payload.kind === 'ended' && event.entityId === planId) {
      announce(payload.status === 'COMPLETED' ? 'The order plan is ready' : 'The order plan ended without orders');
    }
    void refresh();
  });

  const startMutation = useMutation(
    trpc.inventory.startPlan.mutationOptions({
      onSuccess: started => {
        queryClient.setQueryData(trpc.inventory.plan.queryKey({ planId: started.id }), started);
        choose(started.id);
        void queryClient.invalidateQueries(trpc.inventory.plans.pathFilter());
      },
    }),
  );
  const cancelMutation = useMutation(
    trpc.inventory.cancelPlan.mutationOptions({
      onError: error => notifyFailed('The plan was not stopped', error),
      onSettled: refresh,
    }),
  );
  return {
    plans,
    planId,
    plan,
    lines,
    choose,
    progress: progress && progress.planId === planId ? progress.latest : null,
    start: (request: PlanRequest) => startMutation.mutate({ planId: crypto.randomUUID(), ...request }),
    starting: startMutation.isPending,
    startError: startMutation.error,
    cancel: () => planId && cancelMutation.mutate({ planId }),
    cancelling: cancelMutation.isPending,
  };
}
