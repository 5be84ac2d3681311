import type { ClassName, PlanningSettings } from './planning-settings.ts';

export interface ClassBasis {
  /** Names the SKU × warehouse. */
  readonly key: string;
  /** Expected demand of a year at unit cost, any one currency. */
  readonly yearlyValue: number;
  /** Forecast error relative to demand: see `forecastVariation`. */
  readonly variation: number;
}

/**
 * ABC by cumulative value, XYZ by forecast error. Sorted by value, an item is A as long as those before it make up less
 * than `shareOfA` of the total, B below `shareOfAAndB`, else C: so the most valuable item is always A. Equal values keep
 * the order of their keys. Without any demand everything is C.
 *
 * @returns class by key
 * @see Silver, Pyke & Thomas (2017), Inventory and Production Management in Supply Chains, 2.3
 */
export function classify(
  items: readonly ClassBasis[],
  settings: Pick<PlanningSettings, 'shareOfA' | 'shareOfAAndB' | 'variationOfX' | 'variationOfY'>,
): Map<string, ClassName> {
  const total = items.reduce((sum, item) => sum + item.yearlyValue, 0);
  const ranked = items.toSorted((a, b) => b.yearlyValue - a.yearlyValue || (a.key < b.key ? -1 : 1));
  let before = 0;
  return new Map(
    ranked.map(({ key, yearlyValue, variation }) => {
      const share = total > 0 && yearlyValue > 0 ? before / total : 1;
      before += yearlyValue;
      const value = share < settings.shareOfA ? 'A' : share < settings.shareOfAAndB ? 'B' : 'C';
      const error = variation <= settings.variationOfX ? 'X' : variation <= settings.variationOfY ? 'Y' : 'Z';
      return [key, `${value}${error}` as const];
    }),
  );
}

/**
 * Coefficient of variation of the forecast error: root mean square of the weeks' error deviations over mean demand.
 *
 * @param mean      units per week
 * @param deviation standard deviation of the forecast error of each week, same length
 * @returns a ratio, 0 or more; infinite where nothing is expected to sell
 * @example forecastVariation([10, 10], [3, 4]); // => 0.3536
 */
export function forecastVariation(mean: readonly number[], deviation: readonly number[]): number {
  const demand = mean.reduce((sum, units) => sum + units, 0);
  if (demand <= 0) return Number.POSITIVE_INFINITY;
  const square = deviation.reduce((sum, units) => sum + units ** 2, 0) / deviation.length;
  return Math.sqrt(square) / (demand / mean.length);
}
