import type { Period } from '../../../../../shared/contracts/series.ts';

interface PeriodWords {
  readonly one: string;
  readonly many: string;
  /** e.g. "by day". */
  readonly choice: string;
  /** Usual horizons, in periods; the first is where a planner starts. */
  readonly horizons: readonly [number, ...number[]];
}

/** How screens speak of each period. */
export const periodWords: Record<Period, PeriodWords> = {
  day: { one: 'day', many: 'days', choice: 'Days', horizons: [28, 7, 90, 365] },
  week: { one: 'week', many: 'weeks', choice: 'Weeks', horizons: [13, 4, 26, 52] },
  month: { one: 'month', many: 'months', choice: 'Months', horizons: [6, 3, 12] },
};
