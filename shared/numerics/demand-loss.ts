import { skewedLoss } from './skewed-distribution.ts';

/**
 * Expected excess of demand over a level, E[(D − level)⁺], for demand of three known cumulants: the normal loss where
 * the skewness is 0. Without deviation, the plain excess.
 *
 * @param level,mean,deviation units, deviation 0 or more
 * @param skewness third cumulant over the cube of the deviation
 * @returns units, 0 or more
 */
export function demandLoss(level: number, mean: number, deviation: number, skewness: number): number {
  return deviation > 0 ? deviation * skewedLoss((level - mean) / deviation, skewness) : Math.max(0, mean - level);
}
