import type { LearnedTrees } from '../../../shared/contracts/forecast.ts';
import type { History } from '../../../shared/contracts/series.ts';
import { type RunContext, stopIfCancelled } from '../../run-context.ts';
import type { Forecaster } from '../forecaster.ts';
import { groupTraining } from '../supervised/group-training.ts';
import { leadDeviation } from '../supervised/lead-deviation.ts';
import { describeLearning, learnedTrees } from '../supervised/learned-across.ts';
import { ownDeviation } from '../supervised/own-deviation.ts';
import { targetMatrix } from '../supervised/target-matrix.ts';
import { levelAt, openWindows } from '../supervised/windows.ts';
import { type ForestOptions, forestValues, growForest } from '../trees/forest.ts';

export interface RandomForestOptions extends Omit<ForestOptions, 'seed'> {
  readonly maximumRows: number;
}

/** Settings for a forest learned from many series. */
export const forestAcrossSeries: RandomForestOptions = {
  trees: 60,
  minLeaf: 12,
  featureShare: 0.4,
  maximumRows: 12_000,
};

/** Rows of neighbouring origins share their target, so even out-of-bag errors are smaller than errors ahead. */
const optimism = 1.5;

interface RandomForestState {
  readonly history: History;
  readonly model: LearnedTrees;
  /** Error of this series by lead, units per period. */
  readonly leadDeviations: Float64Array;
}

/** Learns from all series of a group at once. @param histories  treated, with equally many regressors */
export function learnForest(
  histories: readonly History[],
  horizonPeriods: number,
  options: RandomForestOptions,
  run: RunContext,
): { readonly model: LearnedTrees; readonly relativeDeviation: Float64Array } {
  const { set, matrix, trainedLeads, series } = groupTraining(histories, horizonPeriods, options.maximumRows, run.seed);
  const { trees, outOfBag } = growForest(matrix, set.targets, { ...options, seed: run.seed }, () =>
    stopIfCancelled(run),
  );
  const errors = outOfBag.map((value, row) => optimism * (value - set.targets[row]!));
  const model: LearnedTrees = { trees, edges: matrix.edges, trainedLeads, series };
  return { model, relativeDeviation: leadDeviation(errors, set.leads, trainedLeads) };
}

/**
 * Random forest on lags, moving means, seasonal lags, calendar and regressors. One forest answers every lead directly:
 * the lead is a feature, so errors do not build up as they do when forecasts are fed back.
 *
 * @see Breiman (2001), Machine Learning 45(1)
 */
export const randomForest: Forecaster<RandomForestOptions, RandomForestState> = {
  id: 'random-forest',
  defaults: { trees: 80, minLeaf: 4, featureShare: 0.4, maximumRows: 4000 },
  minHistory: () => 12,
  fit(history, horizonPeriods, options, run) {
    const shared = learnedTrees(run, 'random-forest', history);
    if (shared) {
      const leadDeviations = ownDeviation(history, shared, rows => forestValues(shared.trees, rows), run.seed);
      return { history, model: shared, leadDeviations };
    }
    const { model, relativeDeviation } = learnForest([history], horizonPeriods, options, run);
    const level = levelAt(openWindows(history, 0), history.values.length - 1);
    return { history, model, leadDeviations: relativeDeviation.map(value => value * level) };
  },
  predict({ history, model, leadDeviations }, horizonPeriods) {
    const { matrix, level } = targetMatrix(history, model.edges, horizonPeriods);
    const mean = forestValues(model.trees, matrix).map(value => value * level);
    const deviation = mean.map((_, k) => leadDeviations[Math.min(k, model.trainedLeads - 1)]!);
    return { mean, deviation };
  },
  describe: ({ model }) => `${describeLearning(model)}: ${model.trees.length} trees on ${model.edges.length} features`,
};
