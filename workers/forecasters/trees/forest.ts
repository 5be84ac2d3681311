import { random } from '../../../shared/numerics/random.ts';
import type { BinnedMatrix } from './bins.ts';
import { growTree, type Tree, treeValueOfRow } from './grow-tree.ts';

export interface ForestOptions {
  readonly trees: number;
  readonly minLeaf: number;
  /** Share of the features tried at each node, 0–1. */
  readonly featureShare: number;
  readonly seed: number;
}

export interface Forest {
  readonly trees: readonly Tree[];
  /** Mean of the trees that did not see the row; NaN where every tree saw it. */
  readonly outOfBag: Float64Array;
}

/**
 * Random forest for regression: each tree grows on a bootstrap sample, each node looks at a random part of the features.
 *
 * @param stop  asked before each tree; throws to end the work
 * @see Breiman (2001), Machine Learning 45(1)
 */
export function growForest(
  matrix: BinnedMatrix,
  targets: Float64Array,
  options: ForestOptions,
  stop: () => void = () => {},
): Forest {
  const source = random(options.seed);
  const { rows } = matrix;
  const sample = new Int32Array(rows);
  const seen = new Uint8Array(rows);
  const sums = new Float64Array(rows);
  const counts = new Int32Array(rows);
  const trees: Tree[] = [];
  const treeOptions = {
    maxLeaves: Number.POSITIVE_INFINITY,
    maxDepth: 30,
    minLeaf: options.minLeaf,
    featuresPerNode: Math.max(1, Math.round(options.featureShare * matrix.features)),
    ridge: 0,
  };
  for (let k = 0; k < options.trees; k++) {
    stop();
    seen.fill(0);
    for (let i = 0; i < rows; i++) {
      const row = source.below(rows);
      sample[i] = row;
      seen[row] = 1;
    }
    const tree = growTree(matrix, targets, sample, treeOptions, source);
    trees.push(tree);
    for (let row = 0; row < rows; row++) {
      if (seen[row]) continue;
      sums[row]! += treeValueOfRow(tree, matrix, row);
      counts[row]!++;
    }
  }
  return { trees, outOfBag: sums.map((sum, row) => (counts[row]! > 0 ? sum / counts[row]! : Number.NaN)) };
}

/** Mean of all trees for each row. */
export function forestValues(trees: readonly Tree[], matrix: BinnedMatrix): Float64Array {
  const out = new Float64Array(matrix.rows);
  for (const tree of trees) for (let row = 0; row < matrix.rows; row++) out[row]! += treeValueOfRow(tree, matrix, row);
  return out.map(sum => sum / trees.length);
}
