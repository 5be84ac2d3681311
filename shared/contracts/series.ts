import { z } from 'zod';

/** The length of one step of a series. Weeks start on the workspace's first day of the week. */
export const Period = z.enum(['day', 'week', 'month']);
export type Period = z.infer<typeof Period>;

/** A business day, `YYYY-MM-DD`, in the market's own time zone. */
export const BusinessDay = z.iso.date();
export type BusinessDay = z.infer<typeof BusinessDay>;

/** Periods in the longest season that a planner expects at each step. */
export const seasonLengthOf: Record<Period, number> = { day: 7, week: 52, month: 12 };

/** Something that may explain demand and is known ahead: price, promotion, closed days. */
export interface Regressor {
  readonly name: string;
  /** `closed`: 1 where the point of sale is shut, so demand is 0. Anything else is a `measure`. */
  readonly kind: 'measure' | 'closed';
  /** Length n + horizonPeriods: the past and the planned future. */
  readonly values: Float64Array;
}

/** What a forecaster learns from. Equally spaced; cloneable to a thread. */
export interface History {
  /** Demand in units per period, oldest first, length n; NaN where nothing is known. */
  readonly values: Float64Array;
  readonly period: Period;
  /** First day of the first period. */
  readonly start: BusinessDay;
  /** Periods per season, m. */
  readonly seasonLength: number;
  readonly regressors: readonly Regressor[];
  /** 1 where nothing was recorded and the value was filled in; length n, absent when all of it was recorded. */
  readonly filled?: Uint8Array;
  /** 1 where nothing was sold as on a closed day and the usual demand was put; length n, absent when there is none. */
  readonly shut?: Uint8Array;
  /** 1 where stock ran out, so that demand was at least what was sold; length n, absent when unknown. */
  readonly stockOut?: Uint8Array;
  /** True when single values far from their neighbours are demand like any other; else they are replaced. */
  readonly keepOutliers?: boolean;
  /** Country whose public holidays matter, ISO 3166-1 alpha-2, e.g. `GB`; absent when none is known. */
  readonly country?: string;
  /** Where growth levels off, units per period; absent when nobody said. */
  readonly saturation?: Saturation;
}

/** The most and the least that demand can come to, e.g. the size of a market; `floor` < `capacity`. */
export interface Saturation {
  readonly capacity: number;
  readonly floor: number;
}
