import type { History } from '../../../shared/contracts/series.ts';
import type { Prediction } from '../forecaster.ts';
import { adjustForLongSeason, restoreLongSeason } from '../seasonality/around-long-season.ts';
import { type LongSeason, stateSeasonLength } from '../seasonality/long-season.ts';
import { estimateShortSeason, type ShortSeason, withoutShortSeason } from '../seasonality/short-season.ts';
import type { Samples } from './backend.ts';
import type { NetworkShape } from './network.ts';

/** A history without its seasons: what the network sees. */
export interface AdjustedSeries {
  /** Units per period. */
  readonly values: Float64Array;
  readonly short: ShortSeason;
  readonly long: LongSeason;
}

/** Takes the yearly and the short season out of a treated history. */
export function adjustSeries(history: History): AdjustedSeries {
  const { values, season: long } = adjustForLongSeason(history);
  const short = estimateShortSeason(values, stateSeasonLength(history));
  return { values: withoutShortSeason(values, short), short, long };
}

/** Puts the seasons back into a forecast of the adjusted series; changes it in place. */
export function restoreSeasons({ values, short, long }: AdjustedSeries, { mean, deviation }: Prediction): Prediction {
  const n = values.length;
  const m = short.indices.length;
  for (let k = 0; k < mean.length; k++) {
    const index = short.indices[(n + k) % m]!;
    if (short.kind === 'additive') mean[k]! += index;
    if (short.kind === 'multiplicative') {
      mean[k]! *= index;
      deviation[k]! *= index;
    }
  }
  return restoreLongSeason(long, n, { mean, deviation });
}

/** Mean of the window that ends at `origin` and the size by which it is scaled, units per period. */
export function levelOf(values: Float64Array, origin: number, steps: number): { mean: number; scale: number } {
  let mean = 0;
  let size = 0;
  for (let t = origin - steps + 1; t <= origin; t++) mean += values[t]! / steps;
  for (const value of values) size += Math.abs(value) / values.length;
  return { mean, scale: Math.max(0.5 * size, Math.abs(mean), 1e-300) };
}

/** One sample for each origin; periods beyond the series are NaN among its targets. */
export function samplesOf(values: Float64Array, shape: NetworkShape, origins: readonly number[]): Samples {
  const windows = new Float64Array(origins.length * shape.steps);
  const targets = new Float64Array(origins.length * shape.outputs).fill(Number.NaN);
  origins.forEach((origin, i) => {
    const { mean, scale } = levelOf(values, origin, shape.steps);
    for (let s = 0; s < shape.steps; s++) {
      windows[i * shape.steps + s] = (values[origin - shape.steps + 1 + s]! - mean) / scale;
    }
    for (let k = 0; k < shape.outputs && origin + 1 + k < values.length; k++) {
      targets[i * shape.outputs + k] = (values[origin + 1 + k]! - mean) / scale;
    }
  });
  return { count: origins.length, windows, targets };
}

/** Samples of several series as one set; all of one network shape. */
export function joinSamples(parts: readonly Samples[]): Samples {
  const join = (arrays: readonly Float64Array[]) => {
    const all = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const array of arrays) {
      all.set(array, at);
      at += array.length;
    }
    return all;
  };
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    windows: join(parts.map(part => part.windows)),
    targets: join(parts.map(part => part.targets)),
  };
}
