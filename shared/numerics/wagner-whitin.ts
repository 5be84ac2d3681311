/** Costs by period, each of the length of the demand. */
export interface LotSizingCosts {
  /** Money for each order. */
  readonly orderCost: readonly number[];
  /** Money for each unit in stock at the end of the period. */
  readonly holdingCost: readonly number[];
  /** Money for each unit ordered. */
  readonly unitCost: readonly number[];
}

/**
 * Cheapest orders for known demand without capacity, no shortage: each order covers whole periods.
 *
 * @param demand units by period
 * @returns orders by period and their cost
 * @see Wagner & Whitin (1958), Management Science 5(1)
 */
export function wagnerWhitin(demand: readonly number[], costs: LotSizingCosts): { orders: number[]; cost: number } {
  const periods = demand.length;
  const best = new Float64Array(periods + 1).fill(Number.POSITIVE_INFINITY);
  const orderedIn = new Int32Array(periods + 1);
  best[0] = 0;
  for (let from = 0; from < periods; from++) {
    let quantity = 0;
    let variable = 0;
    let holdingToHere = costs.unitCost[from] ?? 0;
    for (let to = from; to < periods; to++) {
      quantity += demand[to] ?? 0;
      variable += (demand[to] ?? 0) * holdingToHere;
      holdingToHere += costs.holdingCost[to] ?? 0;
      const cost = best[from]! + variable + (quantity > 0 ? (costs.orderCost[from] ?? 0) : 0);
      if (cost < best[to + 1]!) {
        best[to + 1] = cost;
        orderedIn[to + 1] = from;
      }
    }
  }
  const orders = new Array<number>(periods).fill(0);
  for (let end = periods; end > 0; end = orderedIn[end]!) {
    const from = orderedIn[end]!;
    for (let period = from; period < end; period++) orders[from]! += demand[period] ?? 0;
  }
  return { orders, cost: best[periods]! };
}
