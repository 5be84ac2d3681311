import { SimpleLinearRegression } from 'ml-regression';
import { mean } from 'simple-statistics';
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
  const times = Array.from({ length: count }, (_, t) => t + 1);
  const adjusted = times.map((_, t) => {
    const s = season[t % m]!;
    return form.season === 'M' ? values[t]! / s : form.season === 'A' ? values[t]! - s : values[t]!;
  });
  const average = mean(adjusted);
  const line = form.trend && count > 1 ? new SimpleLinearRegression(times, adjusted) : { slope: 0, intercept: average };
  const { slope } = line;
  let level = line.intercept;
  const positive = form.error === 'M' || form.season === 'M';
  if (positive && !(level + slope > 0.1 * average)) level = average;
  return { level, slope: positive && level === average ? 0 : slope, season };
}
