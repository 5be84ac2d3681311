import { expect, test } from 'vitest';
import { weekErrorFactor } from './week-error-factor.ts';

test('days that miss alike make a week miss √7 times as much, days that cancel out no less than one', () => {
  expect(weekErrorFactor([[2, 2, 2, 2, 2, 2, 2]])).toBeCloseTo(Math.sqrt(7), 12);
  expect(weekErrorFactor([[1, -1, 1, -1, 1, -1, 0]])).toBe(1);
  // 7² of one week and 1² of the other over 7 + 7 squares.
  expect(weekErrorFactor([[1, 1, 1, 1, 1, 1, 1, 1, -1, 1, -1, 1, -1, 1]])).toBeCloseTo(Math.sqrt(50 / 14), 12);
});

test('days without a record and weeks that are not whole say nothing', () => {
  expect(
    weekErrorFactor([
      [3, 3, 3, null, 3, 3, 3],
      [5, 5, 5, 5, 5, 5],
    ]),
  ).toBe(1);
  expect(weekErrorFactor([[0, 0, 0, 0, 0, 0, 0]])).toBe(1);
  expect(weekErrorFactor([])).toBe(1);
});
