import { expect, test } from 'vitest';
import { airPassengers, nile } from '../golden-series.ts';
import { ces } from './ces.ts';
import { fitSeason } from './fit-season.ts';
import { continueStates, firstStates, impulseResponse, smooth } from './recursion.ts';

const run = { seed: 1, progress: () => {}, cancelled: () => false };
const monthly = (values: Float64Array) => ({
  values,
  period: 'month' as const,
  start: '2001-01-01',
  seasonLength: 12,
  regressors: [],
});

test('with an imaginary part of 1 it is simple exponential smoothing with the real part less 1', () => {
  const states = firstStates(nile, 'N', 1);
  let level = states.level;
  let squares = 0;
  for (const value of nile) {
    squares += (value - level) ** 2;
    level += 0.3 * (value - level);
  }
  const errors = new Float64Array(nile.length);
  expect(smooth(nile, 'N', [1.3, 1, 0, 0], states, errors)).toBe(true);
  expect(errors.reduce((sum, error) => sum + error * error, 0)).toBeCloseTo(squares, 3);
  expect(states.level).toBeCloseTo(level, 8);
});

test('the impulse response is what a unit more in the last period changes ahead', () => {
  const parameters = [1.4, 1.1, 1.2, 0.95] as const;
  const ahead = (values: Float64Array) => {
    const states = firstStates(airPassengers, 'F', 12);
    smooth(values, 'F', parameters, states, new Float64Array(values.length));
    return continueStates('F', parameters, states, 24);
  };
  const base = ahead(airPassengers);
  const more = ahead(airPassengers.map((value, t) => value + (t === airPassengers.length - 1 ? 1 : 0)));
  const impulse = impulseResponse('F', parameters, 12, 24);
  for (let k = 0; k < 24; k++) expect(more[k]! - base[k]!).toBeCloseTo(impulse[k]!, 8);
});

test('a full season beats a partial one where the season grows with the level', () => {
  const full = fitSeason(airPassengers, 'F', 12)!;
  const partial = fitSeason(airPassengers, 'P', 12)!;
  expect(full.aicc).toBeLessThan(partial.aicc);
  expect(ces.describe(ces.fit(monthly(airPassengers), 12, {}, run))).toBe('CES with full season[12]');
});

test('forecasts the last year of air passengers within 5 %', () => {
  const known = airPassengers.slice(0, -12);
  const { mean } = ces.predict(ces.fit(monthly(known), 12, {}, run), 12);
  let errors = 0;
  for (let k = 0; k < 12; k++) errors += Math.abs(mean[k]! / airPassengers[known.length + k]! - 1) / 12;
  expect(errors).toBeLessThan(0.05);
});
