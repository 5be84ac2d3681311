import type { BoostedTrees } from '../../../shared/contracts/forecast.ts';
import type { History } from '../../../shared/contracts/series.ts';
import { type RunContext, stopIfCancelled } from '../../run-context.ts';
import type { Forecaster } from '../forecaster.ts';
import { groupTraining } from '../supervised/group-training.ts';
import { describeLearning, learnedTrees } from '../supervised/learned-across.ts';
import { ownDeviation } from '../supervised/own-deviation.ts';
import { targetMatrix } from '../supervised/target-matrix.ts';
import { type BoostingOptions, boost, boostedValues } from '../trees/boosting.ts';

export interface GradientBoostingOptions extends Omit<BoostingOptions, 'seed'> {
  readonly maximumRows: number;
}

interface GradientBoostingState {
  readonly history: History;
  readonly model: BoostedTrees;
  /** Error of this series by lead, units per period. */
  readonly leadDeviations: Float64Array;
}

/**
 * Settings for a model learned from many series: more rows carry more and larger trees, and far horizons need more rows
 * for each of their leads to be seen often enough.
 */
export function boostingAcrossSeries(horizonPeriods: number): GradientBoostingOptions {
  return {
    rounds: 120,
    learningRate: 0.07,
    maxLeaves: 24,
    minLeaf: 30,
    rowShare: 0.6,
    featureShare: 0.5,
    fullErrors: 0.95,
    maximumRows: Math.min(50_000, Math.max(20_000, 1500 * horizonPeriods)),
  };
}

/** Learns from all series of a group at once. @param histories  treated, with equally many regressors */
export function learnBoosting(
  histories: readonly History[],
  horizonPeriods: number,
  options: GradientBoostingOptions,
  run: RunContext,
): BoostedTrees {
  const { set, matrix, trainedLeads, series } = groupTraining(histories, horizonPeriods, options.maximumRows, run.seed);
  const { model } = boost(matrix, set.targets, { ...options, seed: run.seed }, () => stopIfCancelled(run));
  return { ...model, edges: matrix.edges, trainedLeads, series };
}

/**
 * Gradient boosting on lags, moving means, seasonal lags, calendar and regressors, every lead answered directly.
 *
 * @see Friedman (2001), Annals of Statistics 29(5)
 */
export const gradientBoosting: Forecaster<GradientBoostingOptions, GradientBoostingState> = {
  id: 'gradient-boosting',
  defaults: {
    rounds: 80,
    learningRate: 0.08,
    maxLeaves: 10,
    minLeaf: 15,
    rowShare: 0.6,
    featureShare: 0.5,
    fullErrors: 0.95,
    maximumRows: 3000,
  },
  minHistory: () => 12,
  fit(history, horizonPeriods, options, run) {
    const model =
      learnedTrees(run, 'gradient-boosting', history) ?? learnBoosting([history], horizonPeriods, options, run);
    const leadDeviations = ownDeviation(history, model, rows => boostedValues(model, rows), run.seed);
    return { history, model, leadDeviations };
  },
  predict: predictBoosting,
  describe: ({ model }) =>
    `${describeLearning(model)}: ${model.trees.length} boosted trees on ${model.edges.length} features`,
};

function predictBoosting({ history, model, leadDeviations }: GradientBoostingState, horizonPeriods: number) {
  const { matrix, level } = targetMatrix(history, model.edges, horizonPeriods);
  const mean = boostedValues(model, matrix).map(value => value * level);
  const deviation = mean.map((_, k) => leadDeviations[Math.min(k, model.trainedLeads - 1)]!);
  return { mean, deviation };
}
