import type { LearnedTrees } from '../../../shared/contracts/forecast.ts';
import type { History } from '../../../shared/contracts/series.ts';
import { random } from '../../../shared/numerics/random.ts';
import { type BinnedMatrix, binWith } from '../trees/bins.ts';
import { leadDeviation } from './lead-deviation.ts';
import { drawTrainingSet } from './training-set.ts';
import { openWindows } from './windows.ts';

/** Training errors are smaller than errors ahead; the calibration on held-out periods corrects the rest. */
const optimism = 1.25;
/** Rows of its own past on which a series is asked how well the model fits it. */
const ownRows = 200;

/**
 * Error by lead of learned trees on one series, units per period. Steady and lumpy series of one group differ in error
 * by a factor of ten, so each is asked on its own past.
 *
 * @param valuesOf  what the trees say to rows
 */
export function ownDeviation(
  history: History,
  { edges, trainedLeads }: LearnedTrees,
  valuesOf: (rows: BinnedMatrix) => Float64Array,
  seed: number,
): Float64Array {
  const set = drawTrainingSet([openWindows(history, 0)], trainedLeads, ownRows, random(seed));
  const values = valuesOf(binWith(set.columns, edges));
  const errors = values.map((value, row) => optimism * set.levels[row]! * (value - set.targets[row]!));
  return leadDeviation(errors, set.leads, trainedLeads);
}
