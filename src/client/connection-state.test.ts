import { expect, it } from 'vitest';
import { connectionStateOf } from './connection-state.ts';

it.each([
  [{ streamStatus: 'pending', heartbeatFailed: false, roundTripMilliseconds: 40 }, 'live'],
  [{ streamStatus: 'pending', heartbeatFailed: false, roundTripMilliseconds: 5_001 }, 'delayed'],
  [{ streamStatus: 'connecting', heartbeatFailed: false, roundTripMilliseconds: 40 }, 'delayed'],
  [{ streamStatus: 'error', heartbeatFailed: false, roundTripMilliseconds: 40 }, 'delayed'],
  [{ streamStatus: 'pending', heartbeatFailed: true, roundTripMilliseconds: null }, 'offline'],
  [{ streamStatus: 'connecting', heartbeatFailed: false, roundTripMilliseconds: null }, 'connecting'],
] as const)('%o is %s', (signs, state) => {
  expect(connectionStateOf(signs)).toBe(state);
});
