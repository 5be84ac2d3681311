import { z } from 'zod';
import type { History } from './series.ts';

/** Models a planner may choose, in the order in which screens list them. */
export const ForecasterId = z.enum([
  'seasonal-naive',
  'theta',
  'ets',
  'ces',
  'arima',
  'prophet',
  'lstm',
  'random-forest',
  'gradient-boosting',
  'intermittent',
  'ensemble',
]);
export type ForecasterId = z.infer<typeof ForecasterId>;

/** What screens call each model. */
export const forecasterNames: Record<ForecasterId, string> = {
  'seasonal-naive': 'Seasonal naive',
  theta: 'Theta',
  ets: 'Exponential smoothing (ETS)',
  ces: 'Complex smoothing (CES)',
  arima: 'ARIMA',
  prophet: 'Prophet’s model',
  lstm: 'LSTM network',
  'random-forest': 'Random forest',
  'gradient-boosting': 'Gradient boosting',
  intermittent: 'Intermittent demand',
  ensemble: 'Ensemble',
};

/** Bounds of a request; the task refuses what lies outside. */
export const forecastLimits = { horizonPeriods: 366, folds: 12, historyPeriods: 20_000 } as const;

/** Nominal coverages that every screen shows. */
export const standardCoverages: readonly number[] = [0.8, 0.95];

/** Central prediction interval; arrays of length horizonPeriods, units per period. */
export interface Interval {
  /** Nominal coverage, 0–1, e.g. 0.8. */
  readonly coverage: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /**
   * Where the demand lies that the interval leaves out in periods in which it begins at 0; in all others half of it is on
   * either side. Absent in forecasts stored before the two were told apart: above.
   */
  readonly outsideAtZero?: 'above' | 'on both sides';
}

/** Demand ahead, units per period, length horizonPeriods; below 0 only where the history is, as with returns. */
export interface Forecast {
  readonly mean: readonly number[];
  /** Widest last; a wider interval contains the narrower ones. */
  readonly intervals: readonly Interval[];
}

/** Rolling-origin accuracy, out of sample. Ratios, not percentages; null where undefined. */
export interface Accuracy {
  /** Σ|A−F| / Σ|A|. */
  readonly wape: number | null;
  /** Mean of 2|A−F| / (|A|+|F|), 0–2. */
  readonly smape: number | null;
  /** Error relative to the in-sample seasonal naive error. */
  readonly mase: number | null;
  /** Units per period. */
  readonly rmse: number | null;
  /** Σ(F−A) / ΣA; positive is too high. */
  readonly bias: number | null;
  /** Share of held-out periods inside each interval, with its nominal coverage beside it. */
  readonly coverage: readonly { readonly nominal: number; readonly measured: number | null }[];
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
  /** What the task `learnAcrossSeries` learned from the group of this series; absent: each series learns alone. */
  readonly shared?: SharedLearning;
}

export interface LearnInput {
  /** Models that learn, in this order: the ensemble compares its members with what they have learned by then. */
  readonly forecasterIds: readonly LearnsAcross[];
  /** What was learned from these series before. */
  readonly known?: SharedLearning;
  /** Series of one group, all of the same period and with equally many regressors. */
  readonly histories: readonly History[];
  readonly horizonPeriods: number;
  readonly folds: number;
  readonly seed: number;
}

/** Regression trees over binned features, as flat arrays. Plain data. */
export interface LearnedTrees {
  readonly trees: readonly {
    readonly feature: Int16Array;
    readonly bin: Uint8Array;
    readonly left: Int32Array;
    readonly value: Float64Array;
  }[];
  readonly edges: readonly Float64Array[];
  /** Leads that were learned; a longer forecast reuses the longest. */
  readonly trainedLeads: number;
  /** Series that it was learned from. */
  readonly series: number;
}

export interface BoostedTrees extends LearnedTrees {
  readonly base: number;
}

/** A trained LSTM network. Plain data. */
export interface LearnedNetwork {
  readonly shape: {
    readonly inputs: number;
    readonly hidden: number;
    /** Periods of a window. */
    readonly steps: number;
    /** Leads answered; a longer forecast repeats the last. */
    readonly outputs: number;
  };
  readonly weights: Float64Array;
  readonly epochs: number;
  /** Null when our kernels trained it. */
  readonly trainedBy: string | null;
  /** Series that it was learned from. */
  readonly series: number;
}

/** How the members of an ensemble compare over the series of a group. */
export interface MemberComparison {
  /** One for each choice of members that series of the group have. */
  readonly choices: readonly {
    readonly members: readonly ForecasterId[];
    /** ln of each member's error over the geometric mean of all members', mean over folds and series. */
    readonly logErrors: readonly number[];
    readonly series: number;
  }[];
}

/** What each model that can learn across the series of a group keeps of it. */
export interface LearnedModels {
  'gradient-boosting': BoostedTrees;
  'random-forest': LearnedTrees;
  lstm: LearnedNetwork;
  ensemble: MemberComparison;
}
export type LearnsAcross = keyof LearnedModels;

/** Learned across series once and used for each of them. */
export interface SharedLearning {
  readonly horizonPeriods: number;
  /** Entry j has not seen the last j horizons of any series: a back-test takes the one that knows nothing later. */
  readonly models: { readonly [Id in LearnsAcross]?: readonly LearnedModels[Id][] };
}

/** One rolling origin: what the model said then, beside what happened. */
export interface FoldForecast {
  /** Index in the history of the first forecast period. */
  readonly firstPeriod: number;
  readonly mean: readonly number[];
  /** Null where nothing was recorded. */
  readonly actual: readonly (number | null)[];
}

/** A part of the forecast, units per period, over the history and the horizon: length n + horizonPeriods. */
export interface Component {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** The forecast that is made when nobody chooses another. */
export const defaultForecasterId: ForecasterId = 'ensemble';

/** Who got which weight in the ensemble, and why. */
export interface EnsembleMember {
  readonly forecasterId: ForecasterId;
  /** One weight for each block of `accuracyByBlock`; the weights of a block sum to 1. */
  readonly weights: readonly number[];
  readonly reason: string;
}

/** What was changed in the history before the models saw it; the stored history stays as it was. */
export interface HistoryTreatment {
  /** Periods before the first sale, left out. */
  readonly leadingZeros: number;
  /** Index in the history, with the value used where none was recorded. */
  readonly gaps: readonly { readonly index: number; readonly used: number }[];
  readonly outliers: readonly { readonly index: number; readonly observed: number; readonly used: number }[];
  /** Periods without stock: sales are a lower bound of demand. */
  readonly stockOuts: readonly { readonly index: number; readonly observed: number; readonly used: number }[];
}

/** Plain JSON: what is stored, sent and shown is the same object. */
export interface Evaluation {
  readonly forecasterId: ForecasterId;
  readonly forecast: Forecast;
  /** Standard deviation of the out-of-sample error at each lead, units per period, length horizonPeriods. */
  readonly errorDeviation: readonly number[];
  readonly accuracy: Accuracy;
  /** The seasonal naive forecast at the same origins. */
  readonly seasonalNaive: Accuracy;
  /** WAPE of seasonal naive minus WAPE of the model; positive is better than seasonal naive. */
  readonly forecastValueAdded: number | null;
  /** The same by horizon block, e.g. periods 1–4, 5–13; periods count from 1. */
  readonly accuracyByBlock: readonly {
    readonly fromPeriod: number;
    readonly toPeriod: number;
    readonly accuracy: Accuracy;
  }[];
  /** Folds that ran; fewer than asked when the history is short. */
  readonly folds: number;
  readonly backtest: readonly FoldForecast[];
  /** Trend, seasonality and so on where the model knows them; else empty. */
  readonly components: readonly Component[];
  /** Empty unless the model is the ensemble. */
  readonly members: readonly EnsembleMember[];
  readonly treatment: HistoryTreatment;
  /** What was fitted, in the field's notation, e.g. "ARIMA(0,1,1)(0,1,1)[12]". */
  readonly description: string;
  readonly warnings: readonly string[];
  /** CPU time in the thread, milliseconds. */
  readonly cpuMilliseconds: number;
}

/** A set of series and their sums at any levels, e.g. SKU × region × channel. */
export interface Hierarchy {
  /** Number of the lowest series. */
  readonly bottoms: number;
  /** For each sum the indices of the bottoms in it. */
  readonly sums: readonly (readonly number[])[];
}

export interface ReconcileInput {
  readonly hierarchy: Hierarchy;
  /** Forecast of each bottom, length horizon, units per period. */
  readonly bottoms: readonly Float64Array[];
  /** Forecast of each sum, in the order of `hierarchy.sums`. */
  readonly sums: readonly Float64Array[];
  /** Out-of-sample errors, e.g. of the back-test, all of one length; empty arrays when there are none. */
  readonly bottomErrors: readonly Float64Array[];
  readonly sumErrors: readonly Float64Array[];
}

export interface Reconciled {
  /** For each bottom, units per period, length horizon, never negative. */
  readonly bottoms: readonly Float64Array[];
  /** For each sum, exactly what its bottoms add up to. */
  readonly sums: readonly Float64Array[];
  /** MinT-shrink up to 600 nodes, WLS (variances only) beyond, bottom-up where errors are missing. */
  readonly method: 'MinT-shrink' | 'WLS' | 'bottom-up';
}
