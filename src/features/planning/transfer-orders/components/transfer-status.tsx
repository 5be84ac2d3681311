import type { TransferStatus } from '../../../../../shared/planning/transfer-states.ts';
import { StatusBadge, type StatusTone } from '../../../../client/components/status-badge.tsx';

export const transferStatusNames: Record<TransferStatus, string> = {
  DRAFT: 'Draft',
  DISPATCHED: 'In transit',
  RECEIVED: 'Received',
  CANCELLED: 'Cancelled',
};

const tones: Record<TransferStatus, StatusTone> = {
  DRAFT: 'neutral',
  DISPATCHED: 'info',
  RECEIVED: 'good',
  CANCELLED: 'neutral',
};

export function TransferStatusBadge({ status }: { readonly status: TransferStatus }) {
  return <StatusBadge tone={tones[status]}>{transferStatusNames[status]}</StatusBadge>;
}
