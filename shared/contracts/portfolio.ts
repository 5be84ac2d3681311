import type { Result } from '../result.ts';
import type { Evaluation, SharedLearning } from './forecast.ts';
import type { History } from './series.ts';

/** What the series of a class do on average: the forecast of a series that has too little history of its own. */
export interface ClassProfile {
  /** Series it is the average of. */
  readonly members: number;
  /** Average demand of a member, units per period, oldest first; the last period is the last of every member. */
  readonly history: readonly number[];
  /** Forecast of the average member, units per period, length horizonPeriods. */
  readonly mean: readonly number[];
  /** Standard deviation, over the members, of a member's level relative to the average. */
  readonly levelSpread: number;
  /** Standard deviation of a member's period around its own level, relative to that level. */
  readonly periodSpread: number;
}

export interface ProfileClassInput {
  /** Series of one class, all ending with the same period. */
  readonly members: readonly History[];
  readonly horizonPeriods: number;
  readonly seed: number;
}

export interface ForecastBatchInput {
  readonly series: readonly {
    readonly history: History;
    readonly seed: number;
    /** Present: the series is too short to stand alone and takes the average of this class. */
    readonly classProfile?: ClassProfile;
  }[];
  readonly horizonPeriods: number;
  readonly folds: number;
  /** Nominal coverages, 0–1. */
  readonly coverages: readonly number[];
  readonly shared?: SharedLearning;
}

/** One result for each series, in their order: a series that cannot be forecast leaves the others to it. */
export type ForecastBatch = readonly Result<Evaluation>[];
