import { type EvaluateInput, ForecasterId, forecastLimits } from '../../shared/contracts/forecast.ts';
import { Period } from '../../shared/contracts/series.ts';
import { isHolidayCountry } from './calendar/holidays.ts';

/** Why a request cannot be answered at all, in words for the planner; null when it can. */
export function refusal(input: EvaluateInput): string | null {
  const { history, horizonPeriods, folds, coverages } = input;
  const { values, seasonLength, regressors, stockOut } = history;
  if (!ForecasterId.safeParse(input.forecasterId).success) return `there is no model "${input.forecasterId}"`;
  if (!Period.safeParse(history.period).success) return `"${history.period}" is not a period; use day, week or month`;
  if (Number.isNaN(Date.parse(`${history.start}T00:00:00Z`))) {
    return `the start "${history.start}" is not a day; write YYYY-MM-DD`;
  }
  if (!Number.isInteger(horizonPeriods) || horizonPeriods < 1 || horizonPeriods > forecastLimits.horizonPeriods) {
    return `the horizon is ${horizonPeriods} periods; choose 1 to ${forecastLimits.horizonPeriods}`;
  }
  if (!Number.isInteger(folds) || folds < 0 || folds > forecastLimits.folds) {
    return `${folds} folds were asked for; choose 0 to ${forecastLimits.folds}`;
  }
  if (!Number.isInteger(seasonLength) || seasonLength < 1) {
    return `the season is ${seasonLength} periods long; it must be a whole number, 1 or more`;
  }
  if (!coverages.every(coverage => coverage > 0 && coverage < 1)) {
    return `coverages lie between 0 and 1; these are ${coverages.join(', ')}`;
  }
  if (values.length > forecastLimits.historyPeriods) {
    return `the history has ${values.length} periods; at most ${forecastLimits.historyPeriods} are used, so shorten it or take longer periods`;
  }
  if (!values.some(value => !Number.isNaN(value))) return 'the history holds no recorded period';
  const infinite = values.findIndex(value => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY);
  if (infinite >= 0) return `period ${infinite + 1} of the history is infinite`;
  const short = regressors.find(regressor => regressor.values.length < values.length + horizonPeriods);
  if (short) {
    return `"${short.name}" has ${short.values.length} values; history and horizon need ${values.length + horizonPeriods}`;
  }
  if (stockOut && stockOut.length !== values.length) {
    return `stock-outs are given for ${stockOut.length} periods; the history has ${values.length}`;
  }
  if (history.country !== undefined && !isHolidayCountry(history.country)) {
    return `no public holidays are known for the country "${history.country}"; use a code such as GB, DE or US`;
  }
  const { saturation } = history;
  if (saturation && !(Number.isFinite(saturation.floor) && Number.isFinite(saturation.capacity))) {
    return 'capacity and floor of growth must be finite numbers';
  }
  if (saturation && saturation.floor >= saturation.capacity) {
    return `growth cannot level off at ${saturation.capacity} from a floor of ${saturation.floor}; the capacity must be higher`;
  }
  return null;
}
