import { expect, test } from 'vitest';
import { exponential, logistic, squash } from './activations.ts';

const points = Array.from({ length: 4001 }, (_, i) => (i - 2000) / 97);

test('powers of e, logistic function and hyperbolic tangent are those of Math to fifteen digits', () => {
  for (const x of points) {
    expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(2e-15);
    expect(Math.abs(logistic(x) - 1 / (1 + Math.exp(-x)))).toBeLessThan(1e-15);
    expect(Math.abs(squash(x) - Math.tanh(x))).toBeLessThan(1e-15);
  }
  expect(Math.abs(exponential(-699.5) / Math.exp(-699.5) - 1)).toBeLessThan(1e-14);
});

test('what is far away, infinite or not a number stays so', () => {
  expect([logistic(1e9), logistic(-1e9), squash(1e9), squash(-1e9)]).toEqual([1, expect.closeTo(0, 300), 1, -1]);
  expect(logistic(Number.POSITIVE_INFINITY)).toBe(1);
  expect(squash(Number.NaN)).toBeNaN();
});
