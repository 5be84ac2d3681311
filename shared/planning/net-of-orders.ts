import { Decimal } from 'decimal.js';

/** An order, or a part of one, that holds what a plan proposes once more. */
export interface CoveringOrder {
  readonly orderId: string;
  readonly number: string;
  readonly status: string;
  readonly requester: string;
  /** Units of it, decimal text. */
  readonly quantity: string;
}

/** What is left of a proposal when orders that the plan did not count are taken off. */
export interface NetProposal {
  /** Units, decimal text with three places, as fine as stock is kept. */
  readonly remaining: string;
  /** Which orders hold the rest, each with the units that it holds of this proposal. */
  readonly coveredBy: readonly CoveringOrder[];
}

/**
 * Takes orders off proposals for the same goods and place: the earliest proposal first, each unit of an order once.
 *
 * @param proposed units of each proposal, decimal text or numbers, the earliest first
 * @param orders   in the order in which they count
 * @returns by proposal, in the same order
 * @example netOfOrders([100, 50], [{ ...order, quantity: '120' }]).map(each => each.remaining); // => ['0.000', '30.000']
 */
export function netOfOrders(proposed: readonly (string | number)[], orders: readonly CoveringOrder[]): NetProposal[] {
  const left = orders.map(order => ({ order, units: new Decimal(order.quantity) }));
  return proposed.map(quantity => {
    let remaining = Decimal.max(0, quantity);
    const coveredBy: CoveringOrder[] = [];
    for (const one of left) {
      const units = Decimal.min(one.units, remaining);
      if (units.lte(0)) continue;
      coveredBy.push({ ...one.order, quantity: units.toFixed() });
      one.units = one.units.minus(units);
      remaining = remaining.minus(units);
    }
    return { remaining: remaining.toFixed(3, Decimal.ROUND_DOWN), coveredBy };
  });
}

/** "600 on PO-000012 (draft, by Ann)", for refusals and notices. */
export function coverWords({ coveredBy }: Pick<NetProposal, 'coveredBy'>): string {
  return coveredBy
    .map(
      ({ quantity, number, status, requester }) =>
        `${quantity} on ${number} (${status.toLowerCase()}, by ${requester})`,
    )
    .join(' and ');
}
