/**
 * Symmetric mean absolute percentage error as the M3 and M4 competitions define it: mean of 2|A−F| / (|A|+|F|).
 * A period in which both are 0 counts as 0.
 *
 * @param actual    demand, units per period, length h
 * @param forecast  same unit and length as `actual`
 * @returns a ratio, 0–2; NaN for empty input
 * @see Makridakis & Hibon (2000), Int. J. Forecasting 16(4)
 * @example smape([100, 50], [110, 50]); // => 0.047619…
 */
export function smape(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const size = Math.abs(actual[i]!) + Math.abs(forecast[i]!);
    if (size > 0) sum += (2 * Math.abs(actual[i]! - forecast[i]!)) / size;
  }
  return sum / actual.length;
}
