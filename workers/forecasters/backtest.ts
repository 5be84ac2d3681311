import type { History } from '../../shared/contracts/series.ts';
import type { RunContext } from '../run-context.ts';
import { chanceOfNone } from './chance-of-none.ts';
import { demandScore } from './demand-distribution.ts';
import { fitAndPredict } from './fit-and-predict.ts';
import type { AnyForecaster, Prediction } from './forecaster.ts';
import { knownAt } from './slice-history.ts';
import { treatHistory } from './treat-history.ts';

/** One rolling origin: what the model said, what happened, and how surprising that was to it. */
export interface Fold {
  /** Index of the first forecast period. */
  readonly origin: number;
  readonly prediction: Prediction;
  /** NaN where nothing was recorded, or nothing could be sold. */
  readonly actual: Float64Array;
  readonly scores: readonly number[];
}

/**
 * Indices of the first forecast period of each fold, earliest first; the last leaves exactly one horizon. Origins lie
 * one horizon apart where the history allows, else closer.
 *
 * @param minimumHistory  fewest periods to train on
 */
export function rollingOrigins(
  periods: number,
  horizonPeriods: number,
  folds: number,
  minimumHistory: number,
): number[] {
  const last = periods - horizonPeriods;
  if (last < minimumHistory || folds < 1) return [];
  const room = last - minimumHistory;
  const stride = folds > 1 ? Math.max(1, Math.min(horizonPeriods, Math.floor(room / (folds - 1)))) : 1;
  const origins: number[] = [];
  for (let k = 0; k < folds && last - k * stride >= minimumHistory; k++) origins.unshift(last - k * stride);
  return origins;
}

/** Fewest periods a fold trains on: a season and a bit where there is one to spare, and a third of all there is. */
export function shortestTraining(periods: number, seasonLength: number): number {
  return Math.max(4, Math.min(seasonLength + 2, Math.floor(periods / 2)), Math.floor(periods / 3));
}

/**
 * Runs a model from each origin on what was known then.
 *
 * @param history  as recorded; each fold treats its own part, so nothing later leaks in
 */
export function backtest(
  forecaster: AnyForecaster,
  history: History,
  horizonPeriods: number,
  origins: readonly number[],
  run: RunContext,
): Fold[] {
  const negative = history.values.some(value => value < 0);
  return origins.map(origin => {
    const { prediction } = fitAndPredict(forecaster, knownAt(history, origin), horizonPeriods, {
      ...run,
      heldBackPeriods: (run.heldBackPeriods ?? 0) + history.values.length - origin,
    });
    return scoredFold(history, origin, prediction, negative);
  });
}

/** Puts a prediction beside what happened. */
export function scoredFold(history: History, origin: number, prediction: Prediction, negative: boolean): Fold {
  const { history: treated, firstPeriod } = treatHistory(history);
  // What was sold without stock or behind a closed door is no measure of demand.
  const hindered = (t: number) => history.stockOut?.[t] === 1 || treated.shut?.[t - firstPeriod] === 1;
  const actual = history.values
    .slice(origin, origin + prediction.mean.length)
    .map((value, k) => (hindered(origin + k) ? Number.NaN : value));
  const none = chanceOfNone(knownAt(history, origin));
  const scores = Array.from(actual, (demand, k) =>
    demandScore(demand, prediction.mean[k]!, prediction.deviation[k]!, negative, none),
  );
  return { origin, prediction, actual, scores };
}
