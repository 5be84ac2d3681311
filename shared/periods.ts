import { addDays, dateOfDay, dayOfDate, weekStart } from './business-day.ts';
import type { Period } from './contracts/series.ts';

const daysOf = { day: 1, week: 7 } as const;

/**
 * First day of the period that lies `count` periods after the one that begins on `start`.
 * @example addPeriods('2026-11-01', 3, 'month'); // => '2027-02-01'
 */
export function addPeriods(start: string, count: number, period: Period): string {
  if (period !== 'month') return addDays(start, count * daysOf[period]);
  const date = dateOfDay(start);
  date.setUTCMonth(date.getUTCMonth() + count);
  return dayOfDate(date);
}

/**
 * First days of the periods of many series, each worked out once: thousands of series share them.
 * @returns the first day of the period that lies `place` periods after the one that begins on `start`
 */
export function periodStarts(period: Period): (start: string, place: number) => string {
  const known = new Map<string, string[]>();
  return (start, place) => {
    const days = known.get(start) ?? [];
    known.set(start, days);
    days[place] ??= addPeriods(start, place, period);
    return days[place];
  };
}

/** Periods from the one that begins on `start` to the one that begins on `day`; negative when that is earlier. */
export function periodsBetween(start: string, day: string, period: Period): number {
  const [from, to] = [dateOfDay(start), dateOfDay(day)];
  if (period !== 'month') return Math.round((to.getTime() - from.getTime()) / (daysOf[period] * 86_400_000));
  return 12 * (to.getUTCFullYear() - from.getUTCFullYear()) + to.getUTCMonth() - from.getUTCMonth();
}

/**
 * First day of the period that holds a day.
 * @param weekStartsOn 0 Sunday … 6 Saturday
 */
export function periodStart(day: string, period: Period, weekStartsOn: number): string {
  if (period === 'day') return day;
  return period === 'week' ? weekStart(day, weekStartsOn) : `${day.slice(0, 8)}01`;
}
