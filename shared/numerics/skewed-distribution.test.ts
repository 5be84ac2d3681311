import { expect, test } from 'vitest';
import { demandLoss } from './demand-loss.ts';
import { inverseStandardLoss } from './inverse-standard-loss.ts';
import { normalLoss } from './normal-loss.ts';
import { quantileSkewness } from './quantile-skewness.ts';
import { secondOrderNormalLoss } from './second-order-normal-loss.ts';
import {
  peakDensity,
  skewedLoss,
  skewedQuantile,
  skewedSecondOrderLoss,
  skewedSurvival,
} from './skewed-distribution.ts';

const scores = [-1.8, -0.9, -0.2, 0, 0.4, 1.1, 2.5, 5];
const bands = [0.025, 0.1, 0.9, 0.975];

test('at skewness 2 it is the exponential distribution', () => {
  for (const z of scores) {
    const tail = z > -1 ? Math.exp(-(z + 1)) : 1;
    expect(skewedSurvival(z, 2)).toBeCloseTo(tail, 12);
    expect(skewedLoss(z, 2)).toBeCloseTo(z > -1 ? tail : -z, 12);
    expect(skewedSecondOrderLoss(z, 2)).toBeCloseTo(z > -1 ? tail : (1 + z * z) / 2, 12);
  }
  expect(skewedQuantile(0.975, 2)).toBeCloseTo(-Math.log(0.025) - 1, 10);
});

test('at skewness √2 it is the Erlang distribution of two steps', () => {
  for (const z of scores) {
    const x = 2 + z * Math.SQRT2;
    expect(skewedSurvival(z, Math.SQRT2)).toBeCloseTo(x > 0 ? (1 + x) * Math.exp(-x) : 1, 12);
    expect(skewedLoss(z, Math.SQRT2)).toBeCloseTo(x > 0 ? ((2 + x) * Math.exp(-x)) / Math.SQRT2 : -z, 12);
  }
});

test('without skewness it is the normal distribution, to the digit', () => {
  for (const z of scores) {
    expect(demandLoss(100 + 30 * z, 100, 30, 0)).toBe(normalLoss(100 + 30 * z, 100, 30));
    expect(30 ** 2 * skewedSecondOrderLoss(z, 0)).toBe(secondOrderNormalLoss(30 * z, 0, 30));
  }
  expect(demandLoss(90, 100, 0, 1.5)).toBe(10);
});

test.each([-2.5, -0.7, 0.002, 0.05, 0.6, 1.7, 3.4])('skewness %d: the losses are integrals of the tail', skewness => {
  const width = 1e-4;
  for (const z of scores) {
    const falls = (loss: typeof skewedLoss) => (loss(z - width, skewness) - loss(z + width, skewness)) / (2 * width);
    // The density jumps where the distribution begins.
    if (Math.abs(z + 2 / skewness) < 0.3) continue;
    expect(falls(skewedLoss)).toBeCloseTo(skewedSurvival(z, skewness), 6);
    expect(falls(skewedSecondOrderLoss)).toBeCloseTo(skewedLoss(z, skewness), 6);
  }
  for (const probability of [0.05, 0.5, 0.98]) {
    expect(1 - skewedSurvival(skewedQuantile(probability, skewness), skewness)).toBeCloseTo(probability, 9);
  }
  expect(skewedLoss(inverseStandardLoss(0.07, skewness), skewness)).toBeCloseTo(0.07, 10);
});

test('small skewness joins the normal distribution without a step', () => {
  expect(skewedLoss(0.7, 1.01e-3)).toBeCloseTo(skewedLoss(0.7, 0), 4);
  expect(skewedQuantile(0.98, 1.01e-3)).toBeCloseTo(skewedQuantile(0.98, 0), 2);
});

test('the highest density is that of the mode', () => {
  expect(peakDensity(0)).toBeCloseTo(0.39894, 5);
  // Erlang of two steps: x e⁻ˣ at 1, times √2 for a deviation of 1.
  expect(peakDensity(-Math.SQRT2)).toBeCloseTo(Math.SQRT2 / Math.E, 10);
  expect(peakDensity(2)).toBe(Number.POSITIVE_INFINITY);
});

test.each([-1.3, 0.3, 0.9, 1.8, 3.2])('skewness %d is read back from its own quantiles at any scale', skewness => {
  const skewnessOf = quantileSkewness(bands);
  for (const scale of [20, 35]) {
    const values = bands.map(probability => 200 + scale * skewedQuantile(probability, skewness));
    expect(skewnessOf(200, 30, values)).toBeCloseTo(skewness, 1);
  }
});

test('symmetric quantiles are normal, and so are none', () => {
  expect(quantileSkewness([0.025, 0.1, 0.8, 0.9, 0.975])(100, 20, [61, 74, null, 126, 139])).toBe(0);
  expect(quantileSkewness(bands)(100, 20, [61, 74, 126, 139])).toBe(0);
  expect(quantileSkewness([])(100, 20, [])).toBe(0);
  expect(quantileSkewness(bands)(0, 20, [0, 0, 20, 40])).toBe(0);
  expect(quantileSkewness(bands)(100, 0, [90, 95, 110, 130])).toBe(0);
});

test('demand that is nearly always 0 is as skewed as its variation says, whatever its quantiles leave out', () => {
  expect(quantileSkewness(bands)(1, 3, [0, 0, 0, 0])).toBeCloseTo(3 - 1 / 3, 10);
  expect(quantileSkewness(bands)(1, 9, [0, 0, 0, 0])).toBe(4);
});

test('quantiles of 0 do not count: lumpy demand is as skewed as its upper quantiles say', () => {
  const upper = [0.8, 0.95].map(probability => 10 + 9 * skewedQuantile(probability, 0.8));
  const skewness = quantileSkewness([0.025, 0.1, 0.8, 0.95])(10, 9, [0, 0, ...upper]);
  expect(skewness).toBeCloseTo(0.8, 1);
  expect(quantileSkewness([0.1, 0.8])(10, 9, [0, 22])).toBe(0);
  expect(quantileSkewness([0.1, 0.8])(10, 30, [null, null])).toBe(0);
});
