import { expect, test } from 'vitest';
import { bias } from './bias.ts';
import { mase } from './mase.ts';
import { random } from './random.ts';
import { rmse } from './rmse.ts';
import { rmsse } from './rmsse.ts';
import { seasonalNaiveScale } from './seasonal-naive-scale.ts';
import { smape } from './smape.ts';
import { wape } from './wape.ts';

// Worked by hand: A = 100, 0, 50, 10 and F = 90, 5, 60, 15 → |A−F| = 10 + 5 + 10 + 5 = 30, ΣA = 160, Σ(F−A) = 10.
const actual = [100, 0, 50, 10];
const forecast = [90, 5, 60, 15];

test('WAPE and bias of the worked example are 18.75 % and +6.25 %', () => {
  expect(wape(actual, forecast)).toBe(0.1875);
  expect(bias(actual, forecast)).toBe(0.0625);
  expect(wape([0, 0], [1, 1])).toBeNaN();
  expect(bias([0, 0], [1, 1])).toBeNaN();
});

test('sMAPE counts a period of two zeros as right and a forecast for no demand as 2', () => {
  expect(smape([0, 0], [0, 3])).toBe(1);
  expect(smape([100], [110])).toBeCloseTo(20 / 210, 12);
});

test('MASE scales by last season, or by the neighbour when the history is short', () => {
  expect(mase([12, 14], [11, 15], [10, 12, 11, 13, 12], 2)).toBe(1);
  expect(seasonalNaiveScale([10, 12, 11], 12)).toBe(1.5);
  expect(seasonalNaiveScale([10, Number.NaN, 13, 15, 16, 17], 2)).toBeCloseTo(8 / 3, 12);
  expect(mase([1], [2], [5, 5, 5, 5, 5], 2)).toBeNaN();
});

test('RMSSE leaves leading zeros out of its scale', () => {
  expect(rmsse([4], [2], [0, 0, 1, 3, 1])).toBe(1);
  expect(rmse([3, 5], [0, 1])).toBeCloseTo(Math.sqrt(12.5), 12);
});

test('random repeats itself for a seed, differs between seeds and has the moments it should', () => {
  const draws = (seed: number) => Array.from({ length: 20_000 }, random(seed).normal);
  expect(draws(7)).toEqual(draws(7));
  expect(draws(7)[0]).not.toBe(draws(8)[0]);
  const sample = draws(1);
  const mean = sample.reduce((sum, x) => sum + x, 0) / sample.length;
  const variance = sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / sample.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.04);
  const source = random(3);
  const counts = new Array<number>(5).fill(0);
  for (let i = 0; i < 10_000; i++) counts[source.below(5)]! += 1;
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
});
