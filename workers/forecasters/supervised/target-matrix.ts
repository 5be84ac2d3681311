import type { History } from '../../../shared/contracts/series.ts';
import { type BinnedMatrix, binWith } from '../trees/bins.ts';
import { featureCount, levelAt, openWindows, writeFeatures } from './windows.ts';

/** The rows to be forecast: one for each lead from the end of the history, in the bins of a trained model. */
export function targetMatrix(
  history: History,
  edges: readonly Float64Array[],
  horizonPeriods: number,
): { readonly matrix: BinnedMatrix; readonly level: number } {
  const windows = openWindows(history, horizonPeriods);
  const origin = history.values.length - 1;
  const columns = Array.from({ length: featureCount(history) }, () => new Float64Array(horizonPeriods));
  for (let k = 0; k < horizonPeriods; k++) writeFeatures(windows, origin, k + 1, columns, k);
  return { matrix: binWith(columns, edges), level: levelAt(windows, origin) };
}
