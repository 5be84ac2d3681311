import { mean, standardDeviation } from 'simple-statistics';
import { standardCoverages } from '../../shared/contracts/forecast.ts';
import type { ClassProfile, ProfileClassInput } from '../../shared/contracts/portfolio.ts';
import type { History } from '../../shared/contracts/series.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { RunContext } from '../run-context.ts';
import { evaluateForecaster } from './evaluate-forecaster.ts';

/**
 * The average of a class of series with its forecast, and how much the series differ from it.
 *
 * @returns `forecast.invalid-request` without members; else what `evaluateForecaster` answers for the average
 */
export function profileClass(
  { members, horizonPeriods, seed }: ProfileClassInput,
  run: RunContext,
): Result<ClassProfile> {
  const longest = members.reduce<History | undefined>(
    (best, one) => (best && best.values.length >= one.values.length ? best : one),
    undefined,
  );
  if (!longest) {
    return failed('forecast.invalid-request', { model: 'Class average', reason: 'the class has no series' });
  }
  const average = averageFromTheEnd(members, longest.values.length);
  const evaluated = evaluateForecaster(
    {
      forecasterId: 'ensemble',
      history: { ...longest, values: average },
      horizonPeriods,
      folds: 1,
      coverages: standardCoverages,
      seed,
    },
    run,
  );
  if (!evaluated.ok) return evaluated;
  const recent = members.map(({ values, seasonLength }) => Array.from(values.subarray(-seasonLength)));
  const levels = recent.map(mean).filter(level => level > 0);
  return ok({
    members: members.length,
    history: Array.from(average),
    mean: evaluated.value.forecast.mean,
    levelSpread: levels.length > 1 ? standardDeviation(levels) / mean(levels) : 1,
    periodSpread: levels.length > 0 ? mean(recent.filter(one => mean(one) > 0).map(relativeSpread)) : 1,
  });
}

/** Average over the members that had begun by then; every member's last period is the last here. */
function averageFromTheEnd(members: readonly History[], periods: number): Float64Array {
  const sum = new Float64Array(periods);
  const count = new Float64Array(periods);
  for (const { values } of members) {
    const shift = periods - values.length;
    for (let i = 0; i < values.length; i++) {
      if (Number.isNaN(values[i]!)) continue;
      sum[shift + i]! += values[i]!;
      count[shift + i]! += 1;
    }
  }
  return sum.map((total, i) => (count[i]! > 0 ? total / count[i]! : 0));
}

function relativeSpread(values: readonly number[]): number {
  return standardDeviation([...values]) / mean([...values]);
}
