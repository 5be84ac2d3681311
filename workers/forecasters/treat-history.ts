import type { HistoryTreatment } from '../../shared/contracts/forecast.ts';
import type { History } from '../../shared/contracts/series.ts';
import { findOutliers } from './find-outliers.ts';
import { firstPeriod } from './first-period.ts';
import { oncePerHistory } from './once-per-history.ts';
import { sliceHistory } from './slice-history.ts';

export interface TreatedHistory {
  /** Ready for a model: no leading zeros, every value finite, `filled` where they were not recorded. */
  readonly history: History;
  readonly treatment: HistoryTreatment;
  /** Index, in the history as given, of the first period kept. */
  readonly firstPeriod: number;
}

/**
 * Prepares a history for the models and says what was changed: periods before the first sale are left out, gaps and
 * closed days are filled, sales of periods without stock are raised to the demand expected there, single outliers are
 * replaced by what their neighbours say unless they are to be kept. The history as given stays as it is.
 */
export const treatHistory = oncePerHistory((history: History): TreatedHistory => {
  const closed = history.regressors.filter(regressor => regressor.kind === 'closed');
  const first = firstPeriod(history.values);
  const kept = sliceHistory(history, first, history.values.length);
  const unknown = new Uint8Array(kept.values.length);
  const missing = new Uint8Array(kept.values.length);
  const stockOut = new Uint8Array(kept.values.length);
  for (let i = 0; i < kept.values.length; i++) {
    const shut = closed.some(regressor => regressor.values[first + i] === 1);
    if (Number.isNaN(kept.values[i]!) && !shut) missing[i] = 1;
    if (missing[i] || shut) unknown[i] = 1;
    else if (kept.stockOut?.[i] === 1) stockOut[i] = 1;
  }
  const filled = fillUnknown(kept.values, unknown, stockOut, history.seasonLength);
  const gaps: { index: number; used: number }[] = [];
  const stockOuts: { index: number; observed: number; used: number }[] = [];
  for (let i = 0; i < filled.length; i++) {
    const index = first + i;
    if (missing[i]) gaps.push({ index, used: filled[i]! });
    if (stockOut[i]) {
      const observed = kept.values[i]!;
      // Sales are a lower bound of demand when stock ran out.
      filled[i] = Math.max(observed, filled[i]!);
      stockOuts.push({ index, observed, used: filled[i]! });
    }
  }
  const shut = new Uint8Array(filled.length);
  const outliers = (history.keepOutliers ? [] : findOutliers(filled, history.seasonLength))
    .filter(({ index }) => !unknown[index] && !stockOut[index])
    .map(({ index, used }) => {
      const observed = filled[index]!;
      filled[index] = used;
      if (observed === 0) shut[index] = 1;
      return { index: first + index, observed, used };
    });
  return {
    history: {
      ...kept,
      values: filled,
      ...(gaps.length > 0 ? { filled: missing } : {}),
      ...(shut.includes(1) ? { shut } : {}),
    },
    treatment: { leadingZeros: first, gaps, outliers, stockOuts },
    firstPeriod: first,
  };
});

/** Fills by the same phase of the seasons around, brought to the level there; without them by a straight line. */
function fillUnknown(
  values: Float64Array,
  unknown: Uint8Array,
  censored: Uint8Array,
  seasonLength: number,
): Float64Array {
  const out = Float64Array.from(values);
  const missing = (i: number) => unknown[i] === 1 || censored[i] === 1;
  let any = false;
  for (let i = 0; i < out.length; i++) any ||= missing(i);
  if (!any) return out;
  const line = interpolate(values, missing);
  for (let i = 0; i < out.length; i++) {
    if (!missing(i)) continue;
    out[i] = line[i]!;
    if (seasonLength < 2) continue;
    let sum = 0;
    let count = 0;
    for (const season of [-2, -1, 1, 2]) {
      const same = i + season * seasonLength;
      if (same < 0 || same >= out.length || missing(same)) continue;
      sum += values[same]!;
      count++;
    }
    if (count > 0) out[i] = sum / count;
  }
  return out;
}

function interpolate(values: Float64Array, missing: (i: number) => boolean): Float64Array {
  const out = new Float64Array(values.length);
  let previous = -1;
  for (let i = 0; i < values.length; i++) {
    if (missing(i)) continue;
    out[i] = values[i]!;
    for (let j = previous + 1; j < i; j++) {
      const from = previous < 0 ? values[i]! : values[previous]!;
      out[j] = from + ((values[i]! - from) * (j - previous)) / (i - previous);
    }
    previous = i;
  }
  for (let j = previous + 1; j < values.length; j++) out[j] = previous < 0 ? 0 : values[previous]!;
  return out;
}
