import { expect, test } from 'vitest';
import { minimizeSquares } from './minimize-squares.ts';

const rosenbrock = (x: Float64Array, out: Float64Array) => {
  out[0] = 10 * (x[1]! - x[0]! ** 2);
  out[1] = 1 - x[0]!;
  return true;
};

test('finds the bottom of a curved valley', () => {
  const { x, squares } = minimizeSquares(rosenbrock, Float64Array.of(-1.2, 1), 2, { tolerance: 1e-12 });
  expect(squares).toBeLessThan(1e-12);
  expect(x[0]).toBeCloseTo(1, 5);
  expect(x[1]).toBeCloseTo(1, 5);
});

test('stays in the domain', () => {
  const inside = (x: Float64Array, out: Float64Array) => {
    if (!(x[0]! > 0)) return false;
    out[0] = Math.log(x[0]!) + 1;
    return true;
  };
  expect(minimizeSquares(inside, Float64Array.of(2), 1, { central: true, tolerance: 1e-12 }).x[0]).toBeCloseTo(
    Math.exp(-1),
    6,
  );
});

test('answers Infinity where the start lies outside, and the start where there is nothing to search', () => {
  expect(minimizeSquares(() => false, Float64Array.of(1), 1).squares).toBe(Number.POSITIVE_INFINITY);
  const constant = (_x: Float64Array, out: Float64Array) => {
    out[0] = 3;
    return true;
  };
  expect(minimizeSquares(constant, new Float64Array(0), 1).squares).toBe(9);
});
