import { expect, test } from 'vitest';
import type { History } from '../../../shared/contracts/series.ts';
import { estimateLongSeason } from './long-season.ts';

const yearly = (t: number) => 20 + 8 * Math.cos((2 * Math.PI * t) / 365.25);
const daily = (demand: (t: number) => number): History => ({
  values: Float64Array.from({ length: 1100 }, (_, t) => demand(t)),
  period: 'day',
  start: '2021-01-01',
  seasonLength: 7,
  regressors: [],
});

test('finds the year in steady daily demand', () => {
  const season = estimateLongSeason(daily(yearly));
  expect(season.kind).toBe('multiplicative');
  expect(season.coefficients[0]).toBeGreaterThan(0.3);
});

test('takes no year out of demand that comes on every second day', () => {
  expect(estimateLongSeason(daily(t => (t % 2 === 0 ? yearly(t) : 0))).kind).toBe('none');
  expect(estimateLongSeason(daily(t => (t % 10 < 7 ? yearly(t) : 0))).kind).toBe('additive');
});
