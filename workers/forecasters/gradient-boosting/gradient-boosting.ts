import type { BoostedTrees } from '../../../shared/contracts/forecast.ts';
import type { History } from '../../../shared/contracts/series.ts';
import { random } from '../../../shared/numerics/random.ts';
import { type RunContext, stopIfCancelled } from '../../run-context.ts';
import type { Forecaster } from '../forecaster.ts';
import { leadDeviation } from '../supervised/lead-deviation.ts';
import { targetMatrix } from '../supervised/target-matrix.ts';
import { drawTrainingSet } from '../supervised/training-set.ts';
import { featureCount, openWindows } from '../supervised/windows.ts';
import { binColumns } from '../trees/bins.ts';
import { type BoostingOptions, boost, boostedValues } from '../trees/boosting.ts';

export interface GradientBoostingOptions extends Omit<BoostingOptions, 'seed'> {
  readonly maximumRows: number;
}

interface GradientBoostingState {
  readonly history: History;
  readonly model: BoostedTrees;
}

/** Training errors are smaller than errors ahead; the calibration on held-out periods corrects the rest. */
const optimism = 1.25;

/** Settings for a model learned from many series: more rows carry more and larger trees. */
export const acrossSeries: GradientBoostingOptions = {
  rounds: 150,
  learningRate: 0.06,
  maxLeaves: 24,
  minLeaf: 30,
  rowShare: 0.6,
  featureShare: 0.5,
  fullErrors: 0.95,
  maximumRows: 25_000,
};

/**
 * Learns from all series of a group at once; series too short to show one whole window are left out.
 *
 * @param histories  treated, with equally many regressors
 */
export function learnAcross(
  histories: readonly History[],
  horizonPeriods: number,
  options: GradientBoostingOptions,
  run: RunContext,
): BoostedTrees {
  const source = random(run.seed);
  const longest = Math.max(...histories.map(history => history.values.length));
  const trainedLeads = Math.max(1, Math.min(horizonPeriods, Math.floor(longest / 3)));
  const windows = histories.filter(history => history.values.length >= 8).map(history => openWindows(history, 0));
  const set = drawTrainingSet(windows, trainedLeads, options.maximumRows, source);
  const matrix = binColumns(set.columns, 64);
  const { model, values } = boost(matrix, set.targets, { ...options, seed: run.seed }, () => stopIfCancelled(run));
  const errors = values.map((value, row) => (value - set.targets[row]!) * optimism);
  return {
    ...model,
    edges: matrix.edges,
    trainedLeads,
    relativeDeviation: leadDeviation(errors, set.leads, trainedLeads),
    series: windows.length,
  };
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
  fit: (history, horizonPeriods, options, run) => ({
    history,
    model: sharedModel(run, history) ?? learnAcross([history], horizonPeriods, options, run),
  }),
  predict: ({ history, model }, horizonPeriods) => predictBoosting(history, model, horizonPeriods),
  describe: ({ model }) =>
    `${model.trees.length} boosted trees on ${model.edges.length} features of ${model.series} series`,
};

/** The model learned across series that has seen nothing of what this run holds back. */
function sharedModel(run: RunContext, history: History): BoostedTrees | undefined {
  const { shared, heldBackPeriods = 0 } = run;
  if (!shared || shared.boosting.length === 0) return undefined;
  const unseen = Math.ceil(heldBackPeriods / shared.horizonPeriods);
  const model = shared.boosting[Math.min(unseen, shared.boosting.length - 1)]!;
  return unseen < shared.boosting.length && model.edges.length === featureCount(history) ? model : undefined;
}

function predictBoosting(history: History, model: BoostedTrees, horizonPeriods: number) {
  const { matrix, level } = targetMatrix(history, model.edges, horizonPeriods);
  const mean = boostedValues(model, matrix).map(value => value * level);
  const deviation = mean.map((_, k) => model.relativeDeviation[Math.min(k, model.trainedLeads - 1)]! * level);
  return { mean, deviation };
}
