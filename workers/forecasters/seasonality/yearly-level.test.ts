import { expect, test } from 'vitest';
import type { History } from '../../../shared/contracts/series.ts';
import { shiftToYearlyLevel, yearlyLevel } from './yearly-level.ts';

const daily = (days: number, demand: (t: number) => number): History => ({
  values: Float64Array.from({ length: days }, (_, t) => demand(t)),
  period: 'day',
  start: '2021-01-01',
  seasonLength: 7,
  regressors: [],
});
/** Repeatable noise between −0.5 and 0.5. */
const noise = (t: number) => ((t * 2654435761) % 1000) / 1000 - 0.5;
const week = (t: number) => (t % 7 === 6 ? 6 : -1);
/** The next year as a model sees it that follows the last days. */
const ahead = (level: number, leads = 365) => Float64Array.from({ length: leads }, (_, k) => level + week(k));
const meanOf = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;

test('brings a far forecast from a busy fortnight back to the level of the year, week by week alike', () => {
  const history = daily(553, t => 100 + week(t) + 20 * noise(Math.floor(t / 28)) + (t >= 539 ? 30 : 0));
  const level = yearlyLevel(history)!;
  expect(level.mean).toBeCloseTo(meanOf(history.values.subarray(553 - 365)), 9);
  const forecast = ahead(130);
  const shift = shiftToYearlyLevel(level, forecast);
  const shifted = forecast.map((x, k) => x + shift[k]!);
  expect(Math.abs(meanOf(shifted.subarray(182, 364)) - level.mean)).toBeLessThan(1);
  expect(shifted[300]! - shifted[301]!).toBeCloseTo(forecast[300]! - forecast[301]!, 0);
});

test('leaves a level where it is that moved for good', () => {
  const level = yearlyLevel(daily(560, t => (t < 300 ? 100 : 60) + noise(t)))!;
  const shift = shiftToYearlyLevel(level, ahead(60));
  expect(level.persistence).toBeGreaterThan(0.95);
  expect(Math.max(...shift)).toBeLessThan(10);
});

test('leaves forecasts of half a year and less alone', () => {
  const level = yearlyLevel(daily(560, t => 100 + noise(t)))!;
  expect(shiftToYearlyLevel(level, ahead(150, 182)).every(x => x === 0)).toBe(true);
});

test('says nothing where the year is known or has not been seen', () => {
  expect(yearlyLevel(daily(364, noise))).toBeNull();
  expect(yearlyLevel(daily(800, noise))).toBeNull();
});
