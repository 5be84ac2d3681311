export type LotSizingRule = 'lot-for-lot' | 'silver-meal' | 'part-period' | 'least-unit-cost';

/**
 * Orders by a planner's rule of thumb, each of which extends an order period by period until its test fails:
 * cost per period rises (Silver-Meal), cost per unit rises (least unit cost), holding comes closest to the order cost (part-period balancing).
 *
 * @param demand      units by period
 * @param orderCost   money for each order
 * @param holdingCost money for each unit at the end of a period
 * @returns orders by period and their cost
 * @see Silver, Pyke & Peterson (1998), ch. 6
 */
export function lotSizingByRule(
  rule: LotSizingRule,
  demand: readonly number[],
  orderCost: number,
  holdingCost: number,
): { orders: number[]; cost: number } {
  const orders = new Array<number>(demand.length).fill(0);
  let cost = 0;
  for (let from = 0; from < demand.length; ) {
    let quantity = demand[from] ?? 0;
    let holding = 0;
    let to = from + 1;
    for (; to < demand.length && rule !== 'lot-for-lot'; to++) {
      const units = demand[to] ?? 0;
      const nextHolding = holding + holdingCost * units * (to - from);
      if (rule === 'part-period' && nextHolding > orderCost) {
        // Balancing: the last period still belongs if that brings holding closer to the order cost.
        if (nextHolding - orderCost > orderCost - holding) break;
        quantity += units;
        holding = nextHolding;
        to += 1;
        break;
      }
      const perPeriodRises = (orderCost + nextHolding) / (to - from + 1) > (orderCost + holding) / (to - from);
      const perUnitRises = (orderCost + nextHolding) / (quantity + units) > (orderCost + holding) / quantity;
      if ((rule === 'silver-meal' && perPeriodRises) || (rule === 'least-unit-cost' && perUnitRises)) break;
      quantity += units;
      holding = nextHolding;
    }
    orders[from] = quantity;
    cost += holding + (quantity > 0 ? orderCost : 0);
    from = to;
  }
  return { orders, cost };
}
