import { variance } from 'simple-statistics';
import { evolvingSeason } from './evolving-season.ts';

/** KPSS statistic above which stationarity around a level is refused at 5 %. */
const kpssCritical = 0.463;
/** Seasonal strength above which seasonal differencing pays, as in R's `nsdiffs`. */
const strengthCritical = 0.64;
/** Cycles over which a season may change, as in R's `mstl`. */
const evolvingWindow = 11;
/**
 * With this many seasons even a weak one is certain and worth a difference, where it is found at one place all along:
 * R's threshold and window are made for a few years of months.
 */
const manySeasons = 40;
const certainStrength = 0.15;

/**
 * Number of seasonal differences, 0 or 1, by the strength of the season: 1 − Var(remainder) / Var(season + remainder).
 *
 * @see Wang, Smith & Hyndman (2006), Data Mining and Knowledge Discovery 13(3)
 */
export function seasonalDifferences(values: Float64Array, seasonLength: number): number {
  if (seasonLength < 2 || values.length < 2 * seasonLength + 3) return 0;
  const cycles = Math.ceil(values.length / seasonLength);
  return cycles > manySeasons
    ? Number(seasonalStrength(values, seasonLength, 10 * cycles + 1) > certainStrength)
    : Number(seasonalStrength(values, seasonLength) > strengthCritical);
}

/** Strength of an additive season that may change from year to year, 0–1. */
export function seasonalStrength(values: Float64Array, seasonLength: number, window = evolvingWindow): number {
  const { season, trend } = evolvingSeason(values, seasonLength, window);
  const seasoned = Array.from(values, (value, t) => value - trend[t]!);
  const remainder = seasoned.map((value, t) => value - season[t]!);
  const seasonedVariance = variance(seasoned);
  return seasonedVariance > 0 ? Math.max(0, 1 - variance(remainder) / seasonedVariance) : 0;
}

/**
 * Number of plain differences, 0–2, by repeated KPSS tests at 5 %.
 *
 * @see Kwiatkowski, Phillips, Schmidt & Shin (1992), J. Econometrics 54
 */
export function plainDifferences(values: Float64Array): number {
  let current = values;
  for (let d = 0; d < 2; d++) {
    if (current.length < 8 || kpss(current) <= kpssCritical) return d;
    const next = new Float64Array(current.length - 1);
    for (let i = 0; i < next.length; i++) next[i] = current[i + 1]! - current[i]!;
    current = next;
  }
  return 2;
}

/** KPSS statistic for stationarity around a level, Bartlett weights up to lag 3√n / 13. */
export function kpss(values: Float64Array): number {
  const n = values.length;
  let mean = 0;
  for (const value of values) mean += value / n;
  const errors = values.map(value => value - mean);
  let partial = 0;
  let sum = 0;
  let variance = 0;
  for (const error of errors) {
    partial += error;
    sum += partial * partial;
    variance += (error * error) / n;
  }
  const lags = Math.trunc((3 * Math.sqrt(n)) / 13);
  let longRun = variance;
  for (let lag = 1; lag <= lags; lag++) {
    let product = 0;
    for (let t = lag; t < n; t++) product += errors[t]! * errors[t - lag]!;
    longRun += (2 * (1 - lag / (lags + 1)) * product) / n;
  }
  return longRun > 1e-14 * (1 + mean * mean) ? sum / (n * n * longRun) : 0;
}
