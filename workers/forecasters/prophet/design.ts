import type { History } from '../../../shared/contracts/series.ts';
import { holidayColumns } from '../calendar/holidays.ts';
import { periodStart } from '../supervised/period-calendar.ts';

/** Columns of one part of the model over history and horizon. */
export interface DesignPart {
  readonly name: string;
  readonly columns: readonly Float64Array[];
  /** Standard deviation of the normal prior on each coefficient, relative to the scaled series. */
  readonly priorScale: number;
}

const yearDays = 365.25;
const millisecondsPerDay = 86_400_000;

/** Days of each period since 1970, over history and horizon: seasonal terms are tied to the calendar, as Prophet's are. */
export function calendarDays(history: History, periods: number): Float64Array {
  return Float64Array.from(
    { length: periods },
    (_, i) => periodStart(history.start, history.period, i) / millisecondsPerDay,
  );
}

/**
 * Seasonalities that the history can carry: the year from two years on, the week from two weeks of days on.
 * Regressors are standardised on the history unless they only switch between 0 and 1.
 *
 * @param periods  history and horizon
 */
export function seasonalParts(history: History, periods: number): DesignPart[] {
  const days = calendarDays(history, periods);
  const n = history.values.length;
  const span = days[n - 1]! - days[0]!;
  const parts: DesignPart[] = [];
  if (span >= 2 * 365) parts.push({ name: 'Year', columns: harmonics(days, yearDays, 10), priorScale: 10 });
  if (history.period === 'day' && span >= 14) {
    parts.push({ name: 'Week', columns: harmonics(days, 7, 3), priorScale: 10 });
  }
  const holidays = holidayColumns(history, periods);
  if (holidays.length > 0) {
    parts.push({ name: 'Holidays', columns: holidays.map(({ values }) => values), priorScale: 10 });
  }
  for (const regressor of history.regressors) {
    if (regressor.kind === 'closed') continue;
    const values = regressor.values.subarray(0, periods);
    const switches = values.subarray(0, n).every(value => value === 0 || value === 1);
    let mean = 0;
    for (let i = 0; i < n; i++) mean += values[i]! / n;
    let variance = 0;
    for (let i = 0; i < n; i++) variance += (values[i]! - mean) ** 2 / n;
    if (!(variance > 0)) continue;
    const deviation = Math.sqrt(variance);
    const column = Float64Array.from({ length: periods }, (_, i) =>
      switches ? (values[i] ?? 0) : ((values[i] ?? mean) - mean) / deviation,
    );
    parts.push({ name: regressor.name, columns: [column], priorScale: 10 });
  }
  return parts;
}

function harmonics(days: Float64Array, length: number, order: number): Float64Array[] {
  const columns: Float64Array[] = [];
  for (let k = 1; k <= order; k++) {
    columns.push(days.map(day => Math.cos((2 * Math.PI * k * day) / length)));
    columns.push(days.map(day => Math.sin((2 * Math.PI * k * day) / length)));
  }
  return columns;
}
