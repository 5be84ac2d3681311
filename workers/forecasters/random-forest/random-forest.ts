import type { History } from '../../../shared/contracts/series.ts';
import { random } from '../../../shared/numerics/random.ts';
import { stopIfCancelled } from '../../run-context.ts';
import type { Forecaster } from '../forecaster.ts';
import { leadDeviation } from '../supervised/lead-deviation.ts';
import { targetMatrix } from '../supervised/target-matrix.ts';
import { drawTrainingSet } from '../supervised/training-set.ts';
import { openWindows } from '../supervised/windows.ts';
import { binColumns } from '../trees/bins.ts';
import { forestValues, growForest } from '../trees/forest.ts';
import type { Tree } from '../trees/grow-tree.ts';

export interface RandomForestOptions {
  readonly trees: number;
  readonly minLeaf: number;
  readonly featureShare: number;
  readonly maximumRows: number;
}

/** Rows of neighbouring origins share their target, so even out-of-bag errors are smaller than errors ahead. */
const optimism = 1.5;

interface RandomForestState {
  readonly history: History;
  readonly trees: readonly Tree[];
  readonly edges: readonly Float64Array[];
  /** A longer forecast reuses what was learned at the longest lead. */
  readonly trainedLeads: number;
  /** Out-of-bag error by lead, relative to the level. */
  readonly relativeDeviation: Float64Array;
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
    const source = random(run.seed);
    const n = history.values.length;
    const trainedLeads = Math.max(1, Math.min(horizonPeriods, Math.floor(n / 3)));
    const windows = openWindows(history, 0);
    const set = drawTrainingSet([windows], trainedLeads, options.maximumRows, source);
    const matrix = binColumns(set.columns, 64);
    const forest = growForest(matrix, set.targets, { ...options, seed: run.seed }, () => stopIfCancelled(run));
    const errors = forest.outOfBag.map((value, row) => optimism * (value - set.targets[row]!));
    return {
      history,
      trees: forest.trees,
      edges: matrix.edges,
      trainedLeads,
      relativeDeviation: leadDeviation(errors, set.leads, trainedLeads),
    };
  },
  predict(state, horizonPeriods) {
    const { history, trainedLeads } = state;
    const { matrix, level } = targetMatrix(history, state.edges, horizonPeriods);
    const mean = forestValues(state.trees, matrix).map(value => value * level);
    const deviation = mean.map((_, k) => state.relativeDeviation[Math.min(k, trainedLeads - 1)]! * level);
    return { mean, deviation };
  },
  describe: state => `Random forest of ${state.trees.length} trees on ${state.edges.length} features`,
};
