import type { Accuracy, Interval } from '../../shared/contracts/forecast.ts';
import { bias } from '../../shared/numerics/bias.ts';
import { rmse } from '../../shared/numerics/rmse.ts';
import { smape } from '../../shared/numerics/smape.ts';
import { wape } from '../../shared/numerics/wape.ts';

/** What one fold forecast, what happened, and the bands it would have shown. */
export interface ScoredFold {
  readonly mean: ArrayLike<number>;
  /** NaN where nothing was recorded. */
  readonly actual: ArrayLike<number>;
  readonly intervals: readonly Interval[];
  /** Scale of MASE at this origin, units per period. */
  readonly scale: number;
}

/**
 * Accuracy over folds for leads `from` … `to` (counted from 1, inclusive). Periods without a record do not count.
 */
export function accuracyOf(
  folds: readonly ScoredFold[],
  coverages: readonly number[],
  from: number,
  to: number,
): Accuracy {
  const actual: number[] = [];
  const forecast: number[] = [];
  const inside = coverages.map(() => 0);
  let scaledErrors = 0;
  let scaledPoints = 0;
  for (const fold of folds) {
    for (let k = from - 1; k < Math.min(to, fold.actual.length); k++) {
      const demand = fold.actual[k]!;
      if (!Number.isFinite(demand)) continue;
      actual.push(demand);
      forecast.push(fold.mean[k]!);
      if (fold.scale > 0) {
        scaledErrors += Math.abs(demand - fold.mean[k]!) / fold.scale;
        scaledPoints++;
      }
      coverages.forEach((coverage, i) => {
        const interval = fold.intervals.find(each => each.coverage === coverage);
        if (interval && demand >= interval.lower[k]! && demand <= interval.upper[k]!) inside[i]! += 1;
      });
    }
  }
  const points = actual.length;
  return {
    wape: known(wape(actual, forecast)),
    smape: known(smape(actual, forecast)),
    mase: scaledPoints > 0 ? scaledErrors / scaledPoints : null,
    rmse: known(rmse(actual, forecast)),
    bias: known(bias(actual, forecast)),
    coverage: coverages.map((nominal, i) => ({ nominal, measured: points > 0 ? inside[i]! / points : null })),
    points,
  };
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Blocks of leads that a leaderboard shows: near, middle and far; fewer when the horizon is short. Leads count from 1. */
export function horizonBlocks(horizonPeriods: number): { readonly fromPeriod: number; readonly toPeriod: number }[] {
  if (horizonPeriods < 4) return [{ fromPeriod: 1, toPeriod: horizonPeriods }];
  const near = Math.max(1, Math.round(horizonPeriods / 4));
  const middle = Math.max(near + 1, Math.round((horizonPeriods * 5) / 8));
  return [
    { fromPeriod: 1, toPeriod: near },
    { fromPeriod: near + 1, toPeriod: middle },
    { fromPeriod: middle + 1, toPeriod: horizonPeriods },
  ];
}
