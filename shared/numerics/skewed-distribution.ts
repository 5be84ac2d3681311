import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { gammaKernel, upperIncompleteGamma } from './incomplete-gamma.ts';
import { secondOrderNormalLoss } from './second-order-normal-loss.ts';
import { standardNormalLoss } from './standard-normal-loss.ts';

// The distribution of mean 0, deviation 1 and a given skewness: a shifted gamma distribution (Pearson type III), mirrored
// for negative skewness, and at skewness 0 the standard normal distribution itself. Sums of independent gamma variables
// of one scale are gamma, so three cumulants, which add, describe demand over any number of weeks.
// See Burgin (1975), Operational Research Quarterly 26(3); Snyder (1984), European Journal of Operational Research 15(3).

/** Below this the gamma distribution is normal to within 1e-4 deviations and its series become long. */
const leastSkewness = 1e-3;

/**
 * Probability of exceeding z.
 *
 * @param z        standard deviations above the mean
 * @param skewness third cumulant over the cube of the deviation
 * @returns 0–1
 */
export function skewedSurvival(z: number, skewness: number): number {
  if (Math.abs(skewness) < leastSkewness) return normalCdf(-z, 0, 1);
  if (skewness < 0) return 1 - skewedSurvival(-z, -skewness);
  const { shape, x } = gammaOf(z, skewness);
  return upperIncompleteGamma(shape, x);
}

/** Expected excess over z, E[(X − z)⁺], in standard deviations; parameters as for `skewedSurvival`. */
export function skewedLoss(z: number, skewness: number): number {
  if (Math.abs(skewness) < leastSkewness) return standardNormalLoss(z);
  if (skewness < 0) return Math.max(0, skewedLoss(-z, -skewness) - z);
  const { shape, x } = gammaOf(z, skewness);
  if (x <= 0) return -z;
  const excess = (shape - x) * upperIncompleteGamma(shape, x) + shape * gammaKernel(shape, x);
  return Math.max(0, excess / Math.sqrt(shape));
}

/** ½ E[((X − z)⁺)²], whose slope is minus `skewedLoss`; parameters as for `skewedSurvival`. */
export function skewedSecondOrderLoss(z: number, skewness: number): number {
  if (Math.abs(skewness) < leastSkewness) return secondOrderNormalLoss(z, 0, 1);
  if (skewness < 0) return Math.max(0, (1 + z * z) / 2 - skewedSecondOrderLoss(-z, -skewness));
  const { shape, x } = gammaOf(z, skewness);
  if (x <= 0) return (1 + z * z) / 2;
  const squares = ((shape - x) ** 2 + shape) * upperIncompleteGamma(shape, x);
  return Math.max(0, (squares + shape * (shape + 1 - x) * gammaKernel(shape, x)) / (2 * shape));
}

/**
 * Value that is not exceeded with a probability.
 *
 * @param probability 0–1, both excluded
 * @returns standard deviations above the mean
 */
export function skewedQuantile(probability: number, skewness: number): number {
  if (Math.abs(skewness) < leastSkewness) return normalQuantile(probability, 0, 1);
  if (skewness < 0) return -skewedQuantile(1 - probability, -skewness);
  // Newton's steps from Wilson and Hilferty's approximation, kept within what is known to hold the quantile.
  const score = normalQuantile(probability, 0, 1);
  let low = -2 / skewness;
  let high = Math.max(8, 8 + 8 * skewness, 2 * score);
  let z = ((2 + (skewness * score) / 3 - skewness ** 2 / 18) ** 3 / 8 - 1) * (2 / skewness);
  for (let step = 0; step < 100; step++) {
    if (!(z > low && z < high)) z = (low + high) / 2;
    const { shape, x } = gammaOf(z, skewness);
    const over = upperIncompleteGamma(shape, x) - (1 - probability);
    if (over > 0) low = z;
    else high = z;
    const next = z + over / densityAt(shape, x);
    if (Math.abs(next - z) < 1e-12 * Math.max(1, Math.abs(z)) || high - low < 1e-13) return next;
    z = next;
  }
  return z;
}

/** Highest density, at the mode; infinite from skewness 2 on. */
export function peakDensity(skewness: number): number {
  const size = Math.abs(skewness);
  if (size < leastSkewness) return 1 / Math.sqrt(2 * Math.PI);
  const { shape } = gammaOf(0, size);
  return size < 2 ? densityAt(shape, shape - 1) : Number.POSITIVE_INFINITY;
}

/** Density, by standard deviations, of a gamma variable of scale 1 at x. */
function densityAt(shape: number, x: number): number {
  return (Math.sqrt(shape) * shape * gammaKernel(shape, x)) / x;
}

/** The gamma variable of scale 1 behind a positive skewness: its shape, and where on it z lies. */
function gammaOf(z: number, skewness: number): { shape: number; x: number } {
  const shape = 4 / (skewness * skewness);
  return { shape, x: shape + z * Math.sqrt(shape) };
}
