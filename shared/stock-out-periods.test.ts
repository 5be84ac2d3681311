import { expect, test } from 'vitest';
import { stockOutPeriods } from './stock-out-periods.ts';

const start = '2026-01-05';

test('a week counts from two days without stock on', () => {
  const shortage = (firstDay: string, lastDay: string | null) =>
    stockOutPeriods([{ firstDay, lastDay, share: 1 }], start, 4, 'week');
  expect(shortage('2026-01-14', '2026-01-14')).toEqual([]);
  expect(shortage('2026-01-14', '2026-01-15')).toEqual([1]);
  expect(shortage('2026-01-17', '2026-01-27')).toEqual([1, 2, 3]);
});

test('one that lasts counts to the end of the history, one before it not at all', () => {
  expect(stockOutPeriods([{ firstDay: '2026-01-19', lastDay: null, share: 1 }], start, 4, 'week')).toEqual([2, 3]);
  expect(stockOutPeriods([{ firstDay: '2025-12-01', lastDay: '2026-01-04', share: 1 }], start, 4, 'week')).toEqual([]);
  expect(stockOutPeriods([{ firstDay: '2025-12-01', lastDay: '2026-01-06', share: 1 }], start, 4, 'week')).toEqual([0]);
  expect(stockOutPeriods([{ firstDay: '2026-03-01', lastDay: null, share: 1 }], start, 4, 'week')).toEqual([]);
});

test('in a wide selection a part counts by its share of demand, parts add up', () => {
  const week = (share: number) => ({ firstDay: '2026-01-12', lastDay: '2026-01-18', share });
  expect(stockOutPeriods([week(0.15)], start, 4, 'week')).toEqual([]);
  expect(stockOutPeriods([week(0.25)], start, 4, 'week')).toEqual([1]);
  expect(stockOutPeriods([week(0.15), week(0.1)], start, 4, 'week')).toEqual([1]);
});

test('days and months count by the same share of their length', () => {
  const shortage = { firstDay: '2026-01-28', lastDay: '2026-02-05', share: 1 };
  expect(stockOutPeriods([shortage], '2026-01-30', 4, 'day')).toEqual([0, 1, 2, 3]);
  // Four days of January are an eighth of it, five of February more than a sixth, six more than a fifth.
  expect(stockOutPeriods([shortage], '2026-01-01', 3, 'month')).toEqual([]);
  expect(stockOutPeriods([{ ...shortage, lastDay: '2026-02-06' }], '2026-01-01', 3, 'month')).toEqual([1]);
});
