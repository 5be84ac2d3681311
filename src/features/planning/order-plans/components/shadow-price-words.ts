import type { ShadowPrice } from '../../../../../shared/contracts/inventory.ts';
import type { Format } from '../../../../client/format.ts';

/** What is given more of, e.g. "£1,000 more cash in week 1". */
export function roomWords({ constraint, scope, week, step, unit }: ShadowPrice, format: Format): string {
  const size = Math.abs(step);
  const amount =
    unit === 'minor' ? format.money(size / 100, 'GBP', 0) : format.quantity(size, unit === 'days' ? 'days' : undefined);
  const what =
    unit === 'volume' ? 'units of volume' : constraint.replaceAll('-', ' ').replace(/^cash (week|total)$/, 'cash');
  if (constraint === 'supplier-capacity') return `${amount} more units a week from ${scope}`;
  const where = scope === null ? '' : ` in ${scope}`;
  const when = week === null ? (constraint === 'cash-total' ? ' over the horizon' : '') : ` in week ${week + 1}`;
  return `${amount} ${step < 0 ? 'less' : 'more'} ${what}${where}${when}`;
}

/** What that would change, e.g. "£5 cheaper, +0.02% of demand served". */
export function effectWords({ costChangeMinor, fillRateChange }: ShadowPrice, format: Format): string {
  const served = Math.round(fillRateChange * 10_000) / 10_000;
  const pounds = Math.round(costChangeMinor / 100);
  if (served === 0 && pounds === 0) return 'no change';
  const amount = format.money(Math.abs(pounds), 'GBP', 0);
  const cost = pounds === 0 ? 'same cost' : `${amount} ${pounds < 0 ? 'cheaper' : 'dearer'}`;
  return served === 0 ? cost : `${cost}, ${format.percentChange(served, 2)} of demand served`;
}
