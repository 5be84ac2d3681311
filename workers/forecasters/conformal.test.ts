import { expect, test } from 'vitest';
import { random } from '../../shared/numerics/random.ts';
import { calibratedIntervals, stretchFactor } from './conformal.ts';
import { demandQuantile, demandScore } from './demand-distribution.ts';

const scoresOf = (size: number, count: number, seed: number) => {
  const source = random(seed);
  return { scores: Array.from({ length: count }, () => size * source.normal()) };
};

test('bands that were too narrow are stretched, bands that were right stay', () => {
  const folds = (size: number) => Array.from({ length: 20 }, (_, seed) => scoresOf(size, 30, seed));
  expect(stretchFactor(folds(1), 0.8)).toBeGreaterThan(0.9);
  expect(stretchFactor(folds(1), 0.8)).toBeLessThan(1.1);
  expect(stretchFactor(folds(2), 0.8)).toBeGreaterThan(1.75);
  expect(stretchFactor(folds(2), 0.95)).toBeLessThan(2.2);
});

test('one fold moves the bands less than many', () => {
  const one = stretchFactor([scoresOf(3, 365, 1)], 0.8);
  const many = stretchFactor(
    Array.from({ length: 12 }, (_, seed) => scoresOf(3, 365, seed)),
    0.8,
  );
  expect(one).toBeGreaterThan(1.3);
  expect(one).toBeLessThan(0.8 * many);
  // Without evidence Student's t with 10 degrees of freedom, R 4.2.2: qt(0.9, 10) is 1.372184, qt(0.975, 10) 2.228139.
  expect(stretchFactor([], 0.8)).toBeCloseTo((1.372184 * Math.sqrt(0.8)) / 1.2815516, 4);
  expect(stretchFactor([], 0.95)).toBeCloseTo((2.228139 * Math.sqrt(0.8)) / 1.959964, 3);
});

test('score and quantile are each other’s inverse, also where demand cannot be negative', () => {
  for (const [mean, deviation] of [
    [100, 10],
    [3, 2],
  ] as const) {
    for (const score of [-1, 0, 0.5, 2]) {
      const demand = demandQuantile(mean, deviation, score, false);
      expect(demandScore(demand, mean, deviation, false)).toBeCloseTo(score, 9);
    }
  }
  expect(demandQuantile(0.5, 1, -1.28, false)).toBe(0);
  // R 4.2.2: qgamma(0.9, shape = 2.25, scale = 4/3) is 5.676707.
  expect(demandQuantile(3, 2, 1.2815516, false)).toBeCloseTo(5.6767, 1);
});

test('where most periods sell nothing bands begin at 0 and end where the rest of the chance ends', () => {
  expect(demandQuantile(2, 5, -1.28, false, 0.7)).toBe(0);
  expect(demandQuantile(2, 5, 0.5, false, 0.7)).toBe(0);
  expect(demandQuantile(2, 5, 1.28, false, 0.7)).toBeGreaterThan(5);
  expect(demandScore(0, 2, 5, false, 0.7)).toBe(0);
  expect(demandScore(0, 2, 5, false, 0.2)).toBeCloseTo(-0.8416, 3);
  for (const score of [0.8, 1.5, 3]) {
    expect(demandScore(demandQuantile(2, 5, score, false, 0.7), 2, 5, false, 0.7)).toBeCloseTo(score, 6);
  }
});

test('folds that overlap, and folds that trained on little, move the bands less', () => {
  const folds = (origins: number[]) => origins.map(origin => ({ ...scoresOf(3, 24, origin), origin }));
  const apart = stretchFactor(folds([152, 176, 200]), 0.8, 224);
  expect(stretchFactor(folds([198, 199, 200]), 0.8, 224)).toBeLessThan(0.9 * apart);
  expect(stretchFactor(folds([52, 76, 100]), 0.8, 224)).toBeLessThan(0.8 * apart);
});

test('what happened after much training says more of the bands than what happened after little', () => {
  const folds = (sizes: readonly number[]) =>
    sizes.map((size, i) => ({ ...scoresOf(size, 30, i), origin: 80 + 40 * i }));
  const [calmer, wilder] = [folds([2, 1.5, 1]), folds([1, 1.5, 2])].map(each => stretchFactor(each, 0.8, 200));
  expect(wilder!).toBeGreaterThan(1.1 * calmer!);
});

test('measured coverage of calibrated bands on fresh normal demand is near nominal', () => {
  const source = random(6);
  const folds = Array.from({ length: 10 }, () => ({ scores: Array.from({ length: 20 }, () => 1.5 * source.normal()) }));
  const prediction = { mean: new Float64Array(2000).fill(0), deviation: new Float64Array(2000).fill(1) };
  const [inner, outer] = calibratedIntervals(prediction, [0.95, 0.8], folds, { negative: true });
  let inside80 = 0;
  let inside95 = 0;
  for (let k = 0; k < 2000; k++) {
    const demand = 1.5 * source.normal();
    if (demand >= inner!.lower[k]! && demand <= inner!.upper[k]!) inside80++;
    if (demand >= outer!.lower[k]! && demand <= outer!.upper[k]!) inside95++;
  }
  expect(inner!.coverage).toBe(0.8);
  expect(Math.abs(inside80 / 2000 - 0.8)).toBeLessThan(0.06);
  expect(Math.abs(inside95 / 2000 - 0.95)).toBeLessThan(0.04);
});

test('a band that begins at 0 leaves out only what lies above, and holds its share of lumpy demand', () => {
  const source = random(9);
  const none = 0.5;
  // Sizes of sales vary by 0.6 of their mean of 4.
  const mean = 4 * (1 - none);
  const deviation = Math.sqrt((1 - none) * (4 ** 2 + 2.4 ** 2) - mean ** 2);
  const sale = () => demandQuantile(4, 2.4, source.normal(), false);
  const demand = () => (source.next() < none ? 0 : sale());
  const folds = Array.from({ length: 10 }, () => ({
    scores: Array.from({ length: 30 }, () => demandScore(demand(), mean, deviation, false, none)),
  }));
  const prediction = { mean: new Float64Array(4000).fill(mean), deviation: new Float64Array(4000).fill(deviation) };
  for (const { coverage, lower, upper } of calibratedIntervals(prediction, [0.8, 0.95], folds, {
    negative: false,
    none,
  })) {
    const inside = lower.filter((low, k) => {
      const actual = demand();
      return actual >= low && actual <= upper[k]!;
    });
    expect(Math.max(...lower)).toBe(0);
    expect(upper[0]).toBeGreaterThan(mean);
    expect(Math.abs(inside.length / 4000 - coverage)).toBeLessThan(0.03);
  }
});
