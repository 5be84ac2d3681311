import { expect, test } from 'vitest';
import { holidayCountries } from '../../../shared/contracts/holidays.ts';
import type { History } from '../../../shared/contracts/series.ts';
import { fitAndPredict } from '../fit-and-predict.ts';
import { prophet } from '../prophet/prophet.ts';
import { holidayColumns, holidayCounts, isHolidayCountry } from './holidays.ts';

test('each country that a region may be has a calendar', () => {
  expect([...holidayCountries].filter(country => !isHolidayCountry(country))).toEqual([]);
  expect(holidayCountries.size).toBeGreaterThan(200);
  expect(holidayCountries.has('UK')).toBe(false);
});

const daily = (country: string, start: string, periods: number): History => ({
  values: new Float64Array(periods).fill(1),
  period: 'day',
  start,
  seasonLength: 7,
  regressors: [],
  country,
});

// Bank holidays of England and Wales 2024 as published by the UK government, those of the whole United Kingdom among them.
test('knows the public holidays of the United Kingdom in 2024', () => {
  const columns = holidayColumns(daily('GB', '2024-01-01', 366), 366);
  const dayOf = (name: string) => {
    const column = columns.find(each => each.name === name);
    return column && new Date(Date.UTC(2024, 0, 1 + column.values.indexOf(1))).toISOString().slice(0, 10);
  };
  expect(dayOf('Good Friday')).toBe('2024-03-29');
  expect(dayOf('Early May bank holiday')).toBe('2024-05-06');
  expect(dayOf('Christmas Day')).toBe('2024-12-25');
});

test('counts holidays by week and by month, in the horizon too', () => {
  const weekly: History = { ...daily('US', '2023-01-02', 60), period: 'week', seasonLength: 52 };
  const counts = holidayCounts(weekly, 104);
  // Thanksgiving 2023 was Thursday 23 November: the week that begins on Monday 20 November, 46 weeks after the start.
  expect(counts[46]).toBe(1);
  const monthly: History = { ...daily('DE', '2023-01-01', 14), period: 'month', seasonLength: 12 };
  // Germany: Christmas Day and the day after, in December of the history.
  expect(holidayCounts(monthly, 14)[11]).toBe(2);
});

test('without a country there are no holidays, and unknown countries are told apart', () => {
  const { country: _country, ...rest } = daily('GB', '2024-01-01', 10);
  expect(holidayColumns(rest, 10)).toEqual([]);
  expect(isHolidayCountry('FR')).toBe(true);
  expect(isHolidayCountry('XX')).toBe(false);
});

test('Prophet’s model learns that nothing sells on Christmas Day', () => {
  const history = daily('GB', '2021-01-01', 3 * 365);
  const values = history.values.map((_, t) => {
    const day = new Date(Date.UTC(2021, 0, 1 + t)).toISOString().slice(5, 10);
    return day === '12-25' ? 5 : 100;
  });
  const run = { seed: 1, progress: () => {}, cancelled: () => false };
  const { prediction } = fitAndPredict(prophet, { ...history, values }, 366, run);
  const christmas = Math.round((Date.UTC(2024, 11, 25) - Date.UTC(2021, 0, 1)) / 86_400_000) - values.length;
  expect(prediction.mean[christmas - 3]).toBeGreaterThan(85);
  expect(prediction.mean[christmas]).toBeLessThan(30);
});
