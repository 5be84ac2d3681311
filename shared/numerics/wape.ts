/**
 * Weighted absolute percentage error: Σ|A−F| / ΣA over all periods. Unlike MAPE it is defined when single periods are 0.
 *
 * @param actual    demand, units per period, length h
 * @param forecast  same unit and length as `actual`
 * @returns a ratio, 0 or more; NaN when all of `actual` is 0
 * @see Kolassa & Schütz (2007), Foresight 6
 * @example wape([100, 0, 50, 10], [90, 5, 60, 15]); // => 0.1875
 */
export function wape(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  let error = 0;
  let total = 0;
  for (let i = 0; i < actual.length; i++) {
    error += Math.abs(actual[i]! - forecast[i]!);
    total += Math.abs(actual[i]!);
  }
  return total > 0 ? error / total : Number.NaN;
}
