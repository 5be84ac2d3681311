import { standardNormalLoss } from './standard-normal-loss.ts';

/**
 * Expected excess of a normal variable over a level: E[(X − level)⁺]. With deviation 0, the plain excess.
 *
 * @param level      units
 * @param mean       units
 * @param deviation  units, 0 or more
 * @returns units, 0 or more
 */
export function normalLoss(level: number, mean: number, deviation: number): number {
  return deviation > 0 ? deviation * standardNormalLoss((level - mean) / deviation) : Math.max(0, mean - level);
}
