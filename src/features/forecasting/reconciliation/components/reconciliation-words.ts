import { forecasterNames } from '../../../../../shared/contracts/forecast.ts';
import type { Format } from '../../../../client/format.ts';
import type { Reconciliation } from '../schema.ts';

/** How published forecasts came to agree with their channels and sums, for readers; null where there is neither. */
export function reconciliationWords(reconciliation: Reconciliation | null, format: Format): string | null {
  if (!reconciliation) return null;
  const words = [sumWords(reconciliation, format), channelWords(reconciliation)].filter(one => one !== null);
  return words.length > 0 ? `${words.join(' ')} Every sum on screen is exactly what its parts add up to.` : null;
}

function sumWords({ method, series, sums, largestChange }: Reconciliation, format: Format): string | null {
  if (method === 'single' || (series === 1 && sums === 0)) return null;
  if (method === 'bottom-up') {
    return 'Sums are added up from their SKU × warehouse (bottom-up): their back-tests are too short to weigh a forecast of the sum against its parts.';
  }
  const change = largestChange === null ? '' : `; none moved by more than ${format.percent(largestChange)}`;
  const sumsOf = sums === 0 ? '' : ` and ${sums} of their sums`;
  return `${series} SKU × warehouse${sumsOf} were forecast apart and reconciled by ${method}, weighed by the errors of their back-tests${change}.`;
}

function channelWords({ channels, method }: Reconciliation): string | null {
  if (!channels) return null;
  const { series, forecasterId, adjusted } = channels;
  const forecast = `${series} of their channels were forecast by ${forecasterNames[forecasterId]}`;
  const sharing = 'what their SKU × warehouse has in proportion to that';
  if (adjusted === series) return `${forecast} and reconciled with them by ${method}.`;
  if (adjusted === 0) return `${forecast} and share ${sharing}.`;
  return `${forecast}: ${adjusted} reconciled with them, the others share ${sharing}.`;
}
