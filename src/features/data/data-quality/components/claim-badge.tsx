import type { ForecastClaim } from '../../../../../shared/data-quality.ts';
import { StatusBadge, type StatusTone } from '../../../../client/components/status-badge.tsx';

const claims: Record<ForecastClaim, { readonly tone: StatusTone; readonly text: string }> = {
  full: { tone: 'good', text: 'Accuracy and bands' },
  indication: { tone: 'warning', text: 'An indication' },
  none: { tone: 'bad', text: 'Nothing' },
};

/** What a forecast on these sales may claim. */
export function ClaimBadge({ claim }: { readonly claim: ForecastClaim }) {
  const { tone, text } = claims[claim];
  return <StatusBadge tone={tone}>{text}</StatusBadge>;
}
