import { addDays, weekStart } from '../business-day.ts';
import type { Period } from '../contracts/series.ts';
import { addPeriods, periodsBetween } from '../periods.ts';
import { toThousandth } from './exact-quantities.ts';

/** A forecast as published: one figure for each period from `firstPeriod` (`YYYY-MM-DD`) on. */
export interface PeriodForecast {
  readonly period: Period;
  readonly firstPeriod: string;
  /** Units per period. */
  readonly mean: readonly number[];
}

/** What one period gives to one week. */
export interface WeekPart {
  /** Index of the period. */
  readonly place: number;
  /** Weeks after the one in which the forecast begins. */
  readonly week: number;
  readonly days: number;
  /** The days as a share of the period, 0–1. */
  readonly share: number;
  /** Units in whole thousandths: the parts of a period add up to it exactly. */
  readonly units: number;
}

/**
 * The periods of a forecast cut at the ends of weeks; a period's units are shared out by days.
 *
 * @param weekStartsOn 0 Sunday … 6 Saturday
 */
export function* weekParts(forecast: PeriodForecast, weekStartsOn: number): Generator<WeekPart> {
  const { period, firstPeriod, mean } = forecast;
  const dayOf = (place: number) =>
    period === 'month'
      ? periodsBetween(firstPeriod, addPeriods(firstPeriod, place, 'month'), 'day')
      : place * (period === 'week' ? 7 : 1);
  const shift = periodsBetween(weekStart(firstPeriod, weekStartsOn), firstPeriod, 'day');
  for (const [place, units] of mean.entries()) {
    const [first, end] = [shift + dayOf(place), shift + dayOf(place + 1)];
    let given = 0;
    for (let day = first; day < end; ) {
      const week = Math.floor(day / 7);
      const next = Math.min(end, 7 * (week + 1));
      // Rounded as running totals, so that nothing is lost between the parts.
      const total = toThousandth((units * (next - first)) / (end - first));
      yield { place, week, days: next - day, share: (next - day) / (end - first), units: toThousandth(total - given) };
      given = total;
      day = next;
    }
  }
}

/** A forecast in units per week, from the first day of its first whole week on. */
export interface ForecastByWeek {
  readonly firstPeriod: string;
  readonly mean: number[];
  readonly errorDeviation: number[];
  /** Where that of the periods was given. */
  readonly errorSkewness?: number[];
}

/**
 * A daily or monthly forecast in weeks: days are added, months shared out by their days that fall into a week. Only
 * weeks that the forecast covers whole; they add up to the thousandth.
 *
 * Error variances add by the share of a period that lies in the week. A daily forecast's errors are correlated, by as
 * much as its back-test shows: σ_week = f √(Σ σ_day²). A month's are spread evenly over its days: σ_week = √(Σ share ×
 * σ_month²), so that the weeks of a month have the month's variance again, as lead-time demand is reckoned from weeks.
 *
 * @param forecast     a weekly one is returned as it is
 * @param forecast.errorDeviation  standard deviation of the error of each period, units per period, length of `mean`;
 *   absent where only the mean is asked for
 * @param forecast.errorSkewness   of the error of each period: third cumulants add like variances
 * @param forecast.weekErrorFactor f of a daily forecast (`weekErrorFactor`), 1 or more
 * @param weekStartsOn 0 Sunday … 6 Saturday
 * @returns units per week; empty when no week is covered whole
 * @see Silver, Pyke & Thomas (2017), Inventory and Production Management in Supply Chains, 4th ed., section 6.7: σ_L = √L σ_1
 * @example
 * forecastByWeek({ period: 'day', firstPeriod: '2026-11-02', mean: [1, 2, 3, 4, 5, 6, 7] }, 1).mean; // => [28]
 */
export function forecastByWeek(
  forecast: PeriodForecast & {
    readonly errorDeviation?: readonly number[];
    readonly errorSkewness?: ArrayLike<number>;
    readonly weekErrorFactor?: number;
  },
  weekStartsOn: number,
): ForecastByWeek {
  const { period, firstPeriod, mean, errorDeviation = [], errorSkewness, weekErrorFactor = 1 } = forecast;
  if (period === 'week') {
    const skewness = errorSkewness && { errorSkewness: Array.from(errorSkewness) };
    return { firstPeriod, mean: [...mean], errorDeviation: [...errorDeviation], ...skewness };
  }
  const weeks: { days: number; units: number; variance: number; cubes: number }[] = [];
  for (const { place, week, days, share, units } of weekParts(forecast, weekStartsOn)) {
    weeks[week] ??= { days: 0, units: 0, variance: 0, cubes: 0 };
    weeks[week].days += days;
    weeks[week].units += units;
    weeks[week].variance += share * (errorDeviation[place] ?? 0) ** 2;
    weeks[week].cubes += share * (errorSkewness?.[place] ?? 0) * (errorDeviation[place] ?? 0) ** 3;
  }
  // Only the first and the last may lack days.
  const whole = weeks.filter(({ days }) => days === 7);
  const skipped = weeks[0]?.days === 7 ? 0 : 1;
  return {
    firstPeriod: addDays(weekStart(firstPeriod, weekStartsOn), 7 * skipped),
    mean: whole.map(({ units }) => toThousandth(units)),
    errorDeviation: whole.map(({ variance }) => Math.sqrt(variance) * (period === 'day' ? weekErrorFactor : 1)),
    ...(errorSkewness && {
      errorSkewness: whole.map(({ variance, cubes }) => (variance > 0 ? cubes / variance ** 1.5 : 0)),
    }),
  };
}
