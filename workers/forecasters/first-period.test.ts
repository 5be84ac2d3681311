import { expect, test } from 'vitest';
import { firstPeriod } from './first-period.ts';

test('leaves out the time before the launch of steady demand', () => {
  expect(firstPeriod(Float64Array.of(0, 0, Number.NaN, 5, 6, 7))).toBe(3);
});

test('keeps leading zeros that are no longer than the gaps between sales', () => {
  expect(firstPeriod(Float64Array.of(0, 0, 4, 0, 0, 0, 2, 0, 1))).toBe(0);
});

test('keeps one usual interval of rare demand after a longer wait', () => {
  const rare = [0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 2, 0, 0, 5, 0, 0, 1];
  expect(firstPeriod(Float64Array.from(rare))).toBe(6);
});

test('starts at the beginning when nothing was ever sold or the first period was a sale', () => {
  expect(firstPeriod(new Float64Array(5))).toBe(0);
  expect(firstPeriod(Float64Array.of(1, 0, 0))).toBe(0);
});
