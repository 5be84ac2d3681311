import { expect, test } from 'vitest';
import { skewedLoss } from '../../../shared/numerics/skewed-distribution.ts';
import { roundSkewness } from '../../../shared/numerics/stock-spread.ts';
import { fastLoss } from './loss-table.ts';

test.each([-1.7, -0.3, 0, 0.02, 0.55, 1.2, 1.95, 3.4])('skewness %d: the table gives the exact loss', each => {
  const skewness = roundSkewness(each);
  for (let z = -0.4; z < 22; z += 0.0137) {
    expect(Math.abs(fastLoss(z * 30, 30, skewness) - 30 * skewedLoss(z, skewness))).toBeLessThan(30e-6);
  }
  for (let z = -8; z < -0.4; z += 0.0137) {
    expect(Math.abs(fastLoss(z * 30, 30, skewness) - 30 * skewedLoss(z, skewness))).toBeLessThan(30e-4);
  }
});

test('certain demand exceeds a level by what it lacks', () => {
  expect([fastLoss(-3, 0, 1), fastLoss(3, 0, 1)]).toEqual([3, 0]);
});
