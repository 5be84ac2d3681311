import { seasonalIndices } from './classical-decomposition.ts';

/** Season by classical decomposition, tested first. */
export interface ShortSeason {
  readonly kind: 'none' | 'additive' | 'multiplicative';
  /** Entry i belongs to periods i, i + m, … of the history. */
  readonly indices: Float64Array;
}

/** One-sided 95 % point of the normal distribution: R's `thetaf` tests the season at 90 %. */
const critical = 1.645;

/**
 * Whether the autocorrelation at the season stands out of the noise.
 *
 * @see Assimakopoulos & Nikolopoulos (2000), Int. J. Forecasting 16(4)
 */
function isSeasonal(values: Float64Array, seasonLength: number): boolean {
  const n = values.length;
  if (seasonLength < 2 || n <= 2 * seasonLength) return false;
  let mean = 0;
  for (const value of values) mean += value / n;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2;
  if (!(variance > 0)) return false;
  const correlation = (lag: number) => {
    let sum = 0;
    for (let t = lag; t < n; t++) sum += (values[t]! - mean) * (values[t - lag]! - mean);
    return sum / variance;
  };
  let squares = 0;
  for (let lag = 1; lag < seasonLength; lag++) squares += correlation(lag) ** 2;
  return Math.abs(correlation(seasonLength)) > critical * Math.sqrt((1 + 2 * squares) / n);
}

/** Multiplicative where every value and index is positive, else additive. */
export function estimateShortSeason(values: Float64Array, seasonLength: number): ShortSeason {
  if (!isSeasonal(values, seasonLength)) return { kind: 'none', indices: new Float64Array(1) };
  if (values.every(value => value > 0)) {
    const indices = seasonalIndices(values, seasonLength, 'multiplicative');
    if (indices.every(index => index > 0.01)) return { kind: 'multiplicative', indices };
  }
  return { kind: 'additive', indices: seasonalIndices(values, seasonLength, 'additive') };
}

/** The values without the season. */
export function withoutShortSeason(values: Float64Array, season: ShortSeason): Float64Array {
  const m = season.indices.length;
  if (season.kind === 'none') return values;
  return values.map((value, t) =>
    season.kind === 'multiplicative' ? value / season.indices[t % m]! : value - season.indices[t % m]!,
  );
}
