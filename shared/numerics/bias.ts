/**
 * Forecast bias: Σ(F−A) / ΣA. Positive is too high.
 *
 * @param actual    demand, units per period, length h
 * @param forecast  same unit and length as `actual`
 * @returns a ratio; NaN when all of `actual` is 0
 * @example bias([100, 0, 50, 10], [90, 5, 60, 15]); // => 0.0625
 */
export function bias(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  let error = 0;
  let total = 0;
  for (let i = 0; i < actual.length; i++) {
    error += forecast[i]! - actual[i]!;
    total += Math.abs(actual[i]!);
  }
  return total > 0 ? error / total : Number.NaN;
}
