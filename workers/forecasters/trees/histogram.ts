import type { BinnedMatrix } from './bins.ts';

/** Added and taken away again, it leaves a number of less than 2⁵¹ rounded to a whole one, faster than Math.round. */
const toWhole = 1.5 * 2 ** 52;
/** Bins kept for each feature. */
const width = 256;

/**
 * Targets of a tree as whole numbers, each with one row counted in its upper part: one addition then adds to the sum
 * and to the count of a bin, and all sums are exact, in whatever order. The rounding is some 10⁻⁶ of the largest target.
 */
export interface CountedTargets {
  /** For each row of the matrix: `unit` + target · `scale`, rounded. */
  readonly values: Float64Array;
  /** A power of two beyond twice any sum of rounded targets. */
  readonly unit: number;
  readonly scale: number;
}

/** @param entries  rows of the tree, those that are listed more than once counted so often */
export function countTargets(targets: Float64Array, entries: number): CountedTargets {
  let largest = 0;
  for (let i = 0; i < targets.length; i++) largest = Math.max(largest, Math.abs(targets[i]!));
  // 53 bits hold as many units as there are rows; half a unit holds the sum of all.
  const rowBits = Math.ceil(Math.log2(entries + 1));
  const unit = 2 ** (52 - rowBits);
  const scale = largest > 0 ? 2 ** (51 - 2 * rowBits) / largest : 1;
  const values = new Float64Array(targets.length);
  for (let i = 0; i < targets.length; i++) values[i] = unit + (targets[i]! * scale + toWhole - toWhole);
  return { values, unit, scale };
}

/** Counted targets summed in each bin of each feature: entry feature · 256 + bin. */
export type Histogram = Float64Array;

export interface Split {
  readonly gain: number;
  readonly feature: number;
  /** Rows whose bin is at most this go left. */
  readonly bin: number;
  /** Sum of the targets that go left. */
  readonly leftTotal: number;
}

/** All bins of all features at 0. */
export function emptyHistogram(features: number): Histogram {
  return new Float64Array(features * width);
}

/** Sets the bins of one feature to 0. @param size  bins of the feature */
export function emptyFeature(histogram: Histogram, feature: number, size: number): void {
  histogram.fill(0, feature * width, feature * width + size);
}

/**
 * Counts rows `from` … `to` − 1 of the list into the empty bins of the given features, four in one pass through the rows,
 * which is most of the time of growing a tree.
 *
 * @param features  of which the first `tries` are counted
 * @param gathered  the counted target of each of these rows, the first at 0
 */
export function countFeatures(
  histogram: Histogram,
  matrix: BinnedMatrix,
  features: Int32Array,
  tries: number,
  gathered: Float64Array,
  rows: Int32Array,
  from: number,
  to: number,
): void {
  let k = 0;
  for (; k + 3 < tries; k += 4) countFour(histogram, matrix, features, k, gathered, rows, from, to);
  for (; k < tries; k++) countOne(histogram, matrix, features[k]!, gathered, rows, from, to);
}

function countOne(
  histogram: Histogram,
  matrix: BinnedMatrix,
  feature: number,
  gathered: Float64Array,
  rows: Int32Array,
  from: number,
  to: number,
): void {
  const base = feature * width;
  const { bins } = matrix;
  const offset = feature * matrix.rows;
  for (let i = from; i < to; i++) histogram[base + bins[offset + rows[i]!]!]! += gathered[i - from]!;
}

function countFour(
  histogram: Histogram,
  { bins, rows: length }: BinnedMatrix,
  features: Int32Array,
  k: number,
  gathered: Float64Array,
  rows: Int32Array,
  from: number,
  to: number,
): void {
  const [a, b, c, d] = [features[k]!, features[k + 1]!, features[k + 2]!, features[k + 3]!];
  const first = a * width;
  const second = b * width;
  const third = c * width;
  const fourth = d * width;
  const firstColumn = a * length;
  const secondColumn = b * length;
  const thirdColumn = c * length;
  const fourthColumn = d * length;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const target = gathered[i - from]!;
    histogram[first + bins[firstColumn + row]!]! += target;
    histogram[second + bins[secondColumn + row]!]! += target;
    histogram[third + bins[thirdColumn + row]!]! += target;
    histogram[fourth + bins[fourthColumn + row]!]! += target;
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
  { unit, scale }: CountedTargets,
  feature: number,
  size: number,
  count: number,
  total: number,
  { minLeaf, ridge }: { readonly minLeaf: number; readonly ridge: number },
  leastGain: number,
): Split | null {
  const parent = (total * total) / (count + ridge);
  const target = 1 / scale;
  const row = 1 / unit;
  let most = leastGain + parent;
  let best = -1;
  let leftTotal = 0;
  let left = 0;
  const base = feature * width;
  for (let b = 0; b < size - 1; b++) {
    const inBin = histogram[base + b]!;
    if (inBin === 0) continue;
    left += inBin;
    const leftCount = left * row + toWhole - toWhole;
    const rightCount = count - leftCount;
    if (leftCount < minLeaf) continue;
    if (rightCount < minLeaf) break;
    const leftSum = (left - leftCount * unit) * target;
    const rightSum = total - leftSum;
    const leftWeight = leftCount + ridge;
    const rightWeight = rightCount + ridge;
    const both = leftWeight * rightWeight;
    // Explained squares, times both weights: divisions only where they are kept.
    const explained = leftSum * leftSum * rightWeight + rightSum * rightSum * leftWeight;
    if (explained > most * both) {
      most = explained / both;
      best = b;
      leftTotal = leftSum;
    }
  }
  return best < 0 ? null : { gain: most - parent, feature, bin: best, leftTotal };
}
