import type { DateOrder } from '../../shared/contracts/import-file.ts';
import type { Period } from '../../shared/contracts/series.ts';

export type DayReading =
  | {
      readonly ok: true;
      /** `YYYY-MM-DD`: the day itself, or the first of the week or month that the cell names. */
      readonly day: string;
      /** What the cell names; `serial` is a spreadsheet's day number. */
      readonly precision: Period | 'serial';
    }
  | { readonly ok: false; readonly reason: string; readonly suggestion: string | null };

const dayMilliseconds = 86_400_000;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const twoNumbersThenYear = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:[ T,].*)?$/;
/** A spreadsheet counts days from here; 20,000 is in 1954, 80,000 in 2119. */
const serialOrigin = Date.UTC(1899, 11, 30);

/**
 * Reads one date as people, spreadsheets and shops write it. Times of day are left off.
 * @param order which comes first in 03/04/2016
 */
export function parseDay(cell: string, order: DateOrder): DayReading {
  const text = cell.trim();
  if (text.startsWith('=')) return refusal('a formula, not its result: export the values');
  if (/^#/.test(text)) return refusal('a spreadsheet error, not a date');

  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T].*)?$/.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[3]), Number(iso[4]));

  const numeric = twoNumbersThenYear.exec(text);
  if (numeric) {
    const [first, second] = [Number(numeric[1]), Number(numeric[3])];
    const year = fullYear(numeric[4] ?? '');
    const dayFirst = order === 'day-first' || numeric[2] === '.';
    const reading = dayFirst ? dayOf(year, second, first) : dayOf(year, first, second);
    const swapped = dayFirst ? dayOf(year, first, second) : dayOf(year, second, first);
    return reading.ok || !swapped.ok ? reading : refusal(`${reading.reason} when read ${order}`, swapped.day);
  }

  const named =
    /^(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ ,-]+(\d{4}|\d{2})$/.exec(text) ??
    swapNamed(/^([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(text));
  if (named) {
    const month = months.indexOf((named[2] ?? '').slice(0, 3).toLowerCase()) + 1;
    return month === 0 ? refusal('not a month') : dayOf(fullYear(named[3] ?? ''), month, Number(named[1]));
  }

  const week = /^(\d{4})-?W(\d{2})$/i.exec(text);
  if (week) return firstOfIsoWeek(Number(week[1]), Number(week[2]));
  const month = /^(\d{4})[-/](\d{1,2})$/.exec(text);
  if (month) return withPrecision(dayOf(Number(month[1]), Number(month[2]), 1), 'month');
  const serial = /^([2-7]\d{4})(?:[.,]\d+)?$/.exec(text);
  if (serial) {
    const day = new Date(serialOrigin + Number(serial[1]) * dayMilliseconds).toISOString().slice(0, 10);
    return { ok: true, day, precision: 'serial' };
  }
  return refusal('not a date; write it as YYYY-MM-DD');
}

function dayOf(year: number, month: number, day: number): DayReading {
  const instant = new Date(Date.UTC(year, month - 1, day));
  const exists =
    instant.getUTCFullYear() === year && instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
  if (!exists) return refusal('a day that does not exist');
  return { ok: true, day: instant.toISOString().slice(0, 10), precision: 'day' };
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function swapNamed(match: RegExpExecArray | null): string[] | null {
  return match && [match[0], match[2] ?? '', match[1] ?? '', match[3] ?? ''];
}

function firstOfIsoWeek(year: number, week: number): DayReading {
  // 4 January always lies in week 1.
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMilliseconds + (week - 1) * 7 * dayMilliseconds;
  const thursday = new Date(monday + 3 * dayMilliseconds);
  if (week < 1 || thursday.getUTCFullYear() !== year) return refusal('a week that does not exist');
  return { ok: true, day: new Date(monday).toISOString().slice(0, 10), precision: 'week' };
}

function withPrecision(reading: DayReading, precision: Period): DayReading {
  return reading.ok ? { ...reading, precision } : reading;
}

function refusal(reason: string, suggestion: string | null = null): DayReading & { ok: false } {
  return { ok: false, reason, suggestion };
}

export type DateOrderFinding =
  | { readonly order: DateOrder }
  | { readonly order: null; readonly conflict: boolean; readonly examples: readonly string[] };

/** The order that a column's values prove: 25/12/2016 is day first, 12/25/2016 month first, 03/04/2016 says nothing. */
export function detectDateOrder(values: Iterable<string>): DateOrderFinding {
  let dayFirst: string | null = null;
  let monthFirst: string | null = null;
  let unclear: string | null = null;
  for (const value of values) {
    const match = twoNumbersThenYear.exec(value.trim());
    if (!match || match[2] === '.') continue;
    const [first, second] = [Number(match[1]), Number(match[3])];
    if (first > 12 && second <= 12) dayFirst ??= value;
    else if (second > 12 && first <= 12) monthFirst ??= value;
    else if (first !== second) unclear ??= value;
  }
  if (dayFirst !== null && monthFirst !== null) {
    return { order: null, conflict: true, examples: [dayFirst, monthFirst] };
  }
  if (monthFirst !== null) return { order: 'month-first' };
  if (dayFirst !== null || unclear === null) return { order: 'day-first' };
  return { order: null, conflict: false, examples: [unclear] };
}
