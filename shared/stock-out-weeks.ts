import { addDays } from './business-day.ts';

/** Days on which one part of a selection could not be bought. */
export interface Shortage {
  readonly firstDay: string;
  /** Null while it lasts. */
  readonly lastDay: string | null;
  /** The part's share of the selection's usual demand, 0–1. */
  readonly share: number;
}

/** Share of a week's usual demand that stock must have been missing for; two days of seven of everything are enough. */
export const lostShareLimit = 0.2;

/**
 * Weeks whose sales say less than was wanted, because a good part of the selection was out of stock.
 *
 * @param start  first day of the first week
 * @param weeks  length of the history
 * @returns indices, ascending
 * @example stockOutWeeks([{ firstDay: '2026-01-06', lastDay: '2026-01-09', share: 1 }], '2026-01-05', 3); // => [0]
 */
export function stockOutWeeks(shortages: readonly Shortage[], start: string, weeks: number): number[] {
  if (shortages.length === 0) return [];
  const lost = new Float64Array(weeks);
  const dayOf = (day: string) => Math.round((Date.parse(day) - Date.parse(start)) / 86_400_000);
  const end = addDays(start, 7 * weeks - 1);
  for (const { firstDay, lastDay, share } of shortages) {
    const until = dayOf(lastDay === null || lastDay > end ? end : lastDay);
    for (let day = Math.max(0, dayOf(firstDay)); day <= until; day++) lost[Math.floor(day / 7)]! += share / 7;
  }
  return Array.from(lost.keys()).filter(week => lost[week]! >= lostShareLimit);
}
