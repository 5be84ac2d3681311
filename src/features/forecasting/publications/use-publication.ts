import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLiveEvents } from '../../../client/live-events.ts';
import { notifyFailed } from '../../../client/notify.ts';
import { trpc } from '../../../client/trpc.ts';
import { useIntentionKeys } from '../../../client/use-intention-keys.ts';
import type { PublishInput } from './schema.ts';

/** The publication that was started from this page, followed to its end by live events. */
export function usePublication() {
  const queryClient = useQueryClient();
  const [publicationId, setPublicationId] = useState<string | null>(null);
  const publication = useQuery(
    trpc.forecasts.publication.queryOptions(publicationId ? { publicationId } : skipToken, {
      // Live events tell of each change; this only bridges a cut stream.
      refetchInterval: query => (query.state.data?.status === 'RUNNING' ? 3_000 : false),
    }),
  );
  useLiveEvents(['published-forecast'], event => {
    if (event.entityId === publicationId) void queryClient.invalidateQueries(trpc.forecasts.publication.pathFilter());
    const { status } = event.payload as { status?: string };
    if (status === 'RUNNING') return;
    for (const path of ['published', 'publishedVersions', 'publications'] as const) {
      void queryClient.invalidateQueries(trpc.forecasts[path].pathFilter());
    }
  });
  const ids = useIntentionKeys();
  const publish = useMutation(
    trpc.forecasts.publish.mutationOptions({
      onSuccess({ id }) {
        ids.forget();
        setPublicationId(id);
      },
    }),
  );
  const cancel = useMutation(
    trpc.forecasts.cancelPublication.mutationOptions({
      onError: error => notifyFailed('The publication was not cancelled', error),
    }),
  );
  return {
    publication: publication.data ?? null,
    /** Shows a publication that was started elsewhere. */
    follow: setPublicationId,
    publish: (input: Omit<PublishInput, 'publicationId'>) =>
      publish.mutateAsync({ ...input, publicationId: ids.keyOf(JSON.stringify(input)) }),
    cancelling: cancel.isPending,
    cancel: () => publicationId && cancel.mutate({ publicationId }),
    dismiss: () => setPublicationId(null),
  };
}
