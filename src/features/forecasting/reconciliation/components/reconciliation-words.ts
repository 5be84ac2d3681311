import type { Format } from '../../../../client/format.ts';
import type { Reconciliation } from '../schema.ts';

/** How published sums came to agree with their parts, for readers; null where there is no sum. */
export function reconciliationWords(reconciliation: Reconciliation | null, format: Format): string | null {
  if (!reconciliation || reconciliation.method === 'single') return null;
  const { method, series, sums, largestChange } = reconciliation;
  if (method === 'bottom-up') {
    return 'Sums are added up from their SKU × warehouse (bottom-up): their back-tests are too short to weigh a forecast of the sum against its parts.';
  }
  const change = largestChange === null ? '' : `; no series moved by more than ${format.percent(largestChange)}`;
  const sumsOf = `${sums} of their ${sums === 1 ? 'sums was' : 'sums were'}`;
  return `${series} SKU × warehouse and ${sumsOf} forecast apart and reconciled by ${method}, weighed by the errors of their back-tests${change}. Every sum on screen is exactly what its parts add up to.`;
}
