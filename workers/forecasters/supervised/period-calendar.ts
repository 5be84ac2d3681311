import type { BusinessDay, Period } from '../../../shared/contracts/series.ts';

const millisecondsPerDay = 86_400_000;

/** Where a period lies in the calendar, for models that learn from it. */
export interface CalendarPosition {
  /** 0 Sunday … 6 Saturday; of the period's first day. */
  readonly weekday: number;
  /** 1–31. */
  readonly dayOfMonth: number;
  /** 0–1, share of the year gone by at the middle of the period. */
  readonly yearShare: number;
}

/** First day of the period `index` steps after `start`, as a UTC instant in milliseconds. */
export function periodStart(start: BusinessDay, period: Period, index: number): number {
  const first = Date.parse(`${start}T00:00:00Z`);
  if (period === 'month') {
    const date = new Date(first);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + index, 1);
  }
  return first + index * (period === 'week' ? 7 : 1) * millisecondsPerDay;
}

/** Where the period `index` steps after `start` lies. */
export function calendarPosition(start: BusinessDay, period: Period, index: number): CalendarPosition {
  const instant = periodStart(start, period, index);
  const date = new Date(instant);
  const middle = instant + (period === 'week' ? 3 : period === 'month' ? 14 : 0) * millisecondsPerDay;
  const yearStart = Date.UTC(new Date(middle).getUTCFullYear(), 0, 1);
  return {
    weekday: date.getUTCDay(),
    dayOfMonth: date.getUTCDate(),
    yearShare: (middle - yearStart) / (365.25 * millisecondsPerDay),
  };
}
