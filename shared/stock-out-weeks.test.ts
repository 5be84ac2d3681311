import { expect, test } from 'vitest';
import { stockOutWeeks } from './stock-out-weeks.ts';

const start = '2026-01-05';

test('a week counts from two days without stock on', () => {
  const shortage = (firstDay: string, lastDay: string | null) =>
    stockOutWeeks([{ firstDay, lastDay, share: 1 }], start, 4);
  expect(shortage('2026-01-14', '2026-01-14')).toEqual([]);
  expect(shortage('2026-01-14', '2026-01-15')).toEqual([1]);
  expect(shortage('2026-01-17', '2026-01-27')).toEqual([1, 2, 3]);
});

test('one that lasts counts to the end of the history, one before it not at all', () => {
  expect(stockOutWeeks([{ firstDay: '2026-01-19', lastDay: null, share: 1 }], start, 4)).toEqual([2, 3]);
  expect(stockOutWeeks([{ firstDay: '2025-12-01', lastDay: '2026-01-04', share: 1 }], start, 4)).toEqual([]);
  expect(stockOutWeeks([{ firstDay: '2025-12-01', lastDay: '2026-01-06', share: 1 }], start, 4)).toEqual([0]);
  expect(stockOutWeeks([{ firstDay: '2026-03-01', lastDay: null, share: 1 }], start, 4)).toEqual([]);
});

test('in a wide selection a part counts by its share of demand, parts add up', () => {
  const week = (share: number) => ({ firstDay: '2026-01-12', lastDay: '2026-01-18', share });
  expect(stockOutWeeks([week(0.15)], start, 4)).toEqual([]);
  expect(stockOutWeeks([week(0.25)], start, 4)).toEqual([1]);
  expect(stockOutWeeks([week(0.15), week(0.1)], start, 4)).toEqual([1]);
});
