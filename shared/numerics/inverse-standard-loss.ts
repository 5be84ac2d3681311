import { requirePositive } from './require-domain.ts';
import { skewedLoss, skewedSurvival } from './skewed-distribution.ts';

/**
 * z with G(z) = loss, for the standard normal loss or that of a skewed distribution of mean 0 and deviation 1. G falls and
 * is convex, so Newton's steps from the left never overshoot.
 *
 * @param loss     above 0
 * @param skewness 0 is the normal distribution
 * @returns standard deviations
 * @throws AppError `numerics.out-of-domain`
 * @example inverseStandardLoss(0.19779655740130603); // => 0.5
 */
export function inverseStandardLoss(loss: number, skewness = 0): number {
  requirePositive('loss', loss);
  // G(z) ≥ −z and G(z) ≥ 0: both starts lie left of the root, where the function is above the target.
  let z = Math.min(-loss, 0);
  for (let step = 0; step < 200; step++) {
    const slope = -skewedSurvival(z, skewness);
    const next = z - (skewedLoss(z, skewness) - loss) / slope;
    if (!(Math.abs(next - z) > 1e-14 * Math.max(1, Math.abs(z)))) return next;
    z = next;
  }
  return z;
}
