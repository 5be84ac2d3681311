import type { History, Period } from '../../../shared/contracts/series.ts';
import { longestStateSeason, longSeasonLength, stateSeasonLength, type YearlyLevel } from './long-season.ts';

const periodsPerYear: Record<Period, number> = { day: 365, week: 52, month: 12 };
const periodsPerFourWeeks: Record<Period, number> = { day: 28, week: 4, month: 1 };

/** Whether days or weeks cover one year and not yet two: what its season does to the level cannot be told from a trend. */
export function yearIsUnknown(history: Pick<History, 'period' | 'seasonLength' | 'values'>): boolean {
  const year = periodsPerYear[history.period];
  return year > longestStateSeason && history.values.length >= year && longSeasonLength(history) === null;
}

/** Whether so many leads reach beyond half a year, where the season stands opposite to today's. */
export function reachesBeyondHalfYear(horizonPeriods: number, period: Period): boolean {
  return horizonPeriods > periodsPerYear[period] / 2;
}

/**
 * Level of the last year and how fast means of four weeks return to it: their first autocorrelation, corrected for the
 * bias of short series, so that a level that moved for good stays where it is.
 *
 * @returns null unless the year is unknown
 * @see Kendall (1954), Note on bias in the estimation of autocorrelation, Biometrika 41
 */
export function yearlyLevel(history: Pick<History, 'period' | 'seasonLength' | 'values'>): YearlyLevel | null {
  if (!yearIsUnknown(history)) return null;
  const { values, period } = history;
  const step = periodsPerFourWeeks[period];
  const meanOf = (from: number, to: number) => values.subarray(from, to).reduce((sum, x) => sum + x, 0) / (to - from);
  const n = values.length;
  const count = Math.floor(n / step);
  const blocks = Array.from({ length: count }, (_, i) => meanOf(n - (count - i) * step, n - (count - i - 1) * step));
  const centre = meanOf(n - count * step, n);
  let squares = 0;
  let products = 0;
  blocks.forEach((block, i) => {
    squares += (block - centre) ** 2;
    if (i > 0) products += (block - centre) * (blocks[i - 1]! - centre);
  });
  const correlation = squares > 0 ? products / squares : 0;
  return {
    mean: meanOf(n - periodsPerYear[period], n),
    latest: blocks[count - 1]!,
    persistence: Math.min(1, Math.max(0, correlation + (1 + 3 * correlation) / count)),
    step,
    period,
    seasonLength: stateSeasonLength(history),
  };
}

/**
 * What to add to a forecast so that its level returns from that of the last four weeks to that of the year, while the
 * short season stays. Forecasts of half a year and less stay as they are.
 *
 * @param forecast  mean ahead, units per period
 * @returns units per period, one for each lead
 */
export function shiftToYearlyLevel(
  { mean, latest, persistence, step, period, seasonLength }: YearlyLevel,
  forecast: Float64Array,
): Float64Array {
  if (!reachesBeyondHalfYear(forecast.length, period)) return new Float64Array(forecast.length);
  return forecast.map((_, k) => {
    const from = Math.min(k - (k % seasonLength), forecast.length - seasonLength);
    const own = forecast.subarray(from, from + seasonLength).reduce((sum, x) => sum + x, 0) / seasonLength;
    return mean + (latest - mean) * persistence ** ((k + 1) / step) - own;
  });
}
