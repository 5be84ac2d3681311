// Business days are `YYYY-MM-DD`; all arithmetic is in UTC, so that no clock change moves a day.

/** @example addDays('2026-02-27', 3); // => '2026-03-02' */
export function addDays(day: string, days: number): string {
  const date = dateOfDay(day);
  date.setUTCDate(date.getUTCDate() + days);
  return dayOfDate(date);
}

/**
 * First day of the week that holds `day`.
 * @param weekStartsOn 0 Sunday … 6 Saturday
 */
export function weekStart(day: string, weekStartsOn: number): string {
  return addDays(day, -((dateOfDay(day).getUTCDay() - weekStartsOn + 7) % 7));
}

/** Midnight UTC, as date columns of the database are read and written. */
export function dateOfDay(day: string): Date {
  // Not `new Date(text)`: reading and writing ISO text takes four times as long, and series have thousands of days.
  return new Date(
    new Date(0).setUTCFullYear(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8))),
  );
}

/** @throws RangeError for a date that is none */
export function dayOfDate(date: Date): string {
  const year = date.getUTCFullYear();
  // Years of other than four digits, and no date at all, are left to the language.
  if (!(year >= 1_000 && year <= 9_999)) return date.toISOString().slice(0, 10);
  return `${year}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** One for each zone: making one takes longer than most requests. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The calendar's day at an instant in a time zone, e.g. `Europe/London`. */
export function dayInZone(instant: Date, timeZone: string): string {
  // The Swedish way of writing a date is the business day's.
  const calendar = calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone });
  calendars.set(timeZone, calendar);
  return calendar.format(instant);
}

/** "Today" for planning: the pinned day where a business has pinned one, else the calendar's in its zone. */
export function planningDay({ planningDate, timeZone }: { planningDate: Date | null; timeZone: string }): string {
  return planningDate ? dayOfDate(planningDate) : dayInZone(new Date(), timeZone);
}
