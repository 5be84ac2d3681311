import { demandSkewness, type UncertainDemand } from './demand-skewness.ts';

/** How far a line's stock may lie from its expected course: deviation in units and skewness of the demand behind it. */
export interface StockSpread {
  /** By week, at its start. */
  readonly openingDeviation: Float64Array;
  readonly openingSkewness: Float64Array;
  /** By week, at its end. */
  readonly closingDeviation: Float64Array;
  readonly closingSkewness: Float64Array;
}

/**
 * Sums of the forecast errors that no order has answered yet. Errors of different weeks are independent, so their
 * variances and third cumulants add. Skewness is rounded (`roundSkewness`).
 *
 * @param intervalDays lead time plus review period: errors older than this were answered by a new order
 */
export function stockSpread(demand: UncertainDemand, intervalDays: number): StockSpread {
  const weeks = demand.mean.length;
  const windowWeeks = Math.max(1, Math.ceil(intervalDays / 7));
  const skewness = demandSkewness(demand);
  const spread = {
    openingDeviation: new Float64Array(weeks),
    openingSkewness: new Float64Array(weeks),
    closingDeviation: new Float64Array(weeks),
    closingSkewness: new Float64Array(weeks),
  };
  let variance = 0;
  let cubes = 0;
  for (let week = 0; week < weeks; week++) {
    // Errors that a new order has answered leave the window before this week's error enters it.
    const answered = week - windowWeeks;
    if (answered >= 0) {
      variance = Math.max(0, variance - (demand.deviation[answered] ?? 0) ** 2);
      cubes -= skewness[answered]! * (demand.deviation[answered] ?? 0) ** 3;
    }
    spread.openingDeviation[week] = Math.sqrt(variance);
    spread.openingSkewness[week] = roundSkewness(skewnessOf(cubes, spread.openingDeviation[week]!));
    variance += (demand.deviation[week] ?? 0) ** 2;
    cubes += skewness[week]! * (demand.deviation[week] ?? 0) ** 3;
    spread.closingDeviation[week] = Math.sqrt(variance);
    spread.closingSkewness[week] = roundSkewness(skewnessOf(cubes, spread.closingDeviation[week]!));
  }
  return spread;
}

/** Steps of `roundSkewness` in one unit of skewness. */
export const skewnessSteps = 64;

/** So fine that no forecast could tell, and so coarse that a search can hold a table for each. */
export function roundSkewness(skewness: number): number {
  return Math.round(skewness * skewnessSteps) / skewnessSteps;
}

/** @param cubes third cumulant, units cubed */
export function skewnessOf(cubes: number, deviation: number): number {
  return deviation > 0 ? cubes / deviation ** 3 : 0;
}
