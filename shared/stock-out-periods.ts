import { addDays, dateOfDay } from './business-day.ts';
import type { Period } from './contracts/series.ts';
import { addPeriods, periodsBetween } from './periods.ts';

/** Days on which one part of a selection could not be bought. */
export interface Shortage {
  readonly firstDay: string;
  /** Null while it lasts. */
  readonly lastDay: string | null;
  /** The part's share of the selection's usual demand, 0–1. */
  readonly share: number;
}

/** Share of a period's usual demand that stock must have been missing for; two days of a week of everything are enough. */
export const lostShareLimit = 0.2;

/**
 * Periods whose sales say less than was wanted, because a good part of the selection was out of stock.
 *
 * @param start  first day of the first period
 * @param count  length of the history
 * @returns indices, ascending
 * @example stockOutPeriods([{ firstDay: '2026-01-06', lastDay: '2026-01-09', share: 1 }], '2026-01-05', 3, 'week'); // => [0]
 */
export function stockOutPeriods(
  shortages: readonly Shortage[],
  start: string,
  count: number,
  period: Period,
): number[] {
  if (shortages.length === 0) return [];
  const firstDay = (index: number) => addPeriods(start, index, period);
  const end = addDays(firstDay(count), -1);
  const lost = new Float64Array(count);
  for (const { share, ...shortage } of shortages) {
    const from = shortage.firstDay < start ? start : shortage.firstDay;
    const until = shortage.lastDay === null || shortage.lastDay > end ? end : shortage.lastDay;
    if (from > until) continue;
    for (let index = periodIndex(start, from, period); index <= periodIndex(start, until, period); index++) {
      const [first, next] = [firstDay(index), firstDay(index + 1)];
      const days = daysBetween(from > first ? from : first, until < next ? addDays(until, 1) : next);
      lost[index]! += (share * Math.max(0, days)) / daysBetween(first, next);
    }
  }
  return Array.from(lost.keys()).filter(index => lost[index]! >= lostShareLimit);
}

/** The period that a day lies in, counted from the one that begins on `start`. */
function periodIndex(start: string, day: string, period: Period): number {
  return period === 'week' ? Math.floor(daysBetween(start, day) / 7) : periodsBetween(start, day, period);
}

function daysBetween(from: string, to: string): number {
  return Math.round((dateOfDay(to).getTime() - dateOfDay(from).getTime()) / 86_400_000);
}
