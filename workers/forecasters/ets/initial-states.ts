import { seasonalIndices } from '../seasonality/classical-decomposition.ts';
import type { EtsForm } from './recursion.ts';

export interface InitialStates {
  readonly level: number;
  readonly slope: number;
  readonly season: Float64Array;
}

/**
 * Starting point of the search for initial states: seasonal indices by classical decomposition, then a line through
 * the first ten seasonally adjusted periods.
 *
 * @see Hyndman et al. (2008), section 2.6.1
 */
export function initialStates(values: Float64Array, form: EtsForm): InitialStates {
  const m = form.seasonLength;
  const season =
    form.season === 'N'
      ? new Float64Array(1)
      : seasonalIndices(values, m, form.season === 'M' ? 'multiplicative' : 'additive');
  if (form.season === 'M') for (let i = 0; i < m; i++) season[i] = Math.max(season[i]!, 0.05);
  const count = Math.min(values.length, Math.max(10, Math.min(2 * m, 24)));
  let meanTime = 0;
  let mean = 0;
  const adjusted = new Float64Array(count);
  for (let t = 0; t < count; t++) {
    const s = season[t % m]!;
    adjusted[t] = form.season === 'M' ? values[t]! / s : form.season === 'A' ? values[t]! - s : values[t]!;
    meanTime += t + 1;
    mean += adjusted[t]!;
  }
  meanTime /= count;
  mean /= count;
  let covariance = 0;
  let variance = 0;
  for (let t = 0; t < count; t++) {
    covariance += (t + 1 - meanTime) * (adjusted[t]! - mean);
    variance += (t + 1 - meanTime) ** 2;
  }
  const slope = form.trend && variance > 0 ? covariance / variance : 0;
  let level = form.trend ? mean - slope * meanTime : mean;
  const positive = form.error === 'M' || form.season === 'M';
  if (positive && !(level + slope > 0.1 * mean)) level = mean;
  return { level, slope: positive && level === mean ? 0 : slope, season };
}
