/**
 * Root mean squared scaled error, the M5 measure: squared error relative to the one-step naive forecast on the
 * history after its leading zeros. Fit for intermittent demand, where absolute errors reward a forecast of 0.
 *
 * @param actual    demand, units per period, length h
 * @param forecast  same unit and length as `actual`
 * @param history   demand before `actual`, length n
 * @returns a ratio, 0 or more; NaN when the history never changes
 * @see Makridakis, Spiliotis & Assimakopoulos (2022), Int. J. Forecasting 38(4)
 * @example rmsse([4], [2], [0, 0, 1, 3, 1]); // => 1
 */
export function rmsse(actual: ArrayLike<number>, forecast: ArrayLike<number>, history: ArrayLike<number>): number {
  let first = 0;
  while (first < history.length && history[first] === 0) first++;
  let scale = 0;
  let pairs = 0;
  for (let i = first + 1; i < history.length; i++) {
    const square = (history[i]! - history[i - 1]!) ** 2;
    if (Number.isNaN(square)) continue;
    scale += square;
    pairs++;
  }
  if (!(scale > 0)) return Number.NaN;
  let error = 0;
  for (let i = 0; i < actual.length; i++) error += (actual[i]! - forecast[i]!) ** 2;
  return Math.sqrt(error / actual.length / (scale / pairs));
}
