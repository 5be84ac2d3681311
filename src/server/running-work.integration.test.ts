import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RunningWork } from './running-work.ts';

const heartbeats = vi.fn(async (ids: readonly string[]) => ids);
const interrupt = vi.fn(async (_id: string, _organisationId: string) => {});

function runningWork(): RunningWork {
  return new RunningWork({
    name: 'tests',
    renewHeartbeats: heartbeats,
    interruptSilent: async () => {},
    interrupt,
  });
}

/** Work that ends when it is told to, or when it is aborted. */
function endless(work: RunningWork, id: string) {
  const { promise, resolve: finish } = Promise.withResolvers<void>();
  const state = { aborted: false };
  const ended = work.run(id, 'ours', async signal => {
    signal.addEventListener('abort', () => {
      state.aborted = true;
      finish();
    });
    await promise;
  });
  return { state, finish, ended };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
});

test('work that is no longer wanted is aborted at the next heartbeat; the other goes on', async () => {
  const work = runningWork();
  const [wanted, unwanted] = [endless(work, 'wanted'), endless(work, 'unwanted')];
  heartbeats.mockResolvedValueOnce(['wanted']);
  await vi.advanceTimersByTimeAsync(2_000);
  expect([wanted.state.aborted, unwanted.state.aborted]).toEqual([false, true]);
  wanted.finish();
  await Promise.all([wanted.ended, unwanted.ended]);
  heartbeats.mockClear();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heartbeats).not.toHaveBeenCalled();
});

test('work that is taken up again keeps its heartbeat when what was left of the first attempt ends', async () => {
  const work = runningWork();
  const first = endless(work, 'run');
  const second = endless(work, 'run');
  await first.ended;
  expect([first.state.aborted, second.state.aborted]).toEqual([true, false]);
  expect(work.isHere('run')).toBe(true);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(heartbeats).toHaveBeenCalledWith(['run']);
  second.finish();
  await second.ended;
  expect(work.isHere('run')).toBe(false);
});

test('before a stop all work becomes interrupted, also where that of one cannot be stored', async () => {
  const work = runningWork();
  const all = ['a', 'b', 'c'].map(id => endless(work, id));
  interrupt.mockRejectedValueOnce(new Error('no connection'));
  await work.stop();
  await Promise.all(all.map(one => one.ended));
  expect(interrupt.mock.calls.map(([id]) => id)).toEqual(['a', 'b', 'c']);
  expect(all.every(one => one.state.aborted)).toBe(true);
});
