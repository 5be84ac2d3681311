import { addDays, weekStart } from '../business-day.ts';
import { toThousandth } from '../numerics/exact-quantities.ts';
import { type PeriodForecast, weekParts } from '../numerics/forecast-by-week.ts';

/**
 * A forecast in its own periods with figures that planners set for weeks: a period takes its part of such a week in
 * proportion to what was forecast for its days, or by days where nothing was.
 *
 * @param figureOf      units of a week (first day, `YYYY-MM-DD`), undefined where nobody set one
 * @param weekStartsOn  0 Sunday … 6 Saturday
 * @returns units per period, length of `forecast.mean`
 */
export function finalByPeriod(
  forecast: PeriodForecast,
  figureOf: (week: string) => number | undefined,
  weekStartsOn: number,
): number[] {
  const parts = [...weekParts(forecast, weekStartsOn)];
  const forecastOf: number[] = [];
  for (const { week, units } of parts) forecastOf[week] = (forecastOf[week] ?? 0) + units;
  const firstWeek = weekStart(forecast.firstPeriod, weekStartsOn);
  const figures = forecastOf.map((_, week) => figureOf(addDays(firstWeek, 7 * week)));
  const final = forecast.mean.map(() => 0);
  for (const { place, week, days, units } of parts) {
    const figure = figures[week];
    const known = forecastOf[week]!;
    final[place]! += figure === undefined ? units : known > 0 ? (figure * units) / known : (figure * days) / 7;
  }
  return final.map(toThousandth);
}
