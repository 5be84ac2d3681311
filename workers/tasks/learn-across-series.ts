import {
  forecasterNames,
  type LearnedModels,
  type LearnInput,
  type LearnsAcross,
  type SharedLearning,
} from '../../shared/contracts/forecast.ts';
import type { History } from '../../shared/contracts/series.ts';
import { AppError } from '../../shared/errors.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { compareMembers } from '../forecasters/ensemble/compare-members.ts';
import { boostingAcrossSeries, learnBoosting } from '../forecasters/gradient-boosting/gradient-boosting.ts';
import { adjustSeries } from '../forecasters/lstm/adjusted-series.ts';
import { learnNetwork, lstmAcrossSeries } from '../forecasters/lstm/learn-network.ts';
import { forestAcrossSeries, learnForest } from '../forecasters/random-forest/random-forest.ts';
import { sliceHistory } from '../forecasters/slice-history.ts';
import { treatHistory } from '../forecasters/treat-history.ts';
import { type RunContext, stopIfCancelled } from '../run-context.ts';

/** Fewest periods that show a model anything. */
const shortestHistory = 8;

type Learner<Id extends LearnsAcross> = (
  histories: readonly History[],
  horizonPeriods: number,
  run: RunContext,
) => LearnedModels[Id] | null;

const learners: { [Id in Exclude<LearnsAcross, 'ensemble'>]: Learner<Id> } = {
  'gradient-boosting': (histories, horizonPeriods, run) =>
    learnBoosting(histories, horizonPeriods, boostingAcrossSeries(horizonPeriods), run),
  'random-forest': (histories, horizonPeriods, run) =>
    learnForest(histories, horizonPeriods, forestAcrossSeries, run).model,
  lstm(histories, horizonPeriods, run) {
    const series = histories.map(history => adjustSeries(history).values);
    return learnNetwork(series, horizonPeriods, lstmAcrossSeries, run)?.network ?? null;
  },
};

/**
 * Learns once from all series of a group, and again for each fold without the horizons that the fold holds back, so
 * that back-tests of the single series stay out of sample. Series with too few periods are left out.
 *
 * @returns `forecast.invalid-request` when no series is long enough, `request.cancelled`
 */
export function learnAcrossSeries(input: LearnInput, run: RunContext): Result<SharedLearning> {
  const { forecasterIds, histories, horizonPeriods, folds } = input;
  const known = Array.from({ length: folds + 1 }, (_, held) => knownBefore(histories, held * horizonPeriods));
  const groups = known.slice(0, known.findIndex(group => group.length === 0) >>> 0);
  if (groups.length === 0) {
    const reason = `none of the ${histories.length} series has ${shortestHistory} periods`;
    return failed('forecast.invalid-request', { model: 'Learning across series', reason });
  }
  const learn = <Id extends LearnsAcross>(id: Id, learner: Learner<Id>): LearnedModels[Id][] => {
    const models: LearnedModels[Id][] = [];
    for (const group of groups) {
      stopIfCancelled(run);
      const message = `${forecasterNames[id]} learns from ${group.length} series`;
      run.progress({ done: models.length / groups.length, message });
      const model = learner(group, horizonPeriods, { ...run, seed: input.seed });
      // A back-test takes the models of its own folds, so what a shorter history cannot teach ends the list.
      if (model === null) break;
      models.push(model);
    }
    return models;
  };
  try {
    const models: Record<string, readonly LearnedModels[LearnsAcross][]> = {};
    for (const id of forecasterIds) {
      const shared = { horizonPeriods, models: { ...input.known?.models, ...models } };
      models[id] =
        id === 'ensemble'
          ? compareMembers(histories, horizonPeriods, folds, { ...run, seed: input.seed, shared })
          : learn(id, learners[id] as Learner<typeof id>);
    }
    return ok({ horizonPeriods, models });
  } catch (error) {
    if (error instanceof AppError) return failed(error.code, error.details);
    throw error;
  }
}

/** What was known of each series before its last `held` periods, treated. */
function knownBefore(histories: readonly History[], held: number): History[] {
  return histories.flatMap(history => {
    const end = history.values.length - held;
    if (end < shortestHistory) return [];
    const { history: treated } = treatHistory(sliceHistory(history, 0, end));
    return treated.values.length >= shortestHistory ? [treated] : [];
  });
}
