import type { ConstraintUse } from '../../../../../shared/contracts/inventory.ts';
import type { Format } from '../../../../client/format.ts';

const verbs: Partial<Record<ConstraintUse['constraint'], string>> = {
  'supplier-capacity': 'ordered',
  'warehouse-volume': 'held',
};

/** Of each supplier with a capacity and each warehouse with a limit, the week that leaves the least room. */
export function fullestWeeks(constraintUse: readonly ConstraintUse[], format: Format): string[] {
  const fullness = ({ used, limit }: ConstraintUse) =>
    limit > 0 ? used / limit : used > 0 ? Number.POSITIVE_INFINITY : 0;
  const fullest = new Map<string, ConstraintUse>();
  for (const use of constraintUse) {
    if (!(use.constraint in verbs)) continue;
    const key = `${use.constraint} ${use.scope}`;
    const known = fullest.get(key);
    if (!known || fullness(use) > fullness(known)) fullest.set(key, use);
  }
  return [...fullest.values()].map(({ constraint, scope, week, used, limit }) => {
    const share = limit > 0 ? ` (${format.percent(used / limit, 0)})` : '';
    return `${scope}: ${format.quantity(used)} of ${format.quantity(limit)} units ${verbs[constraint]} in week ${(week ?? 0) + 1}${share}`;
  });
}
