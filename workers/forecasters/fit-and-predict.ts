import { forecasterNames } from '../../shared/contracts/forecast.ts';
import type { History } from '../../shared/contracts/series.ts';
import { AppError } from '../../shared/errors.ts';
import { type RunContext, stopIfCancelled } from '../run-context.ts';
import { closedPhases } from './closed-phases.ts';
import type { AnyForecaster, Prediction } from './forecaster.ts';
import { type TreatedHistory, treatHistory } from './treat-history.ts';

export interface Fitted {
  readonly prediction: Prediction;
  readonly state: unknown;
  readonly treated: TreatedHistory;
}

/**
 * Treats a history, fits one model and forecasts, within bounds: demand is not negative unless its history is, closed
 * periods have none.
 *
 * @throws AppError `forecast.history-too-short`, `forecast.failed` when the model's answer is not finite, `request.cancelled`
 */
export function fitAndPredict(
  forecaster: AnyForecaster,
  history: History,
  horizonPeriods: number,
  run: RunContext,
): Fitted {
  stopIfCancelled(run);
  const treated = treatHistory(history);
  const { values, seasonLength } = treated.history;
  const required = forecaster.minHistory(forecaster.defaults, seasonLength);
  if (values.length < required) {
    const model = forecasterNames[forecaster.id];
    throw new AppError('forecast.history-too-short', { model, required, actual: values.length });
  }
  const state: unknown = forecaster.fit(treated.history, horizonPeriods, forecaster.defaults, run);
  const raw = forecaster.predict(state, horizonPeriods);
  if (!raw.mean.every(Number.isFinite) || !raw.deviation.every(Number.isFinite)) {
    throw new AppError('forecast.failed', {
      model: forecasterNames[forecaster.id],
      reason: 'its forecast is not a finite number',
    });
  }
  return { prediction: withinBounds(raw, history, horizonPeriods), state, treated };
}

/**
 * Demand is not negative unless the history is; periods known or seen to be closed have none.
 *
 * @param history  as recorded
 */
export function withinBounds(raw: Prediction, history: History, horizonPeriods: number): Prediction {
  const n = history.values.length;
  const mean = Float64Array.from(raw.mean);
  const deviation = Float64Array.from(raw.deviation);
  const negative = history.values.some(value => value < 0);
  const closed = history.regressors.filter(regressor => regressor.kind === 'closed');
  const phases = closedPhases(history);
  for (let k = 0; k < horizonPeriods; k++) {
    if (phases[(n + k) % phases.length]) {
      mean[k] = 0;
      deviation[k] = 0;
    }
    if (!negative) mean[k] = Math.max(0, mean[k]!);
    if (closed.some(regressor => regressor.values[n + k] === 1)) {
      mean[k] = 0;
      deviation[k] = 0;
    }
  }
  return { mean, deviation };
}
