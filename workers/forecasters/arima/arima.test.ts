import { expect, test } from 'vitest';
import { accidentalDeaths, airPassengers, luteinizingHormone, nile } from '../golden-series.ts';
import { armaAutocovariance } from './autocovariance.ts';
import { kpss } from './differencing.ts';
import { fitOrders } from './fit-orders.ts';
import { armaLikelihood } from './likelihood.ts';
import type { ArimaOrders } from './polynomials.ts';
import { predictOrders } from './predict-orders.ts';
import { selectOrders } from './select-orders.ts';

// Golden values: R 4.2.2, stats::arima(method = "ML", reltol = 1e-14) on the differenced series for log-likelihoods and
// coefficients, forecast 8.20 Arima/forecast for the forecasts. R treats undifferenced data with a diffuse prior of
// variance 1e6 instead of exactly, which moves its own forecasts in the sixth digit: hence relative 1e-3 there.

const airline: ArimaOrders = { p: 0, d: 1, q: 1, seasonalP: 0, seasonalD: 1, seasonalQ: 1, seasonLength: 12 };
const limits = { maxP: 5, maxQ: 5, maxSeasonalP: 2, maxSeasonalQ: 2, maxTotal: 5, maxFits: 94 };

function expectRelative(actual: ArrayLike<number>, golden: readonly number[], tolerance: number) {
  golden.forEach((value, i) => {
    expect(Math.abs(actual[i]! / value - 1)).toBeLessThan(tolerance);
  });
}

test('airline model: ARIMA(0,1,1)(0,1,1)[12] on the logarithm of air passengers', () => {
  const fit = fitOrders(airPassengers.map(Math.log), airline, false, { central: true })!;
  expect(fit.logLikelihood).toBeCloseTo(244.696486833, 6);
  expect(fit.ma[0]).toBeCloseTo(-0.401822968, 3);
  expect(fit.seasonalMa[0]).toBeCloseTo(-0.556935854, 3);
  const { mean, deviation } = predictOrders(fit, 12);
  expectRelative(
    mean,
    [
      6.110185711, 6.053775299, 6.171715027, 6.199300405, 6.232555913, 6.368778663, 6.507293689, 6.502906358,
      6.324698258, 6.209007978, 6.063487439, 6.168024913,
    ],
    1e-5,
  );
  const upper95 = [6.18276426, 6.138347555, 6.266779675, 6.303809294, 6.345723614, 6.489988189];
  expectRelative(
    upper95.map((_, k) => mean[k]! + 1.959964 * deviation[k]!),
    upper95,
    1e-4,
  );
});

test('ARIMA(0,1,1)(0,1,1)[12] on accidental deaths', () => {
  const fit = fitOrders(accidentalDeaths, airline, false, { central: true })!;
  expect(fit.logLikelihood).toBeCloseTo(-425.441102431, 6);
  const golden = [8336.059911, 7531.82335, 8314.640284, 8616.871033, 9488.915884, 9859.756546];
  expectRelative(predictOrders(fit, 6).mean, golden, 1e-5);
});

test('AR(3) with mean on luteinizing hormone', () => {
  const orders: ArimaOrders = { p: 3, d: 0, q: 0, seasonalP: 0, seasonalD: 0, seasonalQ: 0, seasonLength: 1 };
  const fit = fitOrders(luteinizingHormone, orders, true, { central: true })!;
  expect(fit.logLikelihood).toBeCloseTo(-27.0924110595, 7);
  expectRelative(fit.ar, [0.64480201, -0.063382207, -0.219796577], 1e-4);
  expect(fit.constant).toBeCloseTo(2.3931193, 5);
  const golden = [2.46018264348, 2.27084437922, 2.19861493825, 2.26071227585, 2.34694672763, 2.41449079302];
  expectRelative(predictOrders(fit, 6).mean, golden, 1e-5);
});

test('automatic orders are those of auto.arima, forecast 8.20', () => {
  const name = (values: Float64Array, seasonLength: number) => {
    const { orders, withConstant } = selectOrders(values, seasonLength, limits, () => {})!;
    return [orders.p, orders.d, orders.q, orders.seasonalP, orders.seasonalD, orders.seasonalQ, withConstant];
  };
  expect(name(airPassengers.map(Math.log), 12)).toEqual([0, 1, 1, 0, 1, 1, false]);
  expect(name(airPassengers, 12)).toEqual([2, 1, 1, 0, 1, 0, false]);
  expect(name(accidentalDeaths, 12)).toEqual([0, 1, 1, 0, 1, 1, false]);
  expect(name(luteinizingHormone, 1)).toEqual([1, 0, 0, 0, 0, 0, true]);
  expect(name(nile, 1)).toEqual([1, 1, 1, 0, 0, 0, false]);
});

test('the fast recursions give the likelihood of the multivariate normal density', () => {
  const ar = Float64Array.of(0.5, -0.3);
  const ma = Float64Array.of(0.4);
  const values = Float64Array.of(0.3, -1.2, 0.8, 1.9, -0.4, 0.1);
  const covariance = armaAutocovariance(ar, ma, 6)!;
  // By Cholesky of the Toeplitz covariance: −½ (n ln(2π s²) + n + ln|V|) with s² = y'V⁻¹y / n.
  const n = values.length;
  const lower = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const whitened: number[] = [];
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = covariance[i - j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!;
    }
    let rest = values[i]!;
    for (let k = 0; k < i; k++) rest -= lower[i]![k]! * whitened[k]!;
    whitened.push(rest / lower[i]![i]!);
    logDeterminant += 2 * Math.log(lower[i]![i]!);
  }
  const squares = whitened.reduce((sum, value) => sum + value * value, 0);
  const exact = -0.5 * (n * Math.log((2 * Math.PI * squares) / n) + n + logDeterminant);
  expect(armaLikelihood([values], ar, ma)!.logLikelihood).toBeCloseTo(exact, 10);
});

test('a process that is not stationary has no likelihood', () => {
  expect(armaLikelihood([Float64Array.of(1, 2, 3)], Float64Array.of(1.1), new Float64Array(0))).toBeNull();
});

test('KPSS refuses stationarity for a trend and keeps it for noise', () => {
  expect(kpss(Float64Array.from({ length: 100 }, (_, t) => t))).toBeGreaterThan(0.463);
  expect(kpss(Float64Array.from({ length: 100 }, (_, t) => ((t * 7919) % 101) / 101))).toBeLessThan(0.463);
});
