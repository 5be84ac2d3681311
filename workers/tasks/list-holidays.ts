import { dayOfDate } from '../../shared/business-day.ts';
import type { Holiday, HolidaysInput } from '../../shared/contracts/holidays.ts';
import { ok, type Result } from '../../shared/result.ts';
import { isHolidayCountry, publicHolidays } from '../forecasters/calendar/holidays.ts';

/** Public holidays of several countries, by day. */
export function listHolidays({ countries, from, until }: HolidaysInput): Result<Holiday[]> {
  const holidays = countries.filter(isHolidayCountry).flatMap(country =>
    publicHolidays(country, Date.parse(from), Date.parse(until) + 1).map(({ day, name }) => {
      return { day: dayOfDate(new Date(day)), name, country };
    }),
  );
  return ok(holidays.toSorted((a, b) => a.day.localeCompare(b.day) || a.country.localeCompare(b.country)));
}
