import type { Period } from '../contracts/series.ts';

/** Below this share periods without demand are events of their own, such as a shop shut for a day. */
export const rareDemandShare = 0.1;

/**
 * Whether periods without demand are the way of a series: at least a tenth of those since its first sale. Weekdays on
 * which nothing was ever sold are closed and do not count.
 *
 * @param values  units per period, oldest first
 */
export function demandIsRare(values: readonly number[], period: Period): boolean {
  const phases = period === 'day' ? 7 : 1;
  const first = values.findIndex(value => value > 0);
  const sold = values.slice(first);
  const opens = Array.from({ length: phases }, (_, phase) =>
    sold.some((value, t) => t % phases === phase && value > 0),
  );
  const open = sold.filter((_, t) => opens[t % phases]);
  return first >= 0 && open.filter(value => value === 0).length >= rareDemandShare * open.length;
}
