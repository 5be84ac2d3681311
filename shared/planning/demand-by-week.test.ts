import { expect, test } from 'vitest';
import { demandByWeek } from './demand-by-week.ts';

const forecast = { firstPeriod: '2026-11-02', mean: [70, 140, 210, 280], errorDeviation: [7, 14, 21, 28] };

test('begins with the week of the planning date and leaves out what has passed', () => {
  expect(demandByWeek(forecast, '2026-11-16', 10)).toEqual({ mean: [210, 280], deviation: [21, 28], quantiles: [] });
  expect(demandByWeek(forecast, '2026-11-02', 3).mean).toEqual([70, 140, 210]);
});

test('between two calendars demand and variance are shared out by days', () => {
  // From Thursday: four days of this week, three of the next.
  const { mean, deviation } = demandByWeek(forecast, '2026-11-05', 10);
  expect(mean).toHaveLength(3);
  expect(mean[0]).toBeCloseTo((4 * 70 + 3 * 140) / 7, 9);
  expect(deviation[0]).toBeCloseTo(Math.sqrt((4 * 49 + 3 * 196) / 7), 9);
});

test('a forecast that begins within the next days counts from now; a later one does not cover the first weeks', () => {
  expect(demandByWeek(forecast, '2026-11-01', 4).mean).toEqual(forecast.mean);
  expect(demandByWeek(forecast, '2026-10-20', 4).mean).toEqual([]);
});

test('a forecast that has run out covers nothing', () => {
  expect(demandByWeek(forecast, '2026-12-07', 4)).toEqual({ mean: [], deviation: [], quantiles: [] });
});

test('quantiles go along; between two calendars they keep their distance in deviations', () => {
  const quantiles = [
    { probability: 0.1, values: [63, 126, 189, 252] },
    { probability: 0.95, values: [84, 168, null, 336] },
  ];
  const whole = demandByWeek({ ...forecast, quantiles }, '2026-11-02', 4);
  expect(whole.quantiles[1]).toEqual({ probability: 0.95, values: [84, 168, null, 336] });
  const cut = demandByWeek({ ...forecast, quantiles }, '2026-11-05', 4);
  // One deviation below the mean, and two above; unknown where one of the two weeks is.
  expect(cut.quantiles[0]!.values[0]).toBeCloseTo(cut.mean[0]! - cut.deviation[0]!, 3);
  expect(cut.quantiles[1]!.values[0]).toBeCloseTo(cut.mean[0]! + 2 * cut.deviation[0]!, 3);
  expect(cut.quantiles[1]!.values.slice(1)).toEqual([null, null]);
});
