import { expect, test } from 'vitest';
import { intermittent } from './intermittent.ts';

const run = { seed: 1, progress: () => {}, cancelled: () => false };
const historyOf = (values: number[]) => ({
  values: Float64Array.from(values),
  period: 'week' as const,
  start: '2024-01-01',
  seasonLength: 52,
  regressors: [],
});

test('forecasts the rate of demand that comes every fourth period', () => {
  const state = intermittent.fit(historyOf(Array.from({ length: 60 }, (_, t) => (t % 4 === 3 ? 8 : 0))), 4, {}, run);
  for (const rate of intermittent.predict(state, 4).mean) {
    expect(rate).toBeGreaterThan(1.6);
    expect(rate).toBeLessThan(2.4);
  }
});

test('names large rates in plain digits', () => {
  const state = intermittent.fit(historyOf(new Array(40).fill(12_700)), 4, {}, run);
  expect(intermittent.describe(state)).toContain('12,700 a period');
});
