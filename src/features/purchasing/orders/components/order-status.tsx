import type { OrderStatus } from '../../../../../shared/purchasing/order-states.ts';
import { StatusBadge, type StatusTone } from '../../../../client/components/status-badge.tsx';

export const statusNames: Record<OrderStatus, string> = {
  DRAFT: 'Draft',
  SUBMITTED: 'Waiting for approval',
  APPROVED: 'Approved',
  REJECTED: 'Rejected',
  ORDERED: 'With the supplier',
  RECEIVED: 'Received',
  CANCELLED: 'Cancelled',
};

const tones: Record<OrderStatus, StatusTone> = {
  DRAFT: 'neutral',
  SUBMITTED: 'waiting',
  APPROVED: 'good',
  REJECTED: 'bad',
  ORDERED: 'info',
  RECEIVED: 'good',
  CANCELLED: 'neutral',
};

export function OrderStatusBadge({ status }: { readonly status: OrderStatus }) {
  return <StatusBadge tone={tones[status]}>{statusNames[status]}</StatusBadge>;
}
