import type { History } from '../../../shared/contracts/series.ts';
import { random } from '../../../shared/numerics/random.ts';
import { type BinnedMatrix, binColumns } from '../trees/bins.ts';
import { drawTrainingSet, type TrainingSet } from './training-set.ts';
import { openWindows } from './windows.ts';

/** Bins of each feature: more separate nothing that a few thousand rows can tell apart. */
const bins = 64;

export interface GroupTraining {
  readonly set: TrainingSet;
  readonly matrix: BinnedMatrix;
  /** Leads that are learned. */
  readonly trainedLeads: number;
  readonly series: number;
}

/**
 * Rows to learn from, drawn evenly from all series of a group.
 *
 * @param histories  one or more, treated, with equally many regressors
 */
export function groupTraining(
  histories: readonly History[],
  horizonPeriods: number,
  maximumRows: number,
  seed: number,
): GroupTraining {
  const longest = Math.max(...histories.map(history => history.values.length));
  const trainedLeads = Math.max(1, Math.min(horizonPeriods, Math.floor(longest / 3)));
  const windows = histories.map(history => openWindows(history, 0));
  const set = drawTrainingSet(windows, trainedLeads, maximumRows, random(seed));
  return { set, matrix: binColumns(set.columns, bins), trainedLeads, series: histories.length };
}
