import { expect, test } from 'vitest';
import { sumQuantities } from './exact-quantities.ts';
import { forecastByWeek, weekParts } from './forecast-by-week.ts';

const monday = 1;

test('days are added to whole weeks; the days of a week begun before are left out', () => {
  // Friday 30 October 2026, then two weeks and a day.
  const mean = [100, 100, 100, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 2, 2, 2, 2, 2, 2, 2, 50];
  const forecast = { period: 'day', firstPeriod: '2026-10-30', mean, errorDeviation: mean.map(() => 3) } as const;
  expect(forecastByWeek(forecast, monday)).toEqual({
    firstPeriod: '2026-11-02',
    mean: [9.8, 14],
    errorDeviation: [Math.sqrt(63), Math.sqrt(63)],
  });
  const correlated = forecastByWeek({ ...forecast, weekErrorFactor: 2 }, monday);
  expect(correlated.errorDeviation).toEqual([2 * Math.sqrt(63), 2 * Math.sqrt(63)]);
  expect(forecastByWeek({ ...forecast, firstPeriod: '2026-11-02' }, monday).firstPeriod).toBe('2026-11-02');
  expect(forecastByWeek({ ...forecast, mean: mean.slice(0, 9) }, monday).mean).toEqual([]);
});

test('weeks begin on the day that the workspace says', () => {
  const forecast = {
    period: 'day',
    firstPeriod: '2026-11-01',
    mean: [1, 2, 3, 4, 5, 6, 7],
    errorDeviation: [],
  } as const;
  expect(forecastByWeek(forecast, 0)).toMatchObject({ firstPeriod: '2026-11-01', mean: [28] });
  expect(forecastByWeek(forecast, monday).mean).toEqual([]);
});

test('months are shared out by days, with the variance', () => {
  // November 2026 has 30 days from a Sunday on, December 31.
  const forecast = { period: 'month', firstPeriod: '2026-11-01', mean: [300, 620], errorDeviation: [30, 62] } as const;
  const { firstPeriod, mean, errorDeviation } = forecastByWeek(forecast, monday);
  expect(firstPeriod).toBe('2026-11-02');
  // The fifth week has 30 November and six days of December; 28 to 31 December make no whole week.
  expect(mean).toEqual([70, 70, 70, 70, 10 + 120, 140, 140, 140]);
  expect(errorDeviation[0]).toBeCloseTo(30 * Math.sqrt(7 / 30), 10);
  expect(errorDeviation[4]).toBeCloseTo(Math.sqrt(30 ** 2 / 30 + (62 ** 2 * 6) / 31), 10);
});

test('the parts of a period add up to it to the last digit', () => {
  const forecast = { period: 'month', firstPeriod: '2027-01-01', mean: [100.001, 0, 33.333, 7, 0.002] } as const;
  const parts = [...weekParts(forecast, monday)];
  for (const [place, units] of forecast.mean.entries()) {
    const of = parts.filter(part => part.place === place);
    expect(sumQuantities(of.map(part => part.units))).toBe(units);
    expect(of.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1, 12);
    expect(of.every(part => part.units >= 0)).toBe(true);
  }
});

test('a weekly forecast stays as it is', () => {
  const forecast = { period: 'week', firstPeriod: '2026-11-04', mean: [1.25, 2], errorDeviation: [1, 1] } as const;
  expect(forecastByWeek(forecast, monday)).toEqual({
    firstPeriod: '2026-11-04',
    mean: [1.25, 2],
    errorDeviation: [1, 1],
  });
});
