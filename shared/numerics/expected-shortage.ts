import { demandLoss } from './demand-loss.ts';
import type { UncertainDemand } from './demand-skewness.ts';
import { roundSkewness, skewnessOf, stockSpread } from './stock-spread.ts';

/** One line's expected course, all arrays by week. */
export interface ShortageInput {
  readonly demand: UncertainDemand;
  readonly arrivals: ArrayLike<number>;
  /** Stock at the end of each week along the mean forecast. */
  readonly closing: ArrayLike<number>;
  /** Demand of each week that is lost along the mean forecast. */
  readonly short: ArrayLike<number>;
  /** Lead time plus review period: errors older than this were answered by a new order. */
  readonly intervalDays: number;
  readonly leadTimeDeviationDays: number;
}

/**
 * Units of demand expected to go unserved in each week, forecast error and late deliveries included: the expected
 * backlog at the end of the week less the one at its start. Forecast errors are independent from week to week and have
 * the deviation of the forecast and the skewness of its quantiles; without quantiles they are normal.
 *
 * @returns units by week, 0 or more, never above the week's demand
 * @see Silver, Pyke & Peterson (1998), §7.2: the shortage of a cycle is the rise of the backlog within it
 */
export function expectedShortage(input: ShortageInput): Float64Array {
  const { mean } = input.demand;
  const weeks = mean.length;
  const spread = stockSpread(input.demand, input.intervalDays);
  const result = new Float64Array(weeks);
  let opening = (input.closing[0] ?? 0) + (mean[0] ?? 0) - (input.short[0] ?? 0);
  for (let week = 0; week < weeks; week++) {
    const demand = mean[week]!;
    const backlogBefore = demandLoss(opening, 0, spread.openingDeviation[week]!, spread.openingSkewness[week]!);
    const level = (input.closing[week] ?? 0) - (input.short[week] ?? 0);
    const [onTime, skewness] = [spread.closingDeviation[week]!, spread.closingSkewness[week]!];
    let backlogAfter = demandLoss(level, 0, onTime, skewness);
    // Stock is lowest just before a delivery, and a late delivery makes it lower still.
    const late = (input.arrivals[week + 1] ?? 0) > 0 ? (demand / 7) * input.leadTimeDeviationDays : 0;
    if (late > 0) {
      const deviation = Math.hypot(onTime, late);
      // Early is as likely as late, so lateness adds to the variance alone; and it never makes a backlog smaller.
      const lateSkewness = roundSkewness(skewnessOf(skewness * onTime ** 3, deviation));
      backlogAfter = Math.max(backlogAfter, demandLoss(level, 0, deviation, lateSkewness));
    }
    result[week] = Math.min(demand, Math.max(0, backlogAfter - backlogBefore));
    opening = (input.closing[week] ?? 0) + (input.arrivals[week + 1] ?? 0);
  }
  return result;
}
