import type { BinnedMatrix } from './bins.ts';

/** Bins kept for each feature. */
const width = 256;

/** Sum of targets and number of rows in each bin of each feature: entries 2 · (feature · 256 + bin) and the next. */
export type Histogram = Float64Array;

export interface Split {
  readonly gain: number;
  readonly feature: number;
  /** Rows whose bin is at most this go left. */
  readonly bin: number;
  /** Sum of the targets that go left. */
  readonly leftTotal: number;
}

export function emptyHistogram(features: number): Histogram {
  return new Float64Array(features * 2 * width);
}

/**
 * Counts rows `from` … `to` − 1 of the list into the bins of one feature, which are emptied first.
 *
 * @param gathered  the target of each of these rows, the first at 0
 */
export function countFeature(
  histogram: Histogram,
  matrix: BinnedMatrix,
  feature: number,
  gathered: Float64Array,
  rows: Int32Array,
  from: number,
  to: number,
): void {
  const base = feature * 2 * width;
  const { bins } = matrix;
  histogram.fill(0, base, base + 2 * (matrix.edges[feature]!.length + 1));
  const offset = feature * matrix.rows;
  for (let i = from; i < to; i++) {
    const slot = base + 2 * bins[offset + rows[i]!]!;
    histogram[slot]! += gathered[i - from]!;
    histogram[slot + 1]! += 1;
  }
}

/** The same for a feature and the next one in one pass through the rows, which is most of the time of growing a tree. */
export function countPair(
  histogram: Histogram,
  matrix: BinnedMatrix,
  feature: number,
  gathered: Float64Array,
  rows: Int32Array,
  from: number,
  to: number,
): void {
  const first = feature * 2 * width;
  const second = first + 2 * width;
  const { bins } = matrix;
  histogram.fill(0, first, second + 2 * width);
  const offset = feature * matrix.rows;
  const next = offset + matrix.rows;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const target = gathered[i - from]!;
    const slot = first + 2 * bins[offset + row]!;
    histogram[slot]! += target;
    histogram[slot + 1]! += 1;
    const other = second + 2 * bins[next + row]!;
    histogram[other]! += target;
    histogram[other + 1]! += 1;
  }
}

/** Turns the histogram of a parent into that of one child by taking out the other. */
export function takeOut(parent: Histogram, child: Histogram): void {
  for (let i = 0; i < parent.length; i++) parent[i]! -= child[i]!;
}

/**
 * Best split on one feature, if it gains more than `leastGain`.
 *
 * @param size   bins of the feature
 * @param count  rows in the node
 * @param total  sum of their targets
 */
export function bestSplit(
  histogram: Histogram,
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
  let leftTotal = 0;
  let leftSum = 0;
  let leftCount = 0;
  const base = feature * 2 * width;
  for (let b = 0; b < size - 1; b++) {
    const inBin = histogram[base + 2 * b + 1]!;
    if (inBin === 0) continue;
    leftSum += histogram[base + 2 * b]!;
    leftCount += inBin;
    const rightCount = count - leftCount;
    if (leftCount < minLeaf) continue;
    if (rightCount < minLeaf) break;
    const rightSum = total - leftSum;
    const gain = (leftSum * leftSum) / (leftCount + ridge) + (rightSum * rightSum) / (rightCount + ridge) - parent;
    if (gain > most) {
      most = gain;
      best = b;
      leftTotal = leftSum;
    }
  }
  return best < 0 ? null : { gain: most, feature, bin: best, leftTotal };
}
