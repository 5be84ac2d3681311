import { seasonalNaiveScale } from './seasonal-naive-scale.ts';

/**
 * Mean absolute scaled error: forecast error relative to the seasonal-naive
 * forecast on the history. 1 means "no better than repeating last season".
 *
 * @param actual        demand, units per period, length h
 * @param forecast      same unit and length as `actual`
 * @param history       demand before `actual`, length n
 * @param seasonLength  periods per season, e.g. 52 for weekly data; with n ≤ 2 seasons the scale compares neighbours
 * @returns a ratio, 0 or more; NaN when the history repeats exactly
 * @see Hyndman & Koehler (2006), Int. J. Forecasting 22(4)
 * @example mase([12, 14], [11, 15], [10, 12, 11, 13, 12], 2); // => 1
 */
export function mase(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  history: ArrayLike<number>,
  seasonLength: number,
): number {
  let error = 0;
  for (let i = 0; i < actual.length; i++) error += Math.abs(actual[i]! - forecast[i]!);
  const scale = seasonalNaiveScale(history, seasonLength);
  return scale > 0 ? error / actual.length / scale : Number.NaN;
}
