import { expect, test } from 'vitest';
import { minimizeBfgs } from './bfgs.ts';
import { withNumericGradient } from './numeric-gradient.ts';

const rosenbrock = (x: Float64Array) => 100 * (x[1]! - x[0]! ** 2) ** 2 + (1 - x[0]!) ** 2;

test('finds the minimum of the Rosenbrock valley with an exact and with a numeric gradient', () => {
  const exact = minimizeBfgs(
    (x, gradient) => {
      gradient[0] = -400 * x[0]! * (x[1]! - x[0]! ** 2) - 2 * (1 - x[0]!);
      gradient[1] = 200 * (x[1]! - x[0]! ** 2);
      return rosenbrock(x);
    },
    Float64Array.of(-1.2, 1),
  );
  expect(exact.x[0]).toBeCloseTo(1, 4);
  expect(exact.x[1]).toBeCloseTo(1, 4);
  const numeric = minimizeBfgs(withNumericGradient(rosenbrock, 1e-6, true), Float64Array.of(-1.2, 1));
  expect(numeric.value).toBeLessThan(1e-8);
});

test('stays where it is when the start is outside the domain', () => {
  const result = minimizeBfgs(() => Number.NaN, Float64Array.of(3));
  expect(result.x[0]).toBe(3);
});
