import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { announce } from '../../../client/announcer.tsx';
import { useLiveEvents } from '../../../client/live-events.ts';
import { notifyDone, notifyFailed } from '../../../client/notify.ts';
import { trpc } from '../../../client/trpc.ts';

/** The runs of the portfolio, followed live, and what can be done with them. */
export function usePortfolio() {
  const queryClient = useQueryClient();
  const overview = useQuery(
    trpc.portfolio.overview.queryOptions(
      { limit: 1 },
      {
        // Live events tell of each change; this bridges a cut stream and notices when nobody computes.
        refetchInterval: query => (query.state.data?.runs[0]?.status === 'RUNNING' ? 5_000 : false),
      },
    ),
  );
  const refresh = () => {
    void queryClient.invalidateQueries(trpc.portfolio.series.pathFilter());
    void queryClient.invalidateQueries(trpc.portfolio.summary.pathFilter());
  };
  useLiveEvents(['portfolio-run'], event => {
    void queryClient.invalidateQueries(trpc.portfolio.overview.pathFilter());
    const { status } = event.payload as { status?: string };
    if (status !== 'RUNNING') announce(`Portfolio run ${status?.toLowerCase()}`);
    if (status !== 'RUNNING' || event.entityId === overview.data?.shown?.id) refresh();
  });
  useLiveEvents(['published-forecast'], refresh);

  const start = useMutation(trpc.portfolio.start.mutationOptions());
  const setSchedule = useMutation(
    trpc.portfolio.setSchedule.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.portfolio.overview.pathFilter()),
    }),
  );
  const cancel = useMutation(
    trpc.portfolio.cancel.mutationOptions({
      onError: error => notifyFailed('The run was not cancelled', error),
      onSuccess: () => queryClient.invalidateQueries(trpc.portfolio.overview.pathFilter()),
    }),
  );
  const publish = useMutation(
    trpc.portfolio.publish.mutationOptions({
      onSuccess: ({ published, heldBack }) => {
        refresh();
        notifyDone(
          heldBack > 0
            ? `${published} forecasts published; ${heldBack} wait for a reason`
            : `${published} ${published === 1 ? 'forecast' : 'forecasts'} published`,
        );
      },
    }),
  );
  return {
    overview,
    start: start.mutateAsync,
    setSchedule: setSchedule.mutateAsync,
    cancel: (runId: string) => cancel.mutate({ runId }),
    cancelling: cancel.isPending,
    publish: publish.mutateAsync,
  };
}
