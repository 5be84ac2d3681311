import { toThousandth } from '../numerics/exact-quantities.ts';
import type { ForecastQuantile } from './forecast-quantiles.ts';

const dayMilliseconds = 86_400_000;

/** A published forecast in weeks (`forecastByWeek`). */
export interface WeeklyForecast {
  /** First day of the first week, `YYYY-MM-DD`. */
  readonly firstPeriod: string;
  /** Units per week. */
  readonly mean: readonly number[];
  /** Standard deviation of the error of each week, units per week. */
  readonly errorDeviation: readonly number[];
  /** Absent means none. */
  readonly quantiles?: readonly ForecastQuantile[];
}

export interface DemandAhead {
  /** Units per week, from the planning date on. */
  readonly mean: number[];
  /** Standard deviation of the forecast error of each week. */
  readonly deviation: number[];
  /** Quantiles of each week; null where it has no such quantile. */
  readonly quantiles: { probability: number; values: (number | null)[] }[];
}

/**
 * A published forecast cut into the weeks of a plan. Weeks that have passed are left out. Where the two calendars are
 * some days apart, demand and error variance are shared out by days, and quantiles keep their distance from the mean in
 * deviations.
 *
 * @param planningDate first day of the plan's week 0, `YYYY-MM-DD`
 * @param maximumWeeks at most so many
 * @returns only whole weeks that the forecast covers, so it may be shorter than `maximumWeeks`
 */
export function demandByWeek(forecast: WeeklyForecast, planningDate: string, maximumWeeks: number): DemandAhead {
  const shiftDays = Math.round((Date.parse(forecast.firstPeriod) - Date.parse(planningDate)) / dayMilliseconds);
  // A forecast that begins within the planning date's own week is the forecast from now on.
  const firstDay = shiftDays > 0 && shiftDays < 7 ? 0 : shiftDays;
  const mean: number[] = [];
  const deviation: number[] = [];
  const quantiles = (forecast.quantiles ?? []).map(({ probability }) => ({
    probability,
    values: [] as (number | null)[],
  }));
  for (let week = 0; week < maximumWeeks; week++) {
    const position = (week * 7 - firstDay) / 7;
    const earlier = Math.floor(position);
    const laterShare = position - earlier;
    const last = laterShare > 0 ? earlier + 1 : earlier;
    if (earlier < 0 || last >= forecast.mean.length) break;
    const blend = (values: readonly number[], power: number) =>
      (1 - laterShare) * (values[earlier] ?? 0) ** power + laterShare * (values[last] ?? 0) ** power;
    mean.push(Math.max(0, blend(forecast.mean, 1)));
    deviation.push(Math.sqrt(blend(forecast.errorDeviation, 2)));
    const quantileOf = (from: number, to: number) => {
      if (laterShare === 0) return from;
      const apart = (place: number, units: number) => signedSquare(units - forecast.mean[place]!);
      const squares = (1 - laterShare) * apart(earlier, from) + laterShare * apart(last, to);
      return toThousandth(Math.max(0, mean[week]! + Math.sign(squares) * Math.sqrt(Math.abs(squares))));
    };
    for (const [index, { values }] of (forecast.quantiles ?? []).entries()) {
      const [from, to] = [values[earlier] ?? null, values[last] ?? null];
      quantiles[index]!.values.push(from === null || to === null ? null : quantileOf(from, to));
    }
  }
  return { mean, deviation, quantiles };
}

function signedSquare(value: number): number {
  return Math.sign(value) * value ** 2;
}
