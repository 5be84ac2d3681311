import { expect, test } from 'vitest';
import type { History } from '../../../shared/contracts/series.ts';
import { tellingFolds } from './ensemble.ts';

const history: History = {
  values: Float64Array.from({ length: 1461 }, (_, t) => 50 + (t % 7)),
  period: 'day',
  start: '2020-01-01',
  seasonLength: 7,
  regressors: [],
};

test('a year ahead is judged by folds that knew the year', () => {
  expect([0, 1, 2].map(tellingFolds(history, 365, [488, 792, 1096]))).toEqual([false, true, true]);
});

test('every fold counts for near forecasts, and where too few knew the year', () => {
  expect([0, 1, 2].map(tellingFolds(history, 28, [488, 792, 1096]))).toEqual([true, true, true]);
  expect([0, 1].map(tellingFolds(history, 365, [488, 1096]))).toEqual([true, true]);
});
