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

let countries: ReadonlySet<string> | undefined;

/** Whether public holidays of a country are known, ISO 3166-1 alpha-2. */
export function isHolidayCountry(country: string): boolean {
  countries ??= new Set(Object.keys(calendarOf('GB').getCountries()));
  return countries.has(country);
}

/** One public holiday, by its first day: milliseconds, UTC. */
interface PublicHoliday {
  readonly day: number;
  readonly name: string;
}

/** By country and year: working a year out takes a millisecond, and every fold of every series asks for the same ones. */
const knownYears = new Map<string, readonly PublicHoliday[]>();

function holidaysOfYear(country: string, year: number): readonly PublicHoliday[] {
  const key = `${country} ${year}`;
  let holidays = knownYears.get(key);
  if (!holidays) {
    holidays = calendarOf(country)
      .getHolidays(year)
      .filter(holiday => holiday.type === 'public')
      .map(({ date, name }) => ({ day: Date.parse(`${date.slice(0, 10)}T00:00:00Z`), name }));
    knownYears.set(key, holidays);
  }
  return holidays;
}

/**
 * Public holidays of a country, by day. A substitute day keeps its own name: people shop differently on it than on the
 * day itself.
 *
 * @param first  milliseconds of the first day, UTC
 * @param end    milliseconds, not part of it
 */
export function publicHolidays(country: string, first: number, end: number): PublicHoliday[] {
  const [firstYear, lastYear] = [new Date(first).getUTCFullYear(), new Date(end - 1).getUTCFullYear()];
  return Array.from({ length: lastYear - firstYear + 1 }, (_, index) => holidaysOfYear(country, firstYear + index))
    .flat()
    .filter(({ day }) => day >= first && day < end);
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
  const columns = new Map<string, Float64Array>();
  for (const { day, name } of publicHolidays(country, first, end)) {
    const column = columns.get(name) ?? new Float64Array(periods);
    column[periodIndex(history, day)]! += 1;
    columns.set(name, column);
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
