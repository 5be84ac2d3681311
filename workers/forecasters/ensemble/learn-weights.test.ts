import { expect, test } from 'vitest';
import type { Fold } from '../backtest.ts';
import { learnWeights } from './learn-weights.ts';

const foldOf = (actual: number[], mean: number[]): Fold => ({
  origin: 0,
  actual: Float64Array.from(actual),
  prediction: { mean: Float64Array.from(mean), deviation: new Float64Array(mean.length).fill(1) },
  scores: [],
});
const folds = (periods: number, error: number) => [
  foldOf(new Array(periods).fill(10), new Array(periods).fill(10 + error)),
];
const whole = (periods: number) => [{ fromPeriod: 1, toPeriod: periods }];

test('weights sum to 1 and follow the errors', () => {
  const [weights] = learnWeights([folds(70, 1), folds(70, 1.2), folds(70, 2)], whole(70), 0, 7);
  expect(weights!.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  expect(weights![0]).toBeGreaterThan(weights![1]!);
  expect(weights![1]).toBeGreaterThan(weights![2]!);
});

test('little evidence leaves members nearly equal, much lets the best lead', () => {
  const [little] = learnWeights([folds(6, 1), folds(6, 1.3)], whole(6), 0, 12);
  const [much] = learnWeights([folds(360, 1), folds(360, 1.3)], whole(360), 0, 12);
  expect(little![0]).toBeLessThan(0.52);
  expect(much![0]).toBeGreaterThan(0.9);
});

test('a member that is far off gets nothing', () => {
  const [weights] = learnWeights([folds(12, 1), folds(12, 1), folds(12, 50)], whole(12), 0, 12);
  expect(weights).toEqual([0.5, 0.5, 0]);
});

test('without a recorded period all count alike', () => {
  const unknown = [foldOf([Number.NaN, Number.NaN], [1, 2])];
  expect(learnWeights([unknown, unknown], whole(2), 0, 12)).toEqual([[0.5, 0.5]]);
});

test('in lumpy demand squared errors decide, so that a forecast of nothing does not win', () => {
  const actual = [0, 0, 0, 0, 0, 0, 0, 12, 0, 0];
  const nothing = [foldOf(actual, new Array(10).fill(0))];
  const rate = [foldOf(actual, new Array(10).fill(1.2))];
  const [lumpy] = learnWeights([nothing, rate], whole(10), 0.9, 1);
  const [even] = learnWeights([nothing, rate], whole(10), 0, 1);
  expect(lumpy![1]).toBeGreaterThan(0.5);
  expect(even![1]).toBeLessThan(0.5);
});

test('what the group of series tells is a factor, however little evidence the series itself has', () => {
  const alike = [folds(6, 1), folds(6, 1)];
  expect(learnWeights(alike, whole(6), 0, 12, [3, 1])[0]).toEqual([0.75, 0.25]);
  const unknown = [foldOf([Number.NaN], [1])];
  expect(learnWeights([unknown, unknown], whole(1), 0, 12, [3, 1])[0]).toEqual([0.75, 0.25]);
});
