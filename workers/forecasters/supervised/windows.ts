import type { History } from '../../../shared/contracts/series.ts';
import { holidayCounts } from '../calendar/holidays.ts';
import { calendarPosition } from './period-calendar.ts';

/**
 * Turns forecasting into regression: one row asks "standing at this origin, what is demand that many periods ahead?".
 * Demand enters relative to the level at the origin, so that one model serves series of any size.
 */
export interface Windows {
  readonly history: History;
  /** Running sums of demand: entry i is the sum of the first i periods. */
  readonly sums: Float64Array;
  readonly window: number;
  /** Lag at which the year repeats with the same weekday; 0 when the season is the year or the history is shorter. */
  readonly yearLag: number;
  readonly weekdays: Float64Array;
  readonly monthDays: Float64Array;
  readonly yearShares: Float64Array;
  readonly holidays: Float64Array;
}

const lastValues = 3;
const meanWindows = [2, 4, 8, 13, 26, 52];

/** @param horizonPeriods periods ahead for which calendar positions are kept */
export function openWindows(treated: History, horizonPeriods: number): Windows {
  const history = asSold(treated);
  const { values, period, seasonLength } = history;
  const n = values.length;
  const sums = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) sums[i + 1] = sums[i]! + values[i]!;
  const positions = Array.from({ length: n + horizonPeriods }, (_, i) => calendarPosition(history.start, period, i));
  return {
    history,
    sums,
    window: Math.max(4, Math.min(period === 'day' ? 28 : period === 'week' ? 13 : 12, Math.floor(n / 3))),
    yearLag: period === 'day' && seasonLength < 300 ? 364 : 0,
    weekdays: Float64Array.from(positions, position => position.weekday),
    monthDays: Float64Array.from(positions, position => position.dayOfMonth),
    yearShares: Float64Array.from(positions, position => position.yearShare),
    holidays: holidayCounts(history, n + horizonPeriods),
  };
}

/** With closed days as they were: their weekday and date tell these models when the next one comes. */
function asSold(treated: History): History {
  const { shut, values } = treated;
  return shut ? { ...treated, values: values.map((value, t) => (shut[t] === 1 ? 0 : value)) } : treated;
}

function meanOf(windows: Windows, from: number, to: number): number {
  const low = Math.max(0, from);
  const high = Math.min(windows.history.values.length, to);
  return high > low ? (windows.sums[high]! - windows.sums[low]!) / (high - low) : Number.NaN;
}

/**
 * Level against which a row is measured: mean of the last window, held up by a share of the long mean so that a quiet
 * spell of lumpy demand does not blow every ratio up.
 */
export function levelAt(windows: Windows, origin: number): number {
  const recent = meanOf(windows, origin + 1 - windows.window, origin + 1);
  const all = meanOf(windows, 0, origin + 1);
  const level = 0.8 * recent + 0.2 * all;
  return level > 0 ? level : 1;
}

/** Columns that `writeFeatures` fills: histories with equally many regressors have equally many. */
export function featureCount(history: History): number {
  return 1 + lastValues + meanWindows.length + 4 + 2 + 2 + 1 + 4 + history.regressors.length;
}

/**
 * Writes the features of one row.
 *
 * @param origin  index of the last known period
 * @param lead    periods ahead, 1 or more
 * @param out     column arrays; entry `row` of each is written
 */
export function writeFeatures(
  windows: Windows,
  origin: number,
  lead: number,
  out: readonly Float64Array[],
  row: number,
): void {
  const { history, window, yearLag } = windows;
  const { values, seasonLength: m } = history;
  const level = levelAt(windows, origin);
  const target = origin + lead;
  let column = 0;
  const put = (value: number) => {
    out[column++]![row] = value;
  };
  put(lead);
  for (let lag = 0; lag < lastValues; lag++) put(origin >= lag ? values[origin - lag]! / level : Number.NaN);
  for (const width of meanWindows) {
    put(origin + 1 >= width ? meanOf(windows, origin + 1 - width, origin + 1) / level : Number.NaN);
  }
  // The same phase of the latest known seasons, and their mean.
  const back = target - m * Math.ceil(lead / m);
  let sum = 0;
  let count = 0;
  for (let season = 0; season < 4; season++) {
    const index = back - season * m;
    const value = index >= 0 ? values[index]! / level : Number.NaN;
    if (season < 3) put(value);
    if (index >= 0) {
      sum += value;
      count++;
    }
  }
  put(count > 0 ? sum / count : Number.NaN);
  const year = yearLag > 0 ? target - yearLag * Math.ceil(lead / yearLag) : -1;
  put(year >= 0 ? values[year]! / level : Number.NaN);
  put(year >= 0 ? meanOf(windows, year - 3, year + 4) / level : Number.NaN);
  const before = meanOf(windows, origin + 1 - 2 * window, origin + 1 - window);
  put(before > 0 ? before / level : Number.NaN);
  const yearAgo = yearLag > 0 ? yearLag : m;
  const lastYear =
    origin + 1 - yearAgo - window >= 0
      ? meanOf(windows, origin + 1 - yearAgo - window, origin + 1 - yearAgo)
      : Number.NaN;
  put(lastYear > 0 ? lastYear / level : Number.NaN);
  let zeros = 0;
  for (let i = Math.max(0, origin + 1 - window); i <= origin; i++) if (values[i] === 0) zeros++;
  put(zeros / window);
  put(windows.weekdays[target]!);
  put(windows.monthDays[target]!);
  put(windows.yearShares[target]!);
  put(windows.holidays[target]!);
  for (const regressor of history.regressors) put(regressor.values[target] ?? Number.NaN);
}
