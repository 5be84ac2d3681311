/**
 * Root mean squared error.
 *
 * @param actual    demand, units per period, length h
 * @param forecast  same unit and length as `actual`
 * @returns units per period, 0 or more; NaN for empty input
 * @example rmse([3, 5], [0, 1]); // => 3.5355…
 */
export function rmse(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += (actual[i]! - forecast[i]!) ** 2;
  return Math.sqrt(sum / actual.length);
}
