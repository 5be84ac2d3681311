import { Decimal } from 'decimal.js';

export interface SubmittedAmount {
  /** ISO instant. */
  readonly submittedAt: string;
  /** Decimal string, pounds at the rate frozen on submission. */
  readonly totalGbp: string;
}

const windowMilliseconds = 7 * 24 * 3_600_000;

/**
 * What is held against an approver's limit: the largest sum of one requester's orders with one supplier in any seven
 * days that contain the order's own submission. The order itself always counts, however late the decision comes, so
 * that neither splitting an order nor waiting helps.
 *
 * @param order  the order to decide on
 * @param others submitted orders of the same supplier and requester, without `order`; those farther away do not count
 * @returns decimal string, pounds
 */
export function sevenDaySumGbp(order: SubmittedAmount, others: readonly SubmittedAmount[]): string {
  const submittedAt = Date.parse(order.submittedAt);
  const all = [order, ...others].map(one => ({ at: Date.parse(one.submittedAt), amount: one.totalGbp }));
  const starts = all.map(one => one.at).filter(at => at <= submittedAt && submittedAt < at + windowMilliseconds);
  const sums = starts.map(start =>
    all
      .filter(one => one.at >= start && one.at < start + windowMilliseconds)
      .reduce((sum, one) => sum.plus(one.amount), new Decimal(0)),
  );
  return Decimal.max(...sums).toFixed(2);
}
