import type { History } from '../../shared/contracts/series.ts';
import { oncePerHistory } from './once-per-history.ts';
import { periodStart } from './supervised/period-calendar.ts';

/**
 * Periods `from` … `to` − 1 as a history of its own. Regressors keep their values for the horizon behind it: what is
 * known ahead stays known.
 */
export function sliceHistory(history: History, from: number, to: number): History {
  const start = new Date(periodStart(history.start, history.period, from)).toISOString().slice(0, 10);
  return {
    ...history,
    start,
    values: history.values.slice(from, to),
    regressors: history.regressors.map(regressor => ({ ...regressor, values: regressor.values.slice(from) })),
    ...(history.stockOut ? { stockOut: history.stockOut.slice(from, to) } : {}),
    ...(history.filled ? { filled: history.filled.slice(from, to) } : {}),
  };
}

const slicesOf = oncePerHistory(() => new Map<number, History>());

/** What was known before period `origin`; the same object each time, so that models share what is derived from it. */
export function knownAt(history: History, origin: number): History {
  const slices = slicesOf(history);
  const known = slices.get(origin) ?? sliceHistory(history, 0, origin);
  slices.set(origin, known);
  return known;
}
