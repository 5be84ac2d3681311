import { expect, test } from 'vitest';
import { random } from '../../../shared/numerics/random.ts';
import { binColumns, binOf } from './bins.ts';
import { boost, boostedValues } from './boosting.ts';
import { forestValues, growForest } from './forest.ts';
import { growTree } from './grow-tree.ts';

const source = random(8);
const rows = 600;
const columns = Array.from({ length: 4 }, () => Float64Array.from({ length: rows }, () => source.next()));
const truth = (row: number) => (columns[0]![row]! > 0.5 ? 3 : 0) + 2 * columns[1]![row]! * columns[1]![row]!;
const targets = Float64Array.from({ length: rows }, (_, row) => truth(row) + 0.1 * source.normal());
const variance = targets.reduce((sum, value) => sum + (value - 2.1) ** 2, 0) / rows;
const errorOf = (values: ArrayLike<number>, from: number) => {
  let sum = 0;
  for (let row = from; row < rows; row++) sum += (values[row]! - truth(row)) ** 2 / (rows - from);
  return sum;
};

test('bins keep the order of values and separate few distinct ones', () => {
  const { edges } = binColumns([Float64Array.of(3, 1, 1, 2)]);
  expect([...edges[0]!]).toEqual([1.5, 2.5]);
  expect([0, 1.5, 1.6, 9, Number.NaN].map(value => binOf(value, edges[0]!))).toEqual([0, 0, 1, 2, 2]);
});

test('quantiles of many rows come from an even sample, few distinct values are all found', () => {
  const many = 20_000;
  const even = Float64Array.from({ length: many }, (_, row) => ((row * 7919) % many) / many);
  // One row in a thousand is told apart, though a sample would miss most of them.
  const rare = Float64Array.from({ length: many }, (_, row) => (row % 1000 === 1 ? 5 : row % 13));
  const { edges } = binColumns([even, rare], 64);
  edges[0]!.forEach((edge, i) => {
    expect(Math.abs(edge - (i + 1) / 64)).toBeLessThan(0.02);
  });
  expect([...edges[1]!]).toEqual(Array.from({ length: 12 }, (_, i) => i + 0.5));
});

test('boosting finds a step and a curve among noise features', () => {
  const matrix = binColumns(columns, 64);
  const options = {
    rounds: 80,
    learningRate: 0.1,
    maxLeaves: 8,
    minLeaf: 10,
    rowShare: 0.7,
    featureShare: 1,
    fullErrors: 1,
    seed: 1,
  };
  const { model, values } = boost(matrix, targets, options);
  expect(errorOf(values, 0)).toBeLessThan(0.02 * variance);
  expect([...boostedValues(model, matrix)].slice(0, 5)).toEqual([...values].slice(0, 5));
});

test('a forest explains the target out of bag', () => {
  const matrix = binColumns(columns, 64);
  const { trees, outOfBag } = growForest(matrix, targets, { trees: 60, minLeaf: 3, featureShare: 0.7, seed: 1 });
  expect(errorOf(outOfBag, 0)).toBeLessThan(0.05 * variance);
  expect(errorOf(forestValues(trees, matrix), 0)).toBeLessThan(errorOf(outOfBag, 0));
});

test('a tree of two leaves is the best of all splits, with rows that count twice and targets far from 0 on both sides', () => {
  const matrix = binColumns(columns, 64);
  const far = targets.map((target, row) => 1e6 * (target - 2) + row);
  const listed = Int32Array.from({ length: rows }, () => source.below(rows));
  const explained = (group: readonly number[]) => group.reduce((sum, row) => sum + far[row]!, 0) ** 2 / group.length;
  let most = 0;
  let means: number[] = [];
  for (let feature = 0; feature < matrix.features; feature++) {
    for (let bin = 0; bin < 63; bin++) {
      const isLeft = (row: number) => matrix.bins[feature * rows + row]! <= bin;
      const sides = [[...listed].filter(isLeft), [...listed].filter(row => !isLeft(row))];
      if (sides.some(side => side.length < 20)) continue;
      const gain = sides.reduce((sum, side) => sum + explained(side), 0);
      if (gain <= most) continue;
      most = gain;
      means = sides.map(side => side.reduce((sum, row) => sum + far[row]!, 0) / side.length);
    }
  }
  const options = { maxLeaves: 2, maxDepth: 1, minLeaf: 20, featuresPerNode: matrix.features, ridge: 0 };
  const tree = growTree(matrix, far, listed.slice(), options, source);
  expect(tree.value).toHaveLength(3);
  for (const [side, mean] of means.entries()) expect(tree.value[1 + side]! / mean).toBeCloseTo(1, 6);
});
