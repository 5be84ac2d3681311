import { describe, expect, test } from 'vitest';
import type { History } from '../../../shared/contracts/series.ts';
import { fitAndPredict } from '../fit-and-predict.ts';
import {
  accidentalDeaths,
  airPassengers,
  luteinizingHormone,
  nile,
  petrolPrice,
  seatbeltDrivers,
  seatbeltLaw,
} from '../golden-series.ts';
import { arima } from './arima.ts';
import { armaAutocovariance } from './autocovariance.ts';
import { kpss, seasonalStrength } from './differencing.ts';
import { type ArimaFit, fitOrders, noFacts } from './fit-orders.ts';
import { armaFilter } from './likelihood.ts';
import type { ArimaOrders } from './polynomials.ts';
import { predictOrders } from './predict-orders.ts';
import { selectOrders } from './select-orders.ts';

// Golden values: R 4.2.2, stats::arima(method = "ML", reltol = 1e-14) on the differenced series for log-likelihoods and
// coefficients, forecast 8.20 Arima/forecast for the forecasts. R treats undifferenced data with a diffuse prior of
// variance 1e6 instead of exactly, which moves its own forecasts in the sixth digit: hence relative 1e-3 there.

const precise = { central: true, tolerance: 1e-13 };
const airline: ArimaOrders = { p: 0, d: 1, q: 1, seasonalP: 0, seasonalD: 1, seasonalQ: 1, seasonLength: 12 };
const limits = { maxP: 5, maxQ: 5, maxSeasonalP: 2, maxSeasonalQ: 2, maxTotal: 5, maxFits: 94 };

function expectRelative(actual: ArrayLike<number>, golden: readonly number[], tolerance: number) {
  golden.forEach((value, i) => {
    expect(Math.abs(actual[i]! / value - 1)).toBeLessThan(tolerance);
  });
}

test('airline model: ARIMA(0,1,1)(0,1,1)[12] on the logarithm of air passengers', () => {
  const fit = fitOrders(airPassengers.map(Math.log), airline, false, noFacts, precise)!;
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
  const fit = fitOrders(accidentalDeaths, airline, false, noFacts, precise)!;
  expect(fit.logLikelihood).toBeCloseTo(-425.441102431, 6);
  const golden = [8336.059911, 7531.82335, 8314.640284, 8616.871033, 9488.915884, 9859.756546];
  expectRelative(predictOrders(fit, 6).mean, golden, 1e-5);
});

test('AR(3) with mean on luteinizing hormone', () => {
  const orders: ArimaOrders = { p: 3, d: 0, q: 0, seasonalP: 0, seasonalD: 0, seasonalQ: 0, seasonLength: 1 };
  const fit = fitOrders(luteinizingHormone, orders, true, noFacts, precise)!;
  expect(fit.logLikelihood).toBeCloseTo(-27.0924110595, 7);
  expectRelative(fit.ar, [0.64480201, -0.063382207, -0.219796577], 1e-4);
  expect(fit.constant).toBeCloseTo(2.3931193, 5);
  const golden = [2.46018264348, 2.27084437922, 2.19861493825, 2.26071227585, 2.34694672763, 2.41449079302];
  expectRelative(predictOrders(fit, 6).mean, golden, 1e-5);
});

// R 4.2.2, arima(x, …, method = "ML", kappa = 1e9, optim.control = list(reltol = 1e-14)) with NA at these places, counted
// from 1; its Kalman filter skips them.
describe('missing values', () => {
  const holed = (values: Float64Array, orders: ArimaOrders, withConstant: boolean, ...places: number[]) => {
    const missing = places.map(place => place - 1);
    // What stands in the place of a missing value must not matter.
    const known = values.map((value, t) => (missing.includes(t) ? 1.3 * value : value));
    return [known, orders, withConstant, { missing, regressors: [] }, precise] as const;
  };

  test('in the airline model on the logarithm of air passengers', () => {
    const fit = fitOrders(...holed(airPassengers.map(Math.log), airline, false, 20, 21, 50, 77, 120))!;
    expect(fit.logLikelihood).toBeCloseTo(234.288187875, 4);
    expectRelative([...fit.ma, ...fit.seasonalMa], [-0.405976781639, -0.559739434821], 1e-3);
    const golden = [6.10417533542, 6.04804239829, 6.16602121995, 6.19327434951, 6.22687047941, 6.36279769732];
    expectRelative(predictOrders(fit, 6).mean, golden, 1e-4);
  });

  test('in AR(3) with mean on luteinizing hormone, one of them among the last', () => {
    const orders: ArimaOrders = { p: 3, d: 0, q: 0, seasonalP: 0, seasonalD: 0, seasonalQ: 0, seasonLength: 1 };
    const fit = fitOrders(...holed(luteinizingHormone, orders, true, 5, 6, 30, 46))!;
    expect(fit.logLikelihood).toBeCloseTo(-21.0296960376, 6);
    expectRelative([...fit.ar, fit.constant], [0.727576012357, -0.169890844508, -0.205076658354, 2.399259809863], 1e-3);
    const golden = [2.65703646751, 2.378542958, 2.23770270644, 2.23237036469, 2.30953066833, 2.39545961856];
    expectRelative(predictOrders(fit, 6).mean, golden, 1e-4);
  });

  test('just before the end widen what is forecast from there', () => {
    const spread = (fit: ArimaFit, leads: number) =>
      predictOrders(fit, leads).deviation.map(value => value / Math.sqrt(fit.variance));
    const orders: ArimaOrders = { p: 3, d: 0, q: 0, seasonalP: 0, seasonalD: 0, seasonalQ: 0, seasonLength: 1 };
    const hormone = fitOrders(...holed(luteinizingHormone, orders, true, 5, 6, 30, 46, 47))!;
    const golden = [1.0550756836, 1.3134013669, 1.3159930188, 1.2902257152, 1.3274352795, 1.363628618];
    expectRelative(spread(hormone, 6), golden, 1e-3);

    const air = fitOrders(...holed(airPassengers.map(Math.log), airline, false, 20, 77, 140, 141, 142, 143))!;
    expect(air.logLikelihood).toBeCloseTo(230.45, 2);
    const months = spread(air, 14);
    expectRelative(months, [1.0474132938, 1.2032595265, 1.3411160904, 1.4660665905], 1e-3);
    // August to November, of which the last year is missing, stand out from July and December.
    expectRelative(
      months.slice(6),
      [1.7893093325, 1.9535854349, 2.0607374198, 2.157772287, 2.2460009542, 2.226077781],
      1e-3,
    );
  });

  test('at the end of the history are forecast through, with their uncertainty', () => {
    const values = nile.map((flow, t) => ([27, 28, 29, 97, 98, 99].includes(t) ? Number.NaN : flow));
    const history: History = { values, period: 'month', start: '1871-01-01', seasonLength: 1, regressors: [] };
    const { state, prediction } = fitAndPredict(arima, history, 6, { seed: 1, progress() {}, cancelled: () => false });
    expect(arima.describe(state as never)).toBe('ARIMA(1,1,1)');
    const golden = [909.708287684, 909.688561379, 909.684045854, 909.683012211, 909.6827756, 909.682721438];
    expectRelative(prediction.mean, golden, 1e-3);
    // R divides the variance by n, this by n less the number of parameters.
    expectRelative(prediction.deviation, [154.101675066, 156.017131083, 157.871617967, 159.696084939], 0.02);
  });
});

// The same with xreg: petrol price and seat belt law on the logarithm of drivers, 180 months.
describe('regressors', () => {
  const drivers = seatbeltDrivers.slice(0, 180).map(Math.log);
  const regressors = [petrolPrice, seatbeltLaw];
  const forecast = (fit: ArimaFit) =>
    predictOrders(fit, 6).mean.map((mean, k) =>
      fit.effects.reduce((sum, effect, i) => sum + effect * regressors[i]![180 + k]!, mean),
    );

  test('beside a seasonal difference', () => {
    const orders: ArimaOrders = { p: 1, d: 0, q: 0, seasonalP: 0, seasonalD: 1, seasonalQ: 1, seasonLength: 12 };
    const fit = fitOrders(drivers, orders, false, { missing: [], regressors }, precise)!;
    expect(fit.logLikelihood).toBeCloseTo(179.853823751, 5);
    expectRelative([...fit.ar, ...fit.seasonalMa], [0.436829773003, -0.78109885856], 1e-3);
    expectRelative(fit.effects, [-3.671897509492, -0.225246388634], 1e-3);
    const golden = [7.08441833749, 7.00007835387, 7.07658342865, 7.01213743905, 7.08227756967, 7.05295809295];
    expectRelative(forecast(fit), golden, 1e-4);
  });

  test('beside a seasonal difference and missing values', () => {
    const orders: ArimaOrders = { p: 1, d: 0, q: 0, seasonalP: 0, seasonalD: 1, seasonalQ: 1, seasonLength: 12 };
    const fit = fitOrders(drivers, orders, false, { missing: [39, 40, 89, 149], regressors }, precise)!;
    expect(fit.logLikelihood).toBeCloseTo(178.005533777, 5);
    expectRelative(fit.effects, [-3.641546556442, -0.227435696254], 1e-3);
    const golden = [7.08087806608, 6.99668187056, 7.07474301027, 7.01167718082, 7.07913201324, 7.07219621022];
    expectRelative(forecast(fit), golden, 1e-4);
  });

  test('beside a mean', () => {
    const orders: ArimaOrders = { p: 2, d: 0, q: 1, seasonalP: 0, seasonalD: 0, seasonalQ: 0, seasonLength: 1 };
    const fit = fitOrders(drivers, orders, true, { missing: [], regressors }, precise)!;
    expect(fit.logLikelihood).toBeCloseTo(140.21915156, 4);
    expectRelative([fit.constant, ...fit.effects], [7.868210587537, -4.227219666355, -0.221541435988], 2e-3);
    const golden = [7.23883310015, 7.19134832563, 7.15146064439, 7.13631657581, 7.13567348823, 7.13968991135];
    expectRelative(forecast(fit), golden, 1e-4);
  });

  test('that explain nothing are left out', () => {
    const noise = Float64Array.from({ length: 150 }, (_, t) => (t * 7919) % 101);
    const facts = { missing: [], regressors: [noise] };
    expect(selectOrders(airPassengers, 12, limits, () => {}, facts)!.effects).toHaveLength(0);
    const law = { missing: [], regressors: [seatbeltLaw] };
    expect(selectOrders(drivers, 12, limits, () => {}, law)!.effects[0]).toBeLessThan(-0.15);
  });

  test('known ahead move the forecast', () => {
    const flags = Float64Array.from({ length: 132 }, (_, t) => (t % 11 === 4 ? 1 : 0));
    const values = Float64Array.from({ length: 120 }, (_, t) => 100 + ((t * 37) % 17) + 40 * flags[t]!);
    const history: History = {
      values,
      period: 'month',
      start: '2010-01-01',
      seasonLength: 12,
      regressors: [{ name: 'promotion', kind: 'measure', values: flags }],
    };
    const { prediction } = fitAndPredict(arima, history, 12, { seed: 1, progress() {}, cancelled: () => false });
    const promoted = prediction.mean.filter((_, k) => flags[120 + k] === 1);
    const others = prediction.mean.filter((_, k) => flags[120 + k] === 0);
    expect(Math.min(...promoted) - Math.max(...others)).toBeGreaterThan(25);
  });
});

test('a season is as strong as R finds it, forecast 8.20 mstl, also one that changes from year to year', () => {
  // R smooths every second or third place and joins them by lines: hence the tolerance.
  expect(seasonalStrength(airPassengers, 12)).toBeCloseTo(0.940672, 2);
  expect(seasonalStrength(seatbeltDrivers.map(Math.log), 12)).toBeCloseTo(0.798582, 2);
  expect(seasonalStrength(accidentalDeaths, 12)).toBeCloseTo(0.944794, 2);
  const turning = airPassengers.map((value, t) => Math.log(value) + 0.3 * (1 - t / 72) * Math.sin((Math.PI * t) / 6));
  expect(seasonalStrength(turning, 12)).toBeCloseTo(0.881335, 2);
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
  expect(armaFilter([values], ar.length, ma.length)(ar, ma)!.logLikelihood).toBeCloseTo(exact, 10);
});

test('a process that is not stationary has no likelihood', () => {
  expect(armaFilter([Float64Array.of(1, 2, 3)], 1, 0)(Float64Array.of(1.1), new Float64Array(0))).toBeNull();
});

test('KPSS refuses stationarity for a trend and keeps it for noise', () => {
  expect(kpss(Float64Array.from({ length: 100 }, (_, t) => t))).toBeGreaterThan(0.463);
  expect(kpss(Float64Array.from({ length: 100 }, (_, t) => ((t * 7919) % 101) / 101))).toBeLessThan(0.463);
});
