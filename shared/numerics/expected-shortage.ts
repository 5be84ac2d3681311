import { normalLoss } from './normal-loss.ts';

/** One line's expected course, all arrays by week. */
export interface ShortageInput {
  readonly meanDemand: ArrayLike<number>;
  /** Deviation of each week's forecast error, units. */
  readonly deviation: ArrayLike<number>;
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
 * backlog at the end of the week less the one at its start, with forecast errors independent and normal.
 *
 * @returns units by week, 0 or more, never above the week's demand
 * @see Silver, Pyke & Peterson (1998), §7.2: the shortage of a cycle is the rise of the backlog within it
 */
export function expectedShortage(input: ShortageInput): Float64Array {
  const weeks = input.meanDemand.length;
  const windowWeeks = Math.max(1, Math.ceil(input.intervalDays / 7));
  const result = new Float64Array(weeks);
  let variance = 0;
  let opening = (input.closing[0] ?? 0) + (input.meanDemand[0] ?? 0) - (input.short[0] ?? 0);
  for (let week = 0; week < weeks; week++) {
    const demand = input.meanDemand[week] ?? 0;
    // Errors that a new order has answered leave the window before this week's error enters it.
    const answered = week - windowWeeks;
    if (answered >= 0) variance = Math.max(0, variance - (input.deviation[answered] ?? 0) ** 2);
    const backlogBefore = normalLoss(opening, 0, Math.sqrt(variance));
    variance += (input.deviation[week] ?? 0) ** 2;
    // Stock is lowest just before a delivery, and a late delivery makes it lower still.
    const late = (input.arrivals[week + 1] ?? 0) > 0 ? (demand / 7) * input.leadTimeDeviationDays : 0;
    const level = (input.closing[week] ?? 0) - (input.short[week] ?? 0);
    const backlogAfter = normalLoss(level, 0, Math.hypot(Math.sqrt(variance), late));
    result[week] = Math.min(demand, Math.max(0, backlogAfter - backlogBefore));
    opening = (input.closing[week] ?? 0) + (input.arrivals[week + 1] ?? 0);
  }
  return result;
}
