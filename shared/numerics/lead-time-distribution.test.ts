import { expect, test } from 'vitest';
import { leadTimeDistribution } from './lead-time-distribution.ts';

test('mean, sample deviation and nearest-rank percentiles of deliveries in any order', () => {
  // Sample deviation of 12 … 21: √(82.5 / 9).
  expect(leadTimeDistribution([21, 12, 13, 14, 15, 16, 17, 18, 19, 20])).toEqual({
    count: 10,
    mean: 16.5,
    deviation: Math.sqrt(82.5 / 9),
    shortest: 12,
    median: 16,
    ninetiethPercentile: 20,
    longest: 21,
  });
});

test('one delivery has no deviation, none has no distribution', () => {
  expect(leadTimeDistribution([14])).toMatchObject({ count: 1, mean: 14, deviation: 0, median: 14, longest: 14 });
  expect(leadTimeDistribution([])).toBeNull();
});
