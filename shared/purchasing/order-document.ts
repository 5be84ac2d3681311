import type { OrderDocument } from '../contracts/order-document.ts';
import { type Authority, authorityName } from './approval-rule.ts';
import type { OrderStatus } from './order-states.ts';

interface PrintedOrder {
  readonly number: string;
  readonly status: OrderStatus;
  readonly supplierName: string;
  readonly requesterName: string;
  readonly currency: string;
  readonly total: string;
  readonly expectedOn: string | null;
  readonly orderedOn: string | null;
  readonly createdAt: string;
  readonly submittedAt: string | null;
  readonly contentHash: string | null;
  readonly supplier: { readonly code: string; readonly paymentTermsDays: number };
  readonly lines: readonly {
    readonly skuCode: string;
    readonly skuName: string;
    readonly warehouse: string;
    readonly quantity: string;
    readonly unit: string;
    readonly unitCost: string;
    readonly lineTotal: string;
  }[];
  readonly chain: readonly {
    readonly kind: 'submitted' | 'approved' | 'rejected';
    readonly by: string;
    readonly at: string;
    readonly authority: Authority | null;
    readonly lentBy: string | null;
    readonly current: boolean;
  }[];
}

/** What the paper says, in the buyer's locale. A document of an order that is not approved says so. */
export function documentOf(
  order: PrintedOrder,
  buyer: { readonly name: string; readonly locale: string; readonly timeZone: string },
): OrderDocument {
  const money = (amount: string, decimals: number) =>
    new Intl.NumberFormat(buyer.locale, {
      style: 'currency',
      currency: order.currency,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    }).format(amount as Intl.StringNumericLiteral);
  const quantity = new Intl.NumberFormat(buyer.locale, { maximumFractionDigits: 3 });
  const day = (text: string, timeZone = 'UTC') =>
    new Intl.DateTimeFormat(buyer.locale, { dateStyle: 'medium', timeZone }).format(new Date(text));
  const approval = order.chain.findLast(step => step.kind === 'approved' && step.current);
  const settled = order.status === 'APPROVED' || order.status === 'ORDERED' || order.status === 'RECEIVED';
  const grounds = approval?.authority ? `, ${authorityName[approval.authority]}` : '';
  return {
    number: order.number,
    status: statusOnPaper[order.status],
    warning: settled ? null : 'Not an order: this document carries no valid approval.',
    buyer: buyer.name,
    supplier: `${order.supplierName} (${order.supplier.code})`,
    facts: [
      ['Requested by', order.requesterName],
      ['Ordered on', order.orderedOn ? day(order.orderedOn) : 'not yet'],
      ['Expected on', order.expectedOn ? day(order.expectedOn) : 'not agreed'],
      ['Payment terms', `${order.supplier.paymentTermsDays} days`],
      ['Currency', order.currency],
    ],
    lines: order.lines.map(line => ({
      code: line.skuCode,
      name: line.skuName,
      deliverTo: line.warehouse,
      quantity: `${quantity.format(line.quantity as Intl.StringNumericLiteral)} ${line.unit}`,
      unitCost: money(line.unitCost, 4),
      amount: money(line.lineTotal, 2),
    })),
    total: money(order.total, 2),
    approval:
      settled && approval
        ? `Approved by ${approval.by}${grounds}${approval.lentBy ? ` lent by ${approval.lentBy}` : ''}, on ${day(approval.at, buyer.timeZone)}.`
        : null,
    contentHash: order.contentHash,
    dated: order.submittedAt ?? order.createdAt,
  };
}

const statusOnPaper: Record<OrderStatus, string> = {
  DRAFT: 'Draft',
  SUBMITTED: 'Waiting for approval',
  APPROVED: 'Approved',
  REJECTED: 'Rejected',
  ORDERED: 'Ordered',
  RECEIVED: 'Received',
  CANCELLED: 'Cancelled',
};
