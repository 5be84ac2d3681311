import { useQuery } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { type ConnectionState, connectionStateOf } from './connection-state.ts';
import { trpc, trpcClient } from './trpc.ts';

/** A committed change, as `system.liveEvents` yields it. */
export interface LiveEvent {
  readonly id: string;
  /** e.g. `forecast-run`. */
  readonly topic: string;
  readonly entityId: string;
  readonly payload: unknown;
  /** ISO instant of the commit. */
  readonly createdAt: string;
  /** ISO instant of the sending. */
  readonly serverNow: string;
}

interface Subscriber {
  readonly topics: readonly string[];
  readonly handle: (event: LiveEvent) => void;
}

const heartbeatMilliseconds = 10_000;
const subscribers = new Set<Subscriber>();

export interface Connection {
  readonly state: ConnectionState;
  /** From commit to this screen for the newest change, or there and back for the newest heartbeat; milliseconds. */
  readonly lagMilliseconds: number | null;
  /** When the newest change arrived, ISO instant. */
  readonly lastEventAt: string | null;
}

let connection: Connection = { state: 'connecting', lagMilliseconds: null, lastEventAt: null };
const connectionListeners = new Set<() => void>();

function setConnection(change: Partial<Connection>): void {
  const next = { ...connection, ...change };
  if (Object.entries(next).every(([key, value]) => connection[key as keyof Connection] === value)) return;
  connection = next;
  for (const listener of connectionListeners) listener();
}

/** Live, delayed or offline, with the measured lag. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    listener => {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },
    () => connection,
  );
}

/**
 * Calls `handle` for each committed change under the given topics, in order and without gaps, also across a cut
 * connection. Usually it invalidates a query:
 * `useLiveEvents(['order'], () => queryClient.invalidateQueries(trpc.orders.pathFilter()))`.
 */
export function useLiveEvents(topics: readonly string[], handle: (event: LiveEvent) => void): void {
  const latest = useRef(handle);
  latest.current = handle;
  const key = topics.join('\n');
  useEffect(() => {
    const subscriber: Subscriber = { topics: key.split('\n'), handle: event => latest.current(event) };
    subscribers.add(subscriber);
    return () => {
      subscribers.delete(subscriber);
    };
  }, [key]);
}

/** Mount once below the guard: the page's one event stream, shared by all screens, and its heartbeat. */
export function useLiveEventStream(): void {
  /** Server clock minus this clock, milliseconds: a wrong clock here must not look like lag. */
  const clockOffset = useRef<number | null>(null);
  const streamHasOpened = useRef(false);

  const stream = useSubscription(
    trpc.system.liveEvents.subscriptionOptions(
      { topics: [] },
      {
        onData: ({ data: event }) => {
          const arrived = Date.now() + (clockOffset.current ?? new Date(event.serverNow).getTime() - Date.now());
          setConnection({
            lagMilliseconds: Math.max(0, arrived - new Date(event.createdAt).getTime()),
            lastEventAt: event.createdAt,
          });
          for (const { topics, handle } of [...subscribers]) if (topics.includes(event.topic)) handle(event);
        },
      },
    ),
  );

  const heartbeat = useQuery({
    queryKey: ['heartbeat'],
    queryFn: async ({ signal }) => {
      const sent = Date.now();
      const serverNow = await trpcClient.system.now.query(undefined, { signal });
      const roundTripMilliseconds = Date.now() - sent;
      clockOffset.current = new Date(serverNow).getTime() - (sent + roundTripMilliseconds / 2);
      return { roundTripMilliseconds };
    },
    refetchInterval: heartbeatMilliseconds,
    refetchOnWindowFocus: 'always',
    staleTime: 0,
    retry: false,
  });

  const roundTripMilliseconds = heartbeat.isError ? null : (heartbeat.data?.roundTripMilliseconds ?? null);
  const heartbeatFailed = heartbeat.isError;
  const streamStatus = stream.status;
  useEffect(() => {
    if (streamStatus === 'pending') streamHasOpened.current = true;
    const signs = { streamStatus, streamHasOpened: streamHasOpened.current, heartbeatFailed, roundTripMilliseconds };
    setConnection({ state: connectionStateOf(signs) });
    if (roundTripMilliseconds !== null) setConnection({ lagMilliseconds: roundTripMilliseconds });
  }, [streamStatus, heartbeatFailed, roundTripMilliseconds]);
}
