import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { collectGarbage } from './collect-garbage.ts';

test('what nothing points to any more is gone at once', async () => {
  const left = new WeakRef(new Float64Array(1_000_000));
  // A weak reference holds what it points to until the turn that made it ends.
  await setImmediate();
  expect(left.deref()).toBeInstanceOf(Float64Array);
  await setImmediate();
  collectGarbage();
  expect(left.deref()).toBeUndefined();
});
