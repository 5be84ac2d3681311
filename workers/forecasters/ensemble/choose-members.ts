import type { ForecasterId } from '../../../shared/contracts/forecast.ts';
import type { History, Period } from '../../../shared/contracts/series.ts';
import { longestStateSeason, longSeasonLength } from '../seasonality/long-season.ts';

/** Seasons of history from which a model that learns lags from a single series has something to learn. */
const seasonsToLearnAlone = 4;
/** Share of zeros from which trends and seasons of single series are mostly noise. */
const lumpyShare = 0.4;
/** Share of zeros from which demand counts as intermittent. */
const intermittentShare = 0.1;

const periodsPerYear: Record<Period, number> = { day: 365, week: 52, month: 12 };

/** Share of periods without demand. */
export function zeroShare(values: Float64Array): number {
  let zeros = 0;
  for (const value of values) if (value === 0) zeros++;
  return values.length > 0 ? zeros / values.length : 0;
}

/**
 * Who takes part: the four statistical models always; Prophet's model where days or weeks show calendar seasons; the
 * intermittent models where periods without demand are common; boosting where there is enough to learn from. Lumpy
 * demand is left to models that look for a rate, and more than half a year of days or weeks ahead to those that know
 * the year: between one year of history and two that is boosting alone.
 *
 * @param learnedAcross  whether a model learned across series is at hand
 */
export function chooseMembers(history: History, horizonPeriods: number, learnedAcross: boolean): ForecasterId[] {
  const { values, seasonLength, period } = history;
  const learns = learnedAcross || values.length >= Math.max(40, Math.min(104, seasonsToLearnAlone * seasonLength));
  const year = periodsPerYear[period];
  if (
    learns &&
    horizonPeriods > year / 2 &&
    values.length >= year &&
    longSeasonLength(history) === null &&
    year > longestStateSeason
  ) {
    return ['gradient-boosting'];
  }
  const lumpy = zeroShare(values);
  if (lumpy > lumpyShare) return ['intermittent', learns ? 'gradient-boosting' : 'ets'];
  const members: ForecasterId[] = ['theta', 'ets', 'ces', 'arima'];
  if (period !== 'month') members.push('prophet');
  if (lumpy > intermittentShare) members.push('intermittent');
  if (learns) members.push('gradient-boosting');
  return members;
}
