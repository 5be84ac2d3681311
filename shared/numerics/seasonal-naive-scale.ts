/**
 * Mean absolute difference between each period and the same period a season earlier: the scale of MASE.
 * With n ≤ 2 seasons, neighbouring periods are compared. Pairs with an unknown (NaN) value are left out.
 *
 * @param history       demand, units per period, length n
 * @param seasonLength  periods per season
 * @returns units per period; NaN when no pair is known
 * @example seasonalNaiveScale([10, 12, 11, 13, 12], 2); // => 1
 */
export function seasonalNaiveScale(history: ArrayLike<number>, seasonLength: number): number {
  const lag = history.length > 2 * seasonLength ? seasonLength : 1;
  let sum = 0;
  let pairs = 0;
  for (let i = lag; i < history.length; i++) {
    const difference = Math.abs(history[i]! - history[i - lag]!);
    if (Number.isNaN(difference)) continue;
    sum += difference;
    pairs++;
  }
  return pairs > 0 ? sum / pairs : Number.NaN;
}
