import { expect, test } from 'vitest';
import { leadTimeBins } from './lead-time-bins.ts';

test('few days are counted one by one, with the empty ones between', () => {
  expect(leadTimeBins([14, 12, 14])).toEqual([
    { from: 12, to: 12, deliveries: 1 },
    { from: 13, to: 13, deliveries: 0 },
    { from: 14, to: 14, deliveries: 2 },
  ]);
});

test('many days fall into at most eight spans that lose none', () => {
  const days = Array.from({ length: 30 }, (_, index) => 10 + index);
  const bins = leadTimeBins(days);
  expect(bins.length).toBeLessThanOrEqual(8);
  expect(bins.reduce((sum, bin) => sum + bin.deliveries, 0)).toBe(30);
  expect(bins[0]).toEqual({ from: 10, to: 13, deliveries: 4 });
});

test('no delivery has no span', () => {
  expect(leadTimeBins([])).toEqual([]);
});
