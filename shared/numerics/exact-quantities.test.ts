import { expect, test } from 'vitest';
import { quantityStep, roundForecast, splitQuantity, sumQuantities, toThousandth } from './exact-quantities.ts';
import { random } from './random.ts';

test('a sum equals its parts to the last digit, in any order', () => {
  expect(0.1 + 0.2).not.toBe(0.3);
  expect(sumQuantities([0.1, 0.2])).toBe(0.3);
  const parts = Array.from({ length: 5_000 }, (_, index) => toThousandth(((index * 7_919) % 10_007) / 13));
  const inThousandths = parts.reduce((sum, part) => sum + BigInt(part.toFixed(3).replace('.', '')), 0n);
  expect(sumQuantities(parts)).toBe(Number(inThousandths) / 1_000);
  expect(sumQuantities(parts.toReversed())).toBe(sumQuantities(parts));
  expect(sumQuantities([])).toBe(0);
});

test('rounding changes a figure of the level by half a percent at most', () => {
  for (const level of [0.2, 1, 9.99, 10, 99.9, 100, 54_321]) {
    expect(quantityStep(level) / 2 / level).toBeLessThanOrEqual(0.005);
  }
  expect(roundForecast([120.4, 118.6])).toEqual([120, 119]);
  expect(roundForecast([12.34, 11.16])).toEqual([12.3, 11.2]);
  expect(roundForecast([0.1234, 0])).toEqual([0.123, 0]);
  expect(roundForecast([])).toEqual([]);
});

test('a split adds up exactly and follows the weights', () => {
  expect(splitQuantity(1_000, [1, 1, 1])).toEqual([334, 333, 333]);
  expect(splitQuantity(100.5, [3, 1])).toEqual([75.4, 25.1]);
  expect(splitQuantity(90, [0, 1, 2])).toEqual([0, 30, 60]);
  expect(splitQuantity(0, [1, 2])).toEqual([0, 0]);
  expect(splitQuantity(9, [0, 0, 0])).toEqual([3, 3, 3]);
  const uniform = random(7).next;
  for (let trial = 0; trial < 300; trial++) {
    const weights = Array.from({ length: 1 + (trial % 17) }, () => (uniform() < 0.2 ? 0 : 1_000 * uniform() ** 4));
    const quantity = toThousandth(10 ** (6 * uniform() - 2));
    const parts = splitQuantity(quantity, weights);
    expect(sumQuantities(parts)).toBe(quantity);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, part] of parts.entries()) {
      expect(part).toBeGreaterThanOrEqual(0);
      if (total > 0) expect(Math.abs(part - (quantity * weights[index]!) / total)).toBeLessThanOrEqual(1);
    }
  }
});
