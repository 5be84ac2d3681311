import { StatusBadge, type StatusTone } from '../../../../client/components/status-badge.tsx';
import type { ImportSummary } from '../use-imports.ts';

const words: Record<ImportSummary['status'], { tone: StatusTone; text: string }> = {
  UPLOADED: { tone: 'waiting', text: 'Needs mapping' },
  CHECKING: { tone: 'info', text: 'Checking' },
  CHECKED: { tone: 'waiting', text: 'Ready to commit' },
  COMMITTING: { tone: 'info', text: 'Committing' },
  COMMITTED: { tone: 'good', text: 'Committed' },
  FAILED: { tone: 'bad', text: 'Failed' },
  CANCELLED: { tone: 'neutral', text: 'Cancelled' },
};

/** Where an import stands. */
export function ImportStatus({ status }: { readonly status: ImportSummary['status'] }) {
  const { tone, text } = words[status];
  return <StatusBadge tone={tone}>{text}</StatusBadge>;
}

export function importStatusText(status: ImportSummary['status']): string {
  return words[status].text;
}
