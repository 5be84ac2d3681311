import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { announce } from '../../../client/announcer.tsx';
import { useLiveEvents } from '../../../client/live-events.ts';
import { notifyFailed } from '../../../client/notify.ts';
import { trpc } from '../../../client/trpc.ts';
import { usePublication } from '../publications/use-publication.ts';

/**
 * The newest run of the portfolio, followed live, the one whose series are shown, and what can be done with them.
 * @param runId  shown instead of the newest run that has series; '' shows that
 */
export function usePortfolio(runId: string) {
  const queryClient = useQueryClient();
  const overview = useQuery(
    trpc.portfolio.overview.queryOptions(runId ? { runId } : {}, {
      // Live events tell of each change; this bridges a cut stream and notices when nobody computes.
      refetchInterval: query => (query.state.data?.newest?.status === 'RUNNING' ? 5_000 : false),
    }),
  );
  const refresh = () => {
    void queryClient.invalidateQueries(trpc.portfolio.series.pathFilter());
    void queryClient.invalidateQueries(trpc.portfolio.summary.pathFilter());
  };
  useLiveEvents(['portfolio-run'], event => {
    void queryClient.invalidateQueries(trpc.portfolio.overview.pathFilter());
    void queryClient.invalidateQueries(trpc.portfolio.runs.pathFilter());
    const { status } = event.payload as { status?: string };
    if (status !== 'RUNNING') announce(`Portfolio run ${status?.toLowerCase()}`);
    if (status !== 'RUNNING' || event.entityId === overview.data?.shown?.id) refresh();
  });
  useLiveEvents(['published-forecast'], event => {
    const { status, doneCount } = event.payload as { status?: string; doneCount?: number };
    if (status !== 'RUNNING') refresh();
    // Others on the page learn of a publication when it begins.
    else if (doneCount === 0) void queryClient.invalidateQueries(trpc.portfolio.overview.pathFilter());
  });

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
  const publication = usePublication();
  const publish = useMutation(
    trpc.portfolio.publish.mutationOptions({ onSuccess: ({ id }) => publication.follow(id) }),
  );
  // A publication that somebody started before is followed too.
  const underWayId = overview.data?.publishingId;
  useEffect(() => {
    if (underWayId) publication.follow(underWayId);
  }, [underWayId, publication.follow]);
  return {
    overview,
    start: start.mutateAsync,
    setSchedule: setSchedule.mutateAsync,
    cancel: (runId: string) => cancel.mutate({ runId }),
    cancelling: cancel.isPending,
    publish: publish.mutateAsync,
    publication,
  };
}
