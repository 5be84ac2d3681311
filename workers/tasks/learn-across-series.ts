import type { LearnInput, SharedLearning } from '../../shared/contracts/forecast.ts';
import { AppError } from '../../shared/errors.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { acrossSeries, learnAcross } from '../forecasters/gradient-boosting/gradient-boosting.ts';
import { sliceHistory } from '../forecasters/slice-history.ts';
import { treatHistory } from '../forecasters/treat-history.ts';
import { type RunContext, stopIfCancelled } from '../run-context.ts';

/** Fewest periods that show a model anything. */
const shortestHistory = 8;

/**
 * Learns once from all series of a group, and again for each fold without the horizons that the fold holds back, so
 * that back-tests of the single series stay out of sample.
 *
 * @returns `forecast.invalid-request` when no series is long enough, `request.cancelled`
 */
export function learnAcrossSeries(input: LearnInput, run: RunContext): Result<SharedLearning> {
  const { histories, horizonPeriods, folds } = input;
  try {
    const boosting: SharedLearning['boosting'][number][] = [];
    for (let held = 0; held <= folds; held++) {
      stopIfCancelled(run);
      run.progress({ done: held / (folds + 1), message: `Learning from ${histories.length} series` });
      const known: ReturnType<typeof treatHistory>['history'][] = [];
      for (const history of histories) {
        const end = history.values.length - held * horizonPeriods;
        if (end >= shortestHistory) known.push(treatHistory(sliceHistory(history, 0, end)).history);
      }
      const usable = known.filter(history => history.values.length >= shortestHistory);
      if (usable.length === 0) break;
      boosting.push(learnAcross(usable, horizonPeriods, acrossSeries, { ...run, seed: input.seed }));
    }
    if (boosting.length === 0) {
      const reason = `none of the ${histories.length} series has ${shortestHistory} periods`;
      return failed('forecast.invalid-request', { model: 'Learning across series', reason });
    }
    return ok({ horizonPeriods, boosting });
  } catch (error) {
    if (error instanceof AppError) return failed(error.code, error.details);
    throw error;
  }
}
