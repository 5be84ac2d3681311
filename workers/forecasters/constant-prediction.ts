import type { Prediction } from './forecaster.ts';

/** The mean of the history at every lead, with the spread around it: what remains when nothing can be fitted. */
export function constantPrediction(values: Float64Array, horizonPeriods: number): Prediction {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2 / values.length;
  return {
    mean: new Float64Array(horizonPeriods).fill(mean),
    deviation: new Float64Array(horizonPeriods).fill(Math.sqrt(squares)),
  };
}
