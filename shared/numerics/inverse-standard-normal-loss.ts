import cdf from '@stdlib/stats-base-dists-normal-cdf';
import { requirePositive } from './require-domain.ts';
import { standardNormalLoss } from './standard-normal-loss.ts';

/**
 * z with G(z) = loss. G falls and is convex, so Newton's steps from the left never overshoot.
 *
 * @param loss above 0
 * @returns standard deviations
 * @throws AppError `numerics.out-of-domain`
 * @example inverseStandardNormalLoss(0.19779655740130603); // => 0.5
 */
export function inverseStandardNormalLoss(loss: number): number {
  requirePositive('loss', loss);
  // G(z) ≥ −z and G(z) ≥ 0: both starts lie left of the root, where the function is above the target.
  let z = Math.min(-loss, 0);
  for (let step = 0; step < 200; step++) {
    const slope = -cdf(-z, 0, 1);
    const next = z - (standardNormalLoss(z) - loss) / slope;
    if (!(Math.abs(next - z) > 1e-14 * Math.max(1, Math.abs(z)))) return next;
    z = next;
  }
  return z;
}
