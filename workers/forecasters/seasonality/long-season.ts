import type { History, Period } from '../../../shared/contracts/series.ts';
import { chanceOfNone, lumpyChance } from '../chance-of-none.ts';
import { choleskySolve } from '../fitting/cholesky-solve.ts';
import { type Cosine, cosineOf, productSum, waveOf } from './wave.ts';

/** Where the level returns while the year cannot be told from the trend. */
export interface YearlyLevel {
  /** Mean of the last whole year, in which every part of the season counts alike; units per period. */
  readonly mean: number;
  /** Mean of the last four weeks. */
  readonly latest: number;
  /** Share of a distance from the mean that is left four weeks later, 0–1. */
  readonly persistence: number;
  /** Periods in four weeks. */
  readonly step: number;
  readonly period: Period;
  /** Periods of the short season; 1 without one. */
  readonly seasonLength: number;
}

/** A smooth yearly pattern taken out of a series that is too fine for seasonal states: weekly and daily data. */
export interface LongSeason {
  readonly kind: 'none' | 'additive' | 'multiplicative';
  /** Periods per season, e.g. 52.18. */
  readonly length: number;
  /** Shrunken coefficients of cos and sin, two for each harmonic, in units (additive) or as logarithms. */
  readonly coefficients: Float64Array;
  /** Known where the season cannot be. */
  readonly yearlyLevel?: YearlyLevel | null;
}

const noLongSeason: LongSeason = { kind: 'none', length: 1, coefficients: new Float64Array(0) };

/** Longest season that models carry in their own states; longer ones are taken out first. */
export const longestStateSeason = 24;
const daysPerYear = 365.25;
/** How far above the noise beside it a harmonic must stand to count at all, as a ratio of powers. */
const caution = 1.25;
/** Ridge for each period: columns may be nearly collinear where the history is short. */
const penalty = 1e-6;

/** The season to take out before a state model sees the series: the year in weekly and daily data; null when there is none. */
export function longSeasonLength(history: Pick<History, 'period' | 'seasonLength' | 'values'>): number | null {
  const length =
    history.period === 'week' && history.seasonLength === 52
      ? daysPerYear / 7
      : history.period === 'day'
        ? daysPerYear
        : history.seasonLength > longestStateSeason
          ? history.seasonLength
          : null;
  return length !== null && history.values.length >= 1.75 * length ? length : null;
}

/** Periods per season that a state model keeps for itself; 1 when the season is a long one. */
export function stateSeasonLength(history: Pick<History, 'seasonLength'>): number {
  return history.seasonLength > longestStateSeason ? 1 : history.seasonLength;
}

/**
 * Estimates the long season by regression on harmonics beside a slow trend and the short season. Each harmonic is
 * shrunk by what the spectrum beside it says about noise, so that a random walk does not look seasonal.
 *
 * @returns kind `none` when no harmonic stands out of the noise, or demand is so lumpy that one would by chance
 */
export function estimateLongSeason(history: History, maximumHarmonics = 26): LongSeason {
  const length = longSeasonLength(history);
  if (length === null || chanceOfNone(history) > lumpyChance) return noLongSeason;
  const { values } = history;
  const n = values.length;
  let smallest = Number.POSITIVE_INFINITY;
  let mean = 0;
  for (const value of values) {
    smallest = Math.min(smallest, value);
    mean += value / n;
  }
  const multiplicative = smallest > 0.02 * mean && smallest > 0;
  const target = multiplicative ? values.map(Math.log) : values;
  const short = stateSeasonLength(history);
  const harmonics = Math.max(1, Math.min(maximumHarmonics, Math.floor(length / 2), Math.floor(n / 6)));
  const slow = 1 + Math.floor((1.4 * n) / length);
  const cosines: Cosine[] = [];
  for (let j = 0; j <= slow; j++) cosines.push(cosineOf((Math.PI * j) / n, (Math.PI * j) / (2 * n), n));
  const first = cosines.length;
  for (let k = 1; k <= harmonics; k++) {
    const angle = (2 * Math.PI * k) / length;
    cosines.push(cosineOf(angle, 0, n), cosineOf(angle, -Math.PI / 2, n));
  }
  const columns = cosines.map(cosine => cosine.values);
  columns.push(Float64Array.from(values, (_, t) => (2 * t) / n - 1));
  for (let i = 1; i < short; i++) columns.push(Float64Array.from(values, (_, t) => (t % short === i ? 1 : 0)));
  const solution = regressOnWaves(cosines, columns, target);
  const residual = Float64Array.from(target);
  for (let j = 0; j < columns.length; j++) {
    const column = columns[j]!;
    const weight = solution[j]!;
    for (let t = 0; t < n; t++) residual[t]! -= weight * column[t]!;
  }
  const noise = new Float64Array(harmonics + 1);
  for (let k = 0; k <= harmonics; k++) noise[k] = amplitudeAt(residual, (k + 0.5) / length);
  const freedom = n / Math.max(1, n - columns.length);
  const coefficients = solution.slice(first, cosines.length);
  let kept = 0;
  for (let k = 1; k <= harmonics; k++) {
    const beside = [noise[k - 1]!, noise[k]!];
    if (k >= 2) beside.push(noise[k - 2]!);
    if (k < harmonics) beside.push(noise[k + 1]!);
    const background = (freedom * beside.reduce((sum, power) => sum + power, 0)) / beside.length;
    const a = coefficients[2 * k - 2]!;
    const b = coefficients[2 * k - 1]!;
    const share = Math.max(0, 1 - (caution * background) / (a * a + b * b + 1e-300));
    coefficients[2 * k - 2] = a * share;
    coefficients[2 * k - 1] = b * share;
    if (share > 0) kept++;
  }
  if (kept === 0) return noLongSeason;
  return { kind: multiplicative ? 'multiplicative' : 'additive', length, coefficients };
}

/**
 * Ridge regression on columns of which the first are cosines: their products are known without running through time.
 *
 * @returns one coefficient for each column
 */
function regressOnWaves(
  cosines: readonly Cosine[],
  columns: readonly Float64Array[],
  target: Float64Array,
): Float64Array {
  const size = columns.length;
  const n = target.length;
  const gram = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      gram[i * size + j] =
        i < cosines.length ? productSum(cosines[i]!, cosines[j]!) : dotProduct(columns[i]!, columns[j]!);
    }
    gram[i * size + i]! += penalty * n;
    right[i] = dotProduct(columns[i]!, target);
  }
  return choleskySolve(gram, right);
}

function dotProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < a.length; t++) sum += a[t]! * b[t]!;
  return sum;
}

/** Squared amplitude of the residual at a frequency, cycles per period. */
function amplitudeAt(residual: Float64Array, frequency: number): number {
  const wave = waveOf(0, 2 * Math.PI * frequency, residual.length);
  let cosine = 0;
  let sine = 0;
  for (let t = 0; t < residual.length; t++) {
    cosine += residual[t]! * wave.cosine[t]!;
    sine += residual[t]! * wave.sine[t]!;
  }
  return (4 * (cosine * cosine + sine * sine)) / (residual.length * residual.length);
}

/** The pattern at periods `first` …, counted from the first of the history: factors, or units per period. */
export function longSeasonPattern(season: LongSeason, first: number, periods: number): Float64Array {
  const pattern = new Float64Array(periods);
  for (let k = 1; 2 * k <= season.coefficients.length; k++) {
    const a = season.coefficients[2 * k - 2]!;
    const b = season.coefficients[2 * k - 1]!;
    if (a === 0 && b === 0) continue;
    const angle = (2 * Math.PI * k) / season.length;
    const { cosine, sine } = waveOf(angle * first, angle, periods);
    for (let t = 0; t < periods; t++) pattern[t]! += a * cosine[t]! + b * sine[t]!;
  }
  return season.kind === 'multiplicative' ? pattern.map(Math.exp) : pattern;
}

/** The series without the pattern. */
export function withoutLongSeason(values: Float64Array, season: LongSeason): Float64Array {
  if (season.kind === 'none') return values;
  const pattern = longSeasonPattern(season, 0, values.length);
  return values.map((value, t) => (season.kind === 'multiplicative' ? value / pattern[t]! : value - pattern[t]!));
}
