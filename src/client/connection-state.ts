/** `delayed`: changes may be older than five seconds when they show. */
export type ConnectionState = 'connecting' | 'live' | 'delayed' | 'offline';

const promisedMilliseconds = 5_000;

export interface ConnectionSigns {
  readonly streamStatus: 'idle' | 'connecting' | 'pending' | 'error';
  /** Whether it has been open before: the first opening is no delay. */
  readonly streamHasOpened: boolean;
  readonly heartbeatFailed: boolean;
  /** Null before the first answer. */
  readonly roundTripMilliseconds: number | null;
}

/** What the reader may rely on. A server that answers without its stream is delayed: nothing arrives by itself. */
export function connectionStateOf(signs: ConnectionSigns): ConnectionState {
  const { streamStatus, streamHasOpened, heartbeatFailed, roundTripMilliseconds } = signs;
  if (heartbeatFailed) return 'offline';
  if (roundTripMilliseconds === null) return 'connecting';
  if (streamStatus === 'connecting' && !streamHasOpened) return 'connecting';
  if (streamStatus !== 'pending') return 'delayed';
  return roundTripMilliseconds > promisedMilliseconds ? 'delayed' : 'live';
}
