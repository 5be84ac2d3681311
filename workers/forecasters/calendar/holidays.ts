import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import type { History } from '../../../shared/contracts/series.ts';
import { periodStart } from '../supervised/period-calendar.ts';

const millisecondsPerDay = 86_400_000;

/** Loaded only when a history names a country: the calendars of all countries take half a second. */
let Calendar: typeof Holidays | undefined;

function calendarOf(country: string): Holidays {
  Calendar ??= createRequire(import.meta.url)('date-holidays') as typeof Holidays;
  return new Calendar(country);
}

/** Whether public holidays of a country are known, ISO 3166-1 alpha-2. */
export function isHolidayCountry(country: string): boolean {
  return Object.hasOwn(calendarOf('GB').getCountries(), country);
}

/** How many days of each period are the holiday of that name. */
export interface HolidayColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * Public holidays over history and horizon, one column for each name; names that never fall into the history are left
 * out, nothing could be learned about them. No country, no columns.
 *
 * @param periods  history and horizon
 */
export function holidayColumns(history: History, periods: number): HolidayColumn[] {
  const { country, period, start, values } = history;
  if (country === undefined) return [];
  const first = periodStart(start, period, 0);
  const end = periodStart(start, period, periods);
  const calendar = calendarOf(country);
  const columns = new Map<string, Float64Array>();
  for (let year = new Date(first).getUTCFullYear(); year <= new Date(end - 1).getUTCFullYear(); year++) {
    for (const holiday of calendar.getHolidays(year)) {
      if (holiday.type !== 'public') continue;
      const day = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`);
      if (day < first || day >= end) continue;
      const index = periodIndex(history, day);
      // A substitute day keeps its own name: people shop differently on it than on the day itself.
      const column = columns.get(holiday.name) ?? new Float64Array(periods);
      column[index]! += 1;
      columns.set(holiday.name, column);
    }
  }
  return [...columns]
    .filter(([, column]) => column.subarray(0, values.length).some(count => count > 0))
    .map(([name, column]) => ({ name, values: column }));
}

/** Public holidays in each period, whatever their name. */
export function holidayCounts(history: History, periods: number): Float64Array {
  const counts = new Float64Array(periods);
  for (const { values } of holidayColumns(history, periods)) {
    for (let i = 0; i < periods; i++) counts[i]! += values[i]!;
  }
  return counts;
}

function periodIndex({ start, period }: History, day: number): number {
  const first = new Date(periodStart(start, period, 0));
  if (period === 'month') {
    const date = new Date(day);
    return (date.getUTCFullYear() - first.getUTCFullYear()) * 12 + date.getUTCMonth() - first.getUTCMonth();
  }
  return Math.floor((day - first.getTime()) / ((period === 'week' ? 7 : 1) * millisecondsPerDay));
}
