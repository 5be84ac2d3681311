import type { EnsembleMember, ForecasterId } from '../../shared/contracts/forecast.ts';
import type { History } from '../../shared/contracts/series.ts';
import type { RunContext } from '../run-context.ts';
import type { Fold } from './backtest.ts';

/** What a model says about the periods ahead; length horizonPeriods, units per period. */
export interface Prediction {
  readonly mean: Float64Array;
  /** Standard deviation of the forecast error at each lead, by the model's own reckoning; calibrated later. */
  readonly deviation: Float64Array;
}

/** A named part of history and forecast, length n + horizonPeriods, units per period. */
export interface ModelComponent {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * One model. `State` is plain data: it can be cloned to a thread, stored and compared.
 *
 * A model sees a treated history: no leading zeros, no gaps, every value finite. It may forecast below zero;
 * the bounds, the intervals and their calibration are added once, after it.
 */
export interface Forecaster<Options, State> {
  readonly id: ForecasterId;
  readonly defaults: Options;
  /** Fewest periods from which `fit` gives a sensible answer. */
  minHistory(options: Options, seasonLength: number): number;
  /** @param horizonPeriods leads that will be asked for; models that learn each lead need to know */
  fit(history: History, horizonPeriods: number, options: Options, run: RunContext): State;
  predict(state: State, horizonPeriods: number): Prediction;
  /** What was fitted, in the field's notation. */
  describe(state: State): string;
  /** For a model that learns from its own back-test: fitted state and the folds at these origins in one go. */
  fitWithFolds?(
    history: History,
    horizonPeriods: number,
    origins: readonly number[],
    run: RunContext,
  ): { readonly state: State; readonly folds: readonly Fold[] };
  /** Who takes part with which weight, when the model combines others. */
  membersOf?(state: State): EnsembleMember[];
  /** Trend, seasonality and so on; absent when the model has no such parts. */
  decompose?(state: State, horizonPeriods: number): ModelComponent[];
}

/** A forecaster as the registry holds it: only the model itself knows its options and state. */
// biome-ignore lint/suspicious/noExplicitAny: existential type; every use passes a model's own options and state back to it
export type AnyForecaster = Forecaster<any, any>;
