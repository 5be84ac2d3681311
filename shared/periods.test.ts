import { expect, test } from 'vitest';
import { addPeriods, periodStart, periodStarts, periodsBetween } from './periods.ts';

test('steps by days, weeks and calendar months, also across the end of a year and a leap day', () => {
  expect(addPeriods('2024-02-28', 2, 'day')).toBe('2024-03-01');
  expect(addPeriods('2024-12-30', 1, 'week')).toBe('2025-01-06');
  expect(addPeriods('2024-11-01', 3, 'month')).toBe('2025-02-01');
  expect(addPeriods('2024-01-01', -1, 'month')).toBe('2023-12-01');
});

test('first days that are kept are those that are worked out', () => {
  for (const period of ['day', 'week', 'month'] as const) {
    const startOf = periodStarts(period);
    for (const place of [3, 0, 3, 14]) {
      expect(startOf('2023-05-01', place)).toBe(addPeriods('2023-05-01', place, period));
      expect(startOf('2024-01-01', place)).toBe(addPeriods('2024-01-01', place, period));
    }
  }
});

test('counts the steps between two periods', () => {
  for (const period of ['day', 'week', 'month'] as const) {
    for (const count of [-14, 0, 1, 25]) {
      expect(periodsBetween('2023-05-01', addPeriods('2023-05-01', count, period), period)).toBe(count);
    }
  }
});

test('a day lies in its week and its month', () => {
  expect(periodStart('2026-11-22', 'day', 1)).toBe('2026-11-22');
  // 22 November 2026 is a Sunday.
  expect(periodStart('2026-11-22', 'week', 1)).toBe('2026-11-16');
  expect(periodStart('2026-11-22', 'week', 0)).toBe('2026-11-22');
  expect(periodStart('2026-11-30', 'month', 1)).toBe('2026-11-01');
});
