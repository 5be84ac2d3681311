import cdf from '@stdlib/stats-base-dists-normal-cdf';
import pdf from '@stdlib/stats-base-dists-normal-pdf';

/**
 * ½ E[((X − level)⁺)²] for a normal X, whose slope is minus the normal loss.
 *
 * @param level,mean,deviation units, deviation above 0
 * @returns units squared
 * @see Zipkin (2000), Foundations of Inventory Management, §C.5.3
 */
export function secondOrderNormalLoss(level: number, mean: number, deviation: number): number {
  const z = (level - mean) / deviation;
  return (deviation ** 2 / 2) * ((z ** 2 + 1) * cdf(-z, 0, 1) - z * pdf(z, 0, 1));
}
