import type { ForecasterId } from '../../../shared/contracts/forecast.ts';
import type { History } from '../../../shared/contracts/series.ts';
import { chanceOfNone, lumpyChance } from '../chance-of-none.ts';
import { reachesBeyondHalfYear, yearIsUnknown } from '../seasonality/yearly-level.ts';

/** Seasons of history from which a model that learns lags from a single series has something to learn. */
const seasonsToLearnAlone = 4;

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
  if (learns && reachesBeyondHalfYear(horizonPeriods, period) && yearIsUnknown(history)) return ['gradient-boosting'];
  const none = chanceOfNone(history);
  if (none > lumpyChance) return ['intermittent', learns ? 'gradient-boosting' : 'ets'];
  const members: ForecasterId[] = ['theta', 'ets', 'ces', 'arima'];
  if (period !== 'month') members.push('prophet');
  if (none > 0) members.push('intermittent');
  if (learns) members.push('gradient-boosting');
  return members;
}
