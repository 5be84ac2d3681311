import type { PlanLineInput } from '../contracts/inventory.ts';

/** Expected course of one line's stock, by week. */
export interface StockProjection {
  /** Stock at the end of the week, after its arrivals and demand. */
  readonly closing: Float64Array;
  /** Expected demand of the week that no stock was left to serve. */
  readonly short: Float64Array;
  /** Back-orders from before the horizon that are still owed at the end of the week. */
  readonly owed: Float64Array;
}

/**
 * Stock along the mean forecast. Back-orders are served first, then the week's demand; demand beyond the stock is lost.
 *
 * @param arrivals units by week: open orders, new orders and transfers in, less transfers out
 */
export function projectStock(line: PlanLineInput, arrivals: ArrayLike<number>): StockProjection {
  const weeks = line.demand.mean.length;
  const closing = new Float64Array(weeks);
  const short = new Float64Array(weeks);
  const owed = new Float64Array(weeks);
  let stock = line.onHand;
  let backlog = line.backOrdered;
  for (let week = 0; week < weeks; week++) {
    stock += arrivals[week] ?? 0;
    const settled = Math.min(stock, backlog);
    stock -= settled;
    backlog -= settled;
    const demand = line.demand.mean[week] ?? 0;
    const served = Math.max(0, Math.min(stock, demand));
    stock -= served;
    short[week] = demand - served;
    closing[week] = stock;
    owed[week] = backlog;
  }
  return { closing, short, owed };
}

/** Units by week that open orders bring within the horizon. */
export function openArrivals(line: PlanLineInput): Float64Array {
  const weeks = line.demand.mean.length;
  const arrivals = new Float64Array(weeks);
  for (const order of line.onOrder) {
    if (order.dueWeek < weeks) arrivals[order.dueWeek] = (arrivals[order.dueWeek] ?? 0) + order.quantity;
  }
  return arrivals;
}
