import type { BinnedMatrix } from './bins.ts';

/** Bins kept for each feature. */
const width = 256;

/** Sum of targets and number of rows in each bin of each feature: entry feature · 256 + bin. */
export interface Histogram {
  readonly sums: Float64Array;
  readonly counts: Int32Array;
}

export interface Split {
  readonly gain: number;
  readonly feature: number;
  /** Rows whose bin is at most this go left. */
  readonly bin: number;
}

export function emptyHistogram(features: number): Histogram {
  return { sums: new Float64Array(features * width), counts: new Int32Array(features * width) };
}

/** Counts rows `from` … `to` − 1 of the list into the bins of one feature, which are emptied first. */
export function countFeature(
  histogram: Histogram,
  matrix: BinnedMatrix,
  feature: number,
  targets: Float64Array,
  rows: Int32Array,
  from: number,
  to: number,
): void {
  const base = feature * width;
  const { sums, counts } = histogram;
  const { bins } = matrix;
  sums.fill(0, base, base + width);
  counts.fill(0, base, base + width);
  const offset = feature * matrix.rows;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const slot = base + bins[offset + row]!;
    sums[slot]! += targets[row]!;
    counts[slot]!++;
  }
}

/** Turns the histogram of a parent into that of one child by taking out the other. */
export function takeOut(parent: Histogram, child: Histogram): void {
  for (let i = 0; i < parent.sums.length; i++) {
    parent.sums[i]! -= child.sums[i]!;
    parent.counts[i]! -= child.counts[i]!;
  }
}

/**
 * Best split on one feature, if it gains more than `leastGain`.
 *
 * @param count  rows in the node
 * @param total  sum of their targets
 * @param ridge  added to the row count in each leaf
 */
export function bestSplit(
  { sums, counts }: Histogram,
  feature: number,
  size: number,
  count: number,
  total: number,
  { minLeaf, ridge }: { readonly minLeaf: number; readonly ridge: number },
  leastGain: number,
): Split | null {
  const parent = (total * total) / (count + ridge);
  let most = leastGain;
  let best = -1;
  let leftSum = 0;
  let leftCount = 0;
  const base = feature * width;
  for (let b = 0; b < size - 1; b++) {
    const inBin = counts[base + b]!;
    if (inBin === 0) continue;
    leftSum += sums[base + b]!;
    leftCount += inBin;
    const rightCount = count - leftCount;
    if (leftCount < minLeaf) continue;
    if (rightCount < minLeaf) break;
    const rightSum = total - leftSum;
    const gain = (leftSum * leftSum) / (leftCount + ridge) + (rightSum * rightSum) / (rightCount + ridge) - parent;
    if (gain > most) {
      most = gain;
      best = b;
    }
  }
  return best < 0 ? null : { gain: most, feature, bin: best };
}
