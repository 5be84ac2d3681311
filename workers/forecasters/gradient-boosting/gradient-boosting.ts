import type { BoostedTrees } from '../../../shared/contracts/forecast.ts';
import type { History } from '../../../shared/contracts/series.ts';
import { random } from '../../../shared/numerics/random.ts';
import { type RunContext, stopIfCancelled } from '../../run-context.ts';
import type { Forecaster } from '../forecaster.ts';
import { leadDeviation } from '../supervised/lead-deviation.ts';
import { targetMatrix } from '../supervised/target-matrix.ts';
import { drawTrainingSet } from '../supervised/training-set.ts';
import { featureCount, openWindows } from '../supervised/windows.ts';
import { binColumns, binWith } from '../trees/bins.ts';
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

/** Training errors are smaller than errors ahead; the calibration on held-out periods corrects the rest. */
const optimism = 1.25;
/** Rows of its own past on which a series is asked how well the model fits it. */
const ownRows = 200;

/** Settings for a model learned from many series: more rows carry more and larger trees. */
export const acrossSeries: GradientBoostingOptions = {
  rounds: 150,
  learningRate: 0.06,
  maxLeaves: 24,
  minLeaf: 30,
  rowShare: 0.6,
  featureShare: 0.5,
  fullErrors: 0.95,
  maximumRows: 50_000,
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
  const { model } = boost(matrix, set.targets, { ...options, seed: run.seed }, () => stopIfCancelled(run));
  return { ...model, edges: matrix.edges, trainedLeads, series: windows.length };
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
    const model = sharedModel(run, history) ?? learnAcross([history], horizonPeriods, options, run);
    return { history, model, leadDeviations: ownDeviation(history, model, run) };
  },
  predict: predictBoosting,
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

/** Steady and lumpy series of one group differ in error by a factor of ten, so each is asked on its own past. */
function ownDeviation(history: History, model: BoostedTrees, run: RunContext): Float64Array {
  const windows = openWindows(history, 0);
  const set = drawTrainingSet([windows], model.trainedLeads, ownRows, random(run.seed));
  const values = boostedValues(model, binWith(set.columns, model.edges));
  const errors = values.map((value, row) => optimism * set.levels[row]! * (value - set.targets[row]!));
  return leadDeviation(errors, set.leads, model.trainedLeads);
}

function predictBoosting({ history, model, leadDeviations }: GradientBoostingState, horizonPeriods: number) {
  const { matrix, level } = targetMatrix(history, model.edges, horizonPeriods);
  const mean = boostedValues(model, matrix).map(value => value * level);
  const deviation = mean.map((_, k) => leadDeviations[Math.min(k, model.trainedLeads - 1)]!);
  return { mean, deviation };
}
