import type { Interval } from '../contracts/forecast.ts';
import { demandSkewness } from '../numerics/demand-skewness.ts';
import { toThousandth } from '../numerics/exact-quantities.ts';
import { forecastByWeek, type PeriodForecast } from '../numerics/forecast-by-week.ts';
import { skewedQuantile } from '../numerics/skewed-distribution.ts';

/** One quantile of each week of a forecast, units per week; null where a week has no such quantile. */
export interface ForecastQuantile {
  readonly probability: number;
  readonly values: readonly (number | null)[];
}

/**
 * What the bands of a forecast say of its distribution: the ends of a central band leave the same share out on either
 * side, while a band that begins at 0 may leave nothing out below and all of it above.
 *
 * @returns ascending by probability, in the period of the bands, to a thousandth of a unit
 */
export function bandQuantiles(intervals: readonly Interval[]): ForecastQuantile[] {
  const known = new Map<number, (number | null)[]>();
  const valuesOf = (probability: number, length: number) => {
    // As the probability is written: 0.1, not 0.09999999999999998.
    const key = Number(probability.toPrecision(6));
    const values = known.get(key) ?? new Array<number | null>(length).fill(null);
    known.set(key, values);
    return values;
  };
  for (const { coverage, lower, upper, outsideAtZero = 'above' } of intervals) {
    const below = valuesOf((1 - coverage) / 2, lower.length);
    const above = valuesOf((1 + coverage) / 2, lower.length);
    const aboveAll = valuesOf(coverage, lower.length);
    for (const [place, low] of lower.entries()) {
      below[place] = toThousandth(Math.max(0, low));
      const allAbove = low === 0 && outsideAtZero === 'above';
      (allAbove ? aboveAll : above)[place] = toThousandth(Math.max(0, upper[place]!));
    }
  }
  return [...known]
    .filter(([, values]) => values.some(units => units !== null))
    .map(([probability, values]) => ({ probability, values }))
    .toSorted((a, b) => a.probability - b.probability);
}

/**
 * Quantiles at another mean: a planner's figure for a week moves them by the same factor, and from nothing by as much.
 *
 * @param baseline,mean units per week, of the same weeks as the quantiles
 */
export function quantilesAt(
  quantiles: readonly ForecastQuantile[],
  baseline: readonly number[],
  mean: readonly number[],
): ForecastQuantile[] {
  const moved = (units: number | null, week: number) => {
    const [before = 0, after = 0] = [baseline[week], mean[week]];
    if (units === null || before === after) return units;
    return toThousandth(before > 0 ? (units * after) / before : units + after);
  };
  return quantiles.map(({ probability, values }) => ({ probability, values: values.map(moved) }));
}

/** A published forecast with the bands of its evaluation, each by period. */
export interface BandedForecast extends PeriodForecast {
  readonly errorDeviation: readonly number[];
  readonly weekErrorFactor: number;
  readonly intervals: readonly Interval[];
}

/**
 * Quantiles of a published forecast by week. Those of days do not add up and those of a month cannot be shared out, so
 * where the forecast has other periods than weeks they are those of weeks with the mean, the deviation and the skewness
 * that the periods give together (`forecastByWeek`).
 *
 * @param weekStartsOn 0 Sunday … 6 Saturday
 */
export function quantilesByWeek(forecast: BandedForecast, weekStartsOn: number): ForecastQuantile[] {
  const quantiles = bandQuantiles(forecast.intervals);
  if (forecast.period === 'week') return quantiles;
  const { mean, errorDeviation: deviation } = forecast;
  const errorSkewness = demandSkewness({ mean, deviation, quantiles });
  const weeks = forecastByWeek({ ...forecast, errorSkewness }, weekStartsOn);
  return quantiles.map(({ probability }) => ({
    probability,
    values: weeks.mean.map((units, week) =>
      toThousandth(
        Math.max(0, units + weeks.errorDeviation[week]! * skewedQuantile(probability, weeks.errorSkewness![week]!)),
      ),
    ),
  }));
}
