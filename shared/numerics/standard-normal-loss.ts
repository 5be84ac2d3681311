import cdf from '@stdlib/stats-base-dists-normal-cdf';
import pdf from '@stdlib/stats-base-dists-normal-pdf';

/**
 * Standard normal loss G(z) = φ(z) − z(1 − Φ(z)): expected excess of a standard normal variable over z.
 *
 * @param z standard deviations
 * @returns 0 or more, same unit as z
 * @see Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed., appendix C
 * @example standardNormalLoss(0.5); // => 0.19779…
 */
export function standardNormalLoss(z: number): number {
  return Math.max(0, pdf(z, 0, 1) - z * cdf(-z, 0, 1));
}
