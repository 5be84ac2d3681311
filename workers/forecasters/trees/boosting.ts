import { random } from '../../../shared/numerics/random.ts';
import type { BinnedMatrix } from './bins.ts';
import { growTree, type Tree, treeValueOfRow } from './grow-tree.ts';

export interface BoostingOptions {
  readonly rounds: number;
  readonly learningRate: number;
  readonly maxLeaves: number;
  readonly minLeaf: number;
  /** Share of the rows each tree sees, 0–1. */
  readonly rowShare: number;
  /** Share of the features tried at each node, 0–1. */
  readonly featureShare: number;
  /** Share of errors that count in full; larger ones are clipped to the size at this rank (Huber). 1 is least squares. */
  readonly fullErrors: number;
  readonly seed: number;
}

export interface Boosting {
  readonly base: number;
  /** Learning rate already applied. */
  readonly trees: readonly Tree[];
}

/** Values from which a quantile is taken at most: a full sort each round would cost as much as the trees. */
const mostAsked = 2000;

/**
 * Gradient boosting of regression trees on histograms, each tree on a random part of the rows.
 *
 * @param stop  asked before each tree; throws to end the work
 * @returns the model and its values on the training rows
 * @see Friedman (2002), Computational Statistics & Data Analysis 38(4); Ke et al. (2017), NeurIPS
 */
export function boost(
  matrix: BinnedMatrix,
  targets: Float64Array,
  options: BoostingOptions,
  stop: () => void = () => {},
): { readonly model: Boosting; readonly values: Float64Array } {
  const source = random(options.seed);
  const { rows } = matrix;
  const base = medianOf(targets);
  const values = new Float64Array(rows).fill(base);
  const residuals = new Float64Array(rows);
  const leafOf = new Int32Array(rows);
  const trees: Tree[] = [];
  const treeOptions = {
    maxLeaves: options.maxLeaves,
    maxDepth: 12,
    minLeaf: options.minLeaf,
    featuresPerNode: Math.max(1, Math.round(options.featureShare * matrix.features)),
    ridge: 1,
  };
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  const take = Math.max(1, Math.round(rows * options.rowShare));
  for (let round = 0; round < options.rounds; round++) {
    stop();
    for (let i = 0; i < rows; i++) residuals[i] = targets[i]! - values[i]!;
    if (options.fullErrors < 1) {
      const limit = quantileOfSize(residuals, options.fullErrors);
      for (let i = 0; i < rows; i++) residuals[i] = Math.max(-limit, Math.min(limit, residuals[i]!));
    }
    for (let i = 0; i < take && take < rows; i++) {
      const other = i + source.below(rows - i);
      const kept = order[i]!;
      order[i] = order[other]!;
      order[other] = kept;
    }
    leafOf.fill(-1);
    const tree = growTree(matrix, residuals, order.slice(0, take), treeOptions, source, leafOf);
    for (let i = 0; i < tree.value.length; i++) tree.value[i]! *= options.learningRate;
    trees.push(tree);
    for (let row = 0; row < rows; row++) {
      const leaf = leafOf[row]!;
      values[row]! += leaf < 0 ? treeValueOfRow(tree, matrix, row) : tree.value[leaf]!;
    }
  }
  return { model: { base, trees }, values };
}

/** Base and trees added up for each row, in the unit of the targets. */
export function boostedValues(model: Boosting, matrix: BinnedMatrix): Float64Array {
  const out = new Float64Array(matrix.rows).fill(model.base);
  for (const tree of model.trees) {
    for (let row = 0; row < matrix.rows; row++) out[row]! += treeValueOfRow(tree, matrix, row);
  }
  return out;
}

function medianOf(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? 0;
}

/** Size below which this share of the values lies; of many values an even sample is asked. */
function quantileOfSize(values: Float64Array, share: number): number {
  const stride = Math.ceil(values.length / mostAsked);
  const sizes = Float64Array.from({ length: Math.ceil(values.length / stride) }, (_, i) =>
    Math.abs(values[i * stride]!),
  ).sort();
  return sizes[Math.min(sizes.length - 1, Math.floor(share * sizes.length))] ?? 0;
}
