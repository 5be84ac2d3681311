import { expect, test } from 'vitest';
import type { History } from '../../shared/contracts/series.ts';
import { random } from '../../shared/numerics/random.ts';
import { backtest, rollingOrigins, shortestTraining } from './backtest.ts';
import { seasonalNaive } from './seasonal-naive/seasonal-naive.ts';

const run = { seed: 1, progress: () => {}, cancelled: () => false };

test('a closed day is no measure of a forecast', () => {
  const source = random(3);
  const closedOn = 125;
  const history: History = {
    values: Float64Array.from({ length: 140 }, (_, t) => (t === closedOn ? 0 : 100 + 10 * source.normal())),
    period: 'day',
    start: '2024-01-01',
    seasonLength: 7,
    regressors: [],
  };
  const [fold] = backtest(seasonalNaive, history, 28, [112], run);
  expect(fold!.actual[closedOn - 112]).toBeNaN();
  expect(fold!.scores[closedOn - 112]).toBeNaN();
  expect(fold!.actual.filter(Number.isFinite)).toHaveLength(27);
});

test('origins lie one horizon apart where there is room, closer where there is not, and leave one horizon', () => {
  expect(rollingOrigins(100, 10, 3, 20)).toEqual([70, 80, 90]);
  expect(rollingOrigins(40, 10, 3, 20)).toEqual([20, 25, 30]);
  expect(rollingOrigins(25, 10, 3, 20)).toEqual([]);
});

test('folds train on a third of the history at least', () => {
  expect(shortestTraining(577, 7)).toBe(192);
  expect(shortestTraining(60, 12)).toBe(20);
  expect(shortestTraining(20, 12)).toBe(10);
});
