import { expect, it } from 'vitest';
import { connectionStateOf } from './connection-state.ts';

it.each([
  [{ streamStatus: 'pending', streamHasOpened: true, heartbeatFailed: false, roundTripMilliseconds: 40 }, 'live'],
  [{ streamStatus: 'pending', streamHasOpened: true, heartbeatFailed: false, roundTripMilliseconds: 5_001 }, 'delayed'],
  [{ streamStatus: 'connecting', streamHasOpened: true, heartbeatFailed: false, roundTripMilliseconds: 40 }, 'delayed'],
  [{ streamStatus: 'error', streamHasOpened: true, heartbeatFailed: false, roundTripMilliseconds: 40 }, 'delayed'],
  [{ streamStatus: 'pending', streamHasOpened: true, heartbeatFailed: true, roundTripMilliseconds: null }, 'offline'],
  [
    { streamStatus: 'connecting', streamHasOpened: false, heartbeatFailed: false, roundTripMilliseconds: null },
    'connecting',
  ],
  [
    { streamStatus: 'connecting', streamHasOpened: false, heartbeatFailed: false, roundTripMilliseconds: 40 },
    'connecting',
  ],
  [{ streamStatus: 'error', streamHasOpened: false, heartbeatFailed: false, roundTripMilliseconds: 40 }, 'delayed'],
] as const)('%o is %s', (signs, state) => {
  expect(connectionStateOf(signs)).toBe(state);
});
