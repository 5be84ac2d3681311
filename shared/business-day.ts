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
  return new Date(`${day}T00:00:00Z`);
}

export function dayOfDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The calendar's day at an instant in a time zone, e.g. `Europe/London`. */
export function dayInZone(instant: Date, timeZone: string): string {
  // The Swedish way of writing a date is the business day's.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(instant);
}
