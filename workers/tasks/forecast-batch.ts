import { defaultForecasterId } from '../../shared/contracts/forecast.ts';
import type { ForecastBatch, ForecastBatchInput } from '../../shared/contracts/portfolio.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { classAverage } from '../forecasters/class-average/class-average.ts';
import type { RunContext } from '../run-context.ts';
import { evaluateForecaster } from './evaluate-forecaster.ts';

/**
 * The default forecast of some series in one trip to a thread, so that what was learned across series is sent once.
 *
 * @returns one result for each series; `request.cancelled` for the whole
 */
export function forecastBatch(input: ForecastBatchInput, run: RunContext): Result<ForecastBatch> {
  const { series, horizonPeriods, folds, coverages, shared } = input;
  const results: ForecastBatch[number][] = [];
  for (const { history, seed, classProfile } of series) {
    if (run.cancelled()) return failed('request.cancelled');
    if (classProfile) {
      results.push(ok(classAverage(history, classProfile, coverages)));
      continue;
    }
    const request = { forecasterId: defaultForecasterId, history, horizonPeriods, folds, coverages, seed };
    results.push(evaluateForecaster(shared ? { ...request, shared } : request, run));
  }
  return run.cancelled() ? failed('request.cancelled') : ok(results);
}
