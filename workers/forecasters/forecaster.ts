import type { Forecast, ForecasterId } from '../../shared/contracts/forecast.ts';
import type { History } from '../../shared/contracts/series.ts';
import type { RunContext } from '../run-context.ts';

/** One model. `State` is plain data: it can be cloned to a thread, stored and compared. */
export interface Forecaster<Options, State> {
  readonly id: ForecasterId;
  readonly defaults: Options;
  /** Fewest periods from which `fit` gives a sensible answer. */
  minHistory(options: Options, seasonLength: number): number;
  fit(history: History, options: Options, run: RunContext): State;
  /** @param coverages nominal coverages, 0–1 */
  predict(state: State, horizonPeriods: number, coverages: readonly number[]): Forecast;
  /** What was fitted, in the field's notation. */
  describe(state: State): string;
}
