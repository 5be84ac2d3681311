import type { Random } from '../../../shared/numerics/random.ts';
import type { BinnedMatrix } from './bins.ts';
import {
  bestSplit,
  countFeatures,
  countTargets,
  emptyFeature,
  emptyHistogram,
  type Histogram,
  type Split,
  takeOut,
} from './histogram.ts';

/** A regression tree in flat arrays. Node i is a leaf when feature[i] < 0; else its children are left[i] and left[i] + 1. */
export interface Tree {
  readonly feature: Int16Array;
  /** Rows whose bin is at most this go left. */
  readonly bin: Uint8Array;
  readonly left: Int32Array;
  readonly value: Float64Array;
}

export interface TreeOptions {
  readonly maxLeaves: number;
  readonly maxDepth: number;
  /** Fewest rows, counted with their weights, in a leaf. */
  readonly minLeaf: number;
  /** Features tried at each node. */
  readonly featuresPerNode: number;
  /** Added to the row count in each leaf: shrinks leaf values towards 0. */
  readonly ridge: number;
}

interface Node {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly total: number;
  readonly split: Split | null;
  /** Kept where every feature is tried: the larger child is then what the smaller one leaves. */
  readonly histogram: Histogram | null;
}

/**
 * Grows one least-squares tree on histograms, best gain first.
 *
 * @param targets  one for each row of the matrix
 * @param rows     rows that take part, a row may be listed more than once; reordered in place
 * @param leafOf   receives the leaf of each row that takes part, for trees with a bound on leaves
 */
export function growTree(
  matrix: BinnedMatrix,
  targets: Float64Array,
  rows: Int32Array,
  options: TreeOptions,
  source: Random,
  leafOf?: Int32Array,
): Tree {
  const feature: number[] = [];
  const bin: number[] = [];
  const left: number[] = [];
  const value: number[] = [];
  const order = Int32Array.from({ length: matrix.features }, (_, i) => i);
  const scratch = new Int32Array(rows.length);
  const gathered = new Float64Array(rows.length);
  const counted = countTargets(targets, rows.length);
  const tries = Math.min(options.featuresPerNode, matrix.features);
  const everyFeature = tries === matrix.features;
  const sampled = everyFeature ? null : emptyHistogram(matrix.features);

  const sizeOf = (f: number) => matrix.edges[f]!.length + 1;

  const divisible = (from: number, to: number, depth: number) =>
    depth < options.maxDepth && to - from >= 2 * options.minLeaf;

  /** Counts the features that are tried, the first of the order. */
  const count = (histogram: Histogram, from: number, to: number): Histogram => {
    for (let i = from; i < to; i++) gathered[i - from] = counted.values[rows[i]!]!;
    countFeatures(histogram, matrix, order, tries, gathered, rows, from, to);
    return histogram;
  };

  const makeNode = (
    from: number,
    to: number,
    depth: number,
    total: number,
    known: Histogram | null,
    final = false,
  ): Node => {
    const index = feature.push(-1) - 1;
    bin.push(0);
    left.push(-1);
    value.push(total / (to - from + options.ridge));
    if (final || !divisible(from, to, depth)) return { index, from, to, depth, total, split: null, histogram: null };
    const histogram =
      known ?? (sampled ? countSample(sampled, from, to) : count(emptyHistogram(matrix.features), from, to));
    const split = findSplit(to - from, total, histogram);
    return { index, from, to, depth, total, split, histogram: sampled ? null : histogram };
  };

  /** Draws the features that are tried at a node and counts them. */
  const countSample = (histogram: Histogram, from: number, to: number): Histogram => {
    for (let k = 0; k < tries; k++) {
      const other = k + source.below(matrix.features - k);
      const drawn = order[other]!;
      order[other] = order[k]!;
      order[k] = drawn;
      emptyFeature(histogram, drawn, sizeOf(drawn));
    }
    return count(histogram, from, to);
  };

  const findSplit = (size: number, total: number, histogram: Histogram): Split | null => {
    const parent = (total * total) / (size + options.ridge);
    let best: Split | null = null;
    for (let k = 0; k < tries; k++) {
      const f = order[k]!;
      const least: number = best?.gain ?? 1e-12 * (Math.abs(parent) + 1e-12);
      best = bestSplit(histogram, counted, f, sizeOf(f), size, total, options, least) ?? best;
    }
    return best;
  };

  /** Histograms of both children: the smaller is counted, the larger is what remains of the parent's. */
  const divide = (node: Node, middle: number): [Histogram | null, Histogram | null] => {
    const { from, to, depth, histogram } = node;
    if (histogram === null) return [null, null];
    const leftIsSmaller = middle - from <= to - middle;
    const [low, high] = leftIsSmaller ? [from, middle] : [middle, to];
    const needed = divisible(from, middle, depth + 1) || divisible(middle, to, depth + 1);
    if (!needed) return [null, null];
    const smaller = count(emptyHistogram(matrix.features), low, high);
    takeOut(histogram, smaller);
    return leftIsSmaller ? [smaller, histogram] : [histogram, smaller];
  };

  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += targets[rows[i]!]!;
  const open = [makeNode(0, rows.length, 0, sum, null)];
  const bounded = options.maxLeaves < rows.length;
  let leaves = 1;
  while (open.length > 0 && leaves < options.maxLeaves) {
    let chosen = open.length - 1;
    // Without a bound on leaves the order does not matter, so take the last.
    if (bounded) {
      for (let i = 0; i < open.length; i++) {
        if ((open[i]!.split?.gain ?? -1) > (open[chosen]!.split?.gain ?? -1)) chosen = i;
      }
    }
    const [node] = open.splice(chosen, 1) as [Node];
    const { split } = node;
    if (split === null) {
      if (!bounded) continue;
      open.push(node);
      break;
    }
    const low = partition(rows, node.from, node.to, matrix, split, scratch);
    feature[node.index] = split.feature;
    bin[node.index] = split.bin;
    const last = bounded && leaves + 1 >= options.maxLeaves;
    const [leftHistogram, rightHistogram] = last ? [null, null] : divide(node, low);
    const first = makeNode(node.from, low, node.depth + 1, split.leftTotal, leftHistogram, last);
    left[node.index] = first.index;
    open.push(first);
    // Children lie side by side because nothing is made between them.
    const rest = node.total - split.leftTotal;
    open.push(makeNode(low, node.to, node.depth + 1, rest, rightHistogram, last));
    leaves++;
  }
  if (leafOf) for (const { index, from, to } of open) for (let i = from; i < to; i++) leafOf[rows[i]!] = index;
  return {
    feature: Int16Array.from(feature),
    bin: Uint8Array.from(bin),
    left: Int32Array.from(left),
    value: Float64Array.from(value),
  };
}

/** Value of the leaf that a row of a binned matrix falls into. */
export function treeValueOfRow(tree: Tree, matrix: BinnedMatrix, row: number): number {
  let node = 0;
  let f = tree.feature[0]!;
  while (f >= 0) {
    node = tree.left[node]! + (matrix.bins[f * matrix.rows + row]! <= tree.bin[node]! ? 0 : 1);
    f = tree.feature[node]!;
  }
  return tree.value[node]!;
}

/** Brings the rows that go left to the front, either side in its order. @returns where the others begin */
function partition(
  rows: Int32Array,
  from: number,
  to: number,
  { bins, rows: length }: BinnedMatrix,
  { feature, bin }: Split,
  scratch: Int32Array,
): number {
  const offset = feature * length;
  let low = from;
  let kept = 0;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    // Written to both sides and kept on one: a branch here would be mispredicted every other time.
    const isLeft = bins[offset + row]! <= bin ? 1 : 0;
    rows[low] = row;
    scratch[kept] = row;
    low += isLeft;
    kept += 1 - isLeft;
  }
  for (let i = 0; i < kept; i++) rows[low + i] = scratch[i]!;
  return low;
}
