import { z } from 'zod';
import type { History } from './series.ts';

/** Models a planner may choose, in the order in which screens list them. */
export const ForecasterId = z.enum(['seasonal-naive', 'theta', 'ets', 'arima', 'random-forest']);
export type ForecasterId = z.infer<typeof ForecasterId>;

/** Central prediction interval; arrays of length horizonPeriods, units per period. */
export interface Interval {
  /** Nominal coverage, 0–1, e.g. 0.8. */
  readonly coverage: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Demand ahead, units per period, never negative once it leaves the back-test. */
export interface Forecast {
  readonly mean: Float64Array;
  readonly intervals: readonly Interval[];
}

/** Rolling-origin accuracy, out of sample. Ratios, not percentages; NaN where undefined. */
export interface Accuracy {
  /** Σ|A−F| / Σ|A|. */
  readonly wape: number;
  readonly smape: number;
  /** Error relative to the in-sample seasonal naive error. */
  readonly mase: number;
  /** Units per period. */
  readonly rmse: number;
  /** Σ(F−A) / ΣA; positive is too high. */
  readonly bias: number;
  /** Share of held-out periods inside each interval, with its nominal coverage beside it. */
  readonly coverage: readonly { readonly nominal: number; readonly measured: number }[];
  /** Held-out points behind these figures. */
  readonly points: number;
}

export interface EvaluateInput {
  readonly forecasterId: ForecasterId;
  readonly history: History;
  readonly horizonPeriods: number;
  /** Rolling origins, the last one `horizonPeriods` before the end of the history. */
  readonly folds: number;
  /** Nominal coverages, 0–1. */
  readonly coverages: readonly number[];
  readonly seed: number;
}

export interface Evaluation {
  readonly forecasterId: ForecasterId;
  readonly forecast: Forecast;
  readonly accuracy: Accuracy;
  /** The same by horizon block, e.g. periods 1–4, 5–13. */
  readonly accuracyByBlock: readonly { readonly fromPeriod: number; readonly toPeriod: number; readonly accuracy: Accuracy }[];
  /** Folds that ran; fewer than asked when the history is short. */
  readonly folds: number;
  /** What was fitted, in the field's notation, e.g. "ARIMA(0,1,1)(0,1,1)[12]". */
  readonly description: string;
  readonly warnings: readonly string[];
  /** CPU time in the thread, milliseconds. */
  readonly cpuMilliseconds: number;
}
