import { expect, test } from 'vitest';
import { mapBriefly } from './brief-turns.ts';

test('maps in order and lets others in between', async () => {
  let others = 0;
  const timer = setInterval(() => others++, 1);
  const mapped = await mapBriefly([1, 2, 3, 4, 5, 6], item => {
    const until = performance.now() + 5;
    while (performance.now() < until);
    return 10 * item;
  });
  clearInterval(timer);
  expect(mapped).toEqual([10, 20, 30, 40, 50, 60]);
  expect(others).toBeGreaterThanOrEqual(2);
});

test('few light items wait for nobody', async () => {
  let others = 0;
  setImmediate(() => others++);
  expect(await mapBriefly([1, 2], item => item + 1)).toEqual([2, 3]);
  expect(others).toBe(0);
});
