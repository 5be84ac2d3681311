import type { Fold } from '../backtest.ts';

export interface WeightBlock {
  readonly fromPeriod: number;
  readonly toPeriod: number;
}

/** Held-out seasons at which the evidence of a back-test counts half. */
const halfEvidence = 15;
/** Power of the inverse loss when evidence is complete. */
const fullPower = 24;
/** A member this many times worse than the best gets nothing. */
const hopeless = 2.5;
/** Share of zeros from which squared errors decide: absolute ones reward a forecast of nothing. */
const lumpyShare = 0.3;

/**
 * Weights from rolling-origin errors, for each block of leads: inverse loss to a power that grows with the number of
 * held-out seasons, so that little evidence leaves the members nearly equal and much lets the best lead.
 *
 * @param folds   for each member, its folds; all members at the same origins
 * @param blocks  blocks of leads, counted from 1
 * @param lumpy         share of zeros in the history, 0–1
 * @param seasonLength  periods per season
 * @param group         factor on each member's weight from what its group of series tells
 * @returns for each block, one weight for each member; they sum to 1
 * @see Stock & Watson (2004), J. Forecasting 23(6); Pawlikowski & Chorowska (2020), Int. J. Forecasting 36(1)
 */
export function learnWeights(
  folds: readonly (readonly Fold[])[],
  blocks: readonly WeightBlock[],
  lumpy: number,
  seasonLength: number,
  group: readonly number[] = folds.map(() => 1),
): number[][] {
  const squared = squaresDecide(lumpy);
  const horizonPeriods = blocks.at(-1)!.toPeriod;
  const whole = folds.map(each => lossOf(each, 1, horizonPeriods, squared));
  const points = folds[0]!.reduce((sum, fold) => sum + fold.actual.filter(Number.isFinite).length, 0);
  const seasons = points / seasonLength;
  const evidence = seasons ** 2 / (seasons ** 2 + halfEvidence ** 2);
  const power = fullPower * evidence;
  return blocks.map(block => {
    const own = folds.map(each => lossOf(each, block.fromPeriod, block.toPeriod, squared));
    // A block has fewer points than the whole: it counts as far as there is evidence.
    const losses = whole.map((loss, i) => (Number.isFinite(own[i]!) ? loss + (evidence / 2) * (own[i]! - loss) : loss));
    const smallest = Math.min(...losses.filter(Number.isFinite));
    const raw = losses.map((loss, i) => {
      if (!Number.isFinite(smallest)) return group[i]!;
      if (!Number.isFinite(loss)) return 0;
      const ratio = (loss + 1e-12) / (smallest + 1e-12);
      return ratio > hopeless ? 0 : group[i]! * ratio ** -power;
    });
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return raw.map(weight => weight / total);
  });
}

/** Whether squared errors decide, at this share of periods without demand. */
export const squaresDecide = (lumpy: number): boolean => lumpy > lumpyShare;

/** Mean over folds of the mean absolute error, or of the root mean squared error; NaN without a recorded period. */
export function lossOf(folds: readonly Fold[], fromPeriod: number, toPeriod: number, squared: boolean): number {
  let sum = 0;
  let count = 0;
  for (const fold of folds) {
    let error = 0;
    let points = 0;
    for (let k = fromPeriod - 1; k < toPeriod; k++) {
      const difference = fold.actual[k]! - fold.prediction.mean[k]!;
      if (!Number.isFinite(difference)) continue;
      error += squared ? difference * difference : Math.abs(difference);
      points++;
    }
    if (points === 0) continue;
    sum += squared ? Math.sqrt(error / points) : error / points;
    count++;
  }
  return count > 0 ? sum / count : Number.NaN;
}
