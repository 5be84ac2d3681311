import { expect, test } from 'vitest';
import type { Hierarchy } from '../../../shared/contracts/forecast.ts';
import { random } from '../../../shared/numerics/random.ts';
import { reconcile as reconcileInput } from './reconcile.ts';
import { shrinkCovariance } from './shrink-covariance.ts';

type Series = readonly Float64Array[];
const reconcile = (hierarchy: Hierarchy, bottoms: Series, sums: Series, bottomErrors: Series, sumErrors: Series) =>
  reconcileInput({ hierarchy, bottoms, sums, bottomErrors, sumErrors });

const total: Hierarchy = { bottoms: 2, sums: [[0, 1]] };
/** Errors that are exactly uncorrelated over the sample, with the given sizes. */
const orthogonal = (...sizes: number[]) => {
  const patterns = [
    [1, 1, 1, 1],
    [1, -1, 1, -1],
    [1, 1, -1, -1],
  ];
  return sizes.map((size, i) => Float64Array.from(patterns[i]!, sign => size * sign));
};

test('with uncorrelated errors the gap is shared by variance, as worked by hand', () => {
  const [t, a, b] = orthogonal(2, 1, 3);
  // Gap 100 − 40 − 50 = 10; variances 4, 1, 9: bottoms rise by 10 · 1/14 and 10 · 9/14.
  const result = reconcile(total, [Float64Array.of(40), Float64Array.of(50)], [Float64Array.of(100)], [a!, b!], [t!]);
  expect(result.method).toBe('MinT-shrink');
  expect(result.bottoms[0]![0]).toBeCloseTo(40 + 10 / 14, 10);
  expect(result.bottoms[1]![0]).toBeCloseTo(50 + 90 / 14, 10);
  expect(result.sums[0]![0]).toBe(result.bottoms[0]![0]! + result.bottoms[1]![0]!);
});

test('forecasts that already add up stay as they are', () => {
  const source = random(2);
  const errors = () => Float64Array.from({ length: 20 }, () => source.normal());
  const result = reconcile(
    total,
    [Float64Array.of(3, 4), Float64Array.of(5, 6)],
    [Float64Array.of(8, 10)],
    [errors(), errors()],
    [errors()],
  );
  expect([...result.bottoms[0]!, ...result.bottoms[1]!]).toEqual([3, 4, 5, 6]);
});

test('SKU × region × channel: every sum is what its parts add up to, never below zero', () => {
  const source = random(4);
  // Bottom index = sku · 4 + region · 2 + channel.
  const pick = (kept: (index: number) => boolean) => Array.from({ length: 12 }, (_, i) => i).filter(kept);
  const hierarchy: Hierarchy = {
    bottoms: 12,
    sums: [
      pick(() => true),
      ...[0, 1, 2].map(sku => pick(i => Math.floor(i / 4) === sku)),
      ...[0, 1].map(region => pick(i => Math.floor(i / 2) % 2 === region)),
      ...[0, 1].map(channel => pick(i => i % 2 === channel)),
    ],
  };
  const series = (length: number, centre: number) => Float64Array.from({ length }, () => centre + source.normal());
  const bottoms = Array.from({ length: 12 }, (_, i) => series(5, i === 0 ? 0 : 3));
  const sums = hierarchy.sums.map(parts => series(5, parts.length * 2.5));
  const result = reconcile(
    hierarchy,
    bottoms,
    sums,
    bottoms.map(() => series(30, 0)),
    sums.map(() => series(30, 0)),
  );
  hierarchy.sums.forEach((parts, a) => {
    for (let k = 0; k < 5; k++) {
      expect(result.sums[a]![k]).toBe(parts.reduce((sum, part) => sum + result.bottoms[part]![k]!, 0));
    }
  });
  for (const bottom of result.bottoms) for (const value of bottom) expect(value).toBeGreaterThanOrEqual(0);
});

test('reconciliation lowers the error of unbiased forecasts', () => {
  const source = random(9);
  let before = 0;
  let after = 0;
  const noise = (size: number) => Float64Array.from({ length: 40 }, () => size * source.normal());
  for (let trial = 0; trial < 200; trial++) {
    const [a, b] = [10 + 4 * source.normal(), 20 + 4 * source.normal()];
    const sum = 30 + source.normal();
    const result = reconcile(
      total,
      [Float64Array.of(a), Float64Array.of(b)],
      [Float64Array.of(sum)],
      [noise(4), noise(4)],
      [noise(1)],
    );
    before += (a - 10) ** 2 + (b - 20) ** 2;
    after += (result.bottoms[0]![0]! - 10) ** 2 + (result.bottoms[1]![0]! - 20) ** 2;
  }
  expect(after).toBeLessThan(0.75 * before);
});

test('without errors to weigh by, the bottoms are summed', () => {
  const none = new Float64Array(0);
  const result = reconcile(total, [Float64Array.of(1), Float64Array.of(2)], [Float64Array.of(9)], [none, none], [none]);
  expect(result.method).toBe('bottom-up');
  expect(result.sums[0]![0]).toBe(3);
});

test('shrinkage is strong for few independent errors and weak for many dependent ones', () => {
  const source = random(1);
  const independent = Array.from({ length: 8 }, () => Float64Array.from({ length: 6 }, () => source.normal()));
  const common = Array.from({ length: 200 }, () => source.normal());
  const dependent = Array.from({ length: 8 }, () => Float64Array.from(common, each => each + 0.3 * source.normal()));
  expect(shrinkCovariance(independent).intensity).toBeGreaterThan(0.4);
  expect(shrinkCovariance(dependent).intensity).toBeLessThan(0.1);
});
