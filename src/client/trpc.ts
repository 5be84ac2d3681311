import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchStreamLink,
  httpLink,
  httpSubscriptionLink,
  isNonJsonSerializable,
  retryLink,
  splitLink,
} from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../server/app-router.ts';
import { isSignedOut, mayRetry } from './error-message.ts';

const url = '/api/trpc';

export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: operation => operation.type === 'subscription',
      // A browser gives a stream up for good when a proxy answers for a server that restarts: begin anew, from the
      // last event seen.
      true: [
        retryLink({
          retry: ({ error }) => !error.data,
          retryDelayMs: attempt => Math.min(15_000, 500 * 2 ** attempt),
        }),
        httpSubscriptionLink({ url }),
      ],
      false: splitLink({
        // A streamed answer has sent its headers before a mutation could set a cookie; files cannot share a batch.
        condition: operation => operation.type === 'mutation' || isNonJsonSerializable(operation.input),
        true: httpLink({ url }),
        false: httpBatchStreamLink({ url, maxItems: 20 }),
      }),
    }),
  ],
});

/** A session that has ended shows the sign-in page; asking anew for the session is what leads there. */
function onError(error: unknown): void {
  if (isSignedOut(error)) void queryClient.invalidateQueries({ queryKey: trpc.users.session.queryKey() });
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      // Live events say what changed, so that returning to a tab need not refetch a whole screen.
      refetchOnWindowFocus: false,
      retry: (failureCount, error) => failureCount < 2 && mayRetry(error),
    },
  },
});

/** `useQuery(trpc.forecasts.list.queryOptions(input))`, `useMutation(trpc.orders.submit.mutationOptions())`. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client: trpcClient, queryClient });
