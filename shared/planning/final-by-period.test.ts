import { expect, test } from 'vitest';
import { finalByPeriod } from './final-by-period.ts';

const monday = 1;

test('a week’s figure is shared by its days as they were forecast', () => {
  const forecast = { period: 'day', firstPeriod: '2026-11-02', mean: [1, 1, 1, 1, 1, 2, 3, 5] } as const;
  const figures = new Map([['2026-11-02', 20]]);
  expect(finalByPeriod(forecast, week => figures.get(week), monday)).toEqual([2, 2, 2, 2, 2, 4, 6, 5]);
});

test('a month takes its days of a week that two months share; where nothing was forecast, by days', () => {
  const forecast = { period: 'month', firstPeriod: '2026-11-01', mean: [300, 620] } as const;
  // The week of 30 November was forecast as 10 + 120.
  const figures = new Map([['2026-11-30', 260]]);
  expect(finalByPeriod(forecast, week => figures.get(week), monday)).toEqual([310, 740]);
  expect(finalByPeriod({ ...forecast, mean: [0, 0] }, week => figures.get(week), monday)).toEqual([37.143, 222.857]);
});

test('a week of a weekly forecast is the figure itself, the others stay', () => {
  const forecast = { period: 'week', firstPeriod: '2026-11-02', mean: [7.5, 8.25, 0] } as const;
  const figures = new Map([
    ['2026-11-09', 3.125],
    ['2026-11-16', 4],
  ]);
  expect(finalByPeriod(forecast, week => figures.get(week), monday)).toEqual([7.5, 3.125, 4]);
});
