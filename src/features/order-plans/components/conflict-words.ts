import type { ConstraintConflict } from '../../../../shared/contracts/inventory.ts';
import type { Format } from '../../../client/format.ts';

/** What relaxing one member of a conflict alone would take. */
export function relaxationWords({ relaxBy, unit }: ConstraintConflict, format: Format): string {
  if (relaxBy === null) return 'Relaxing it alone does not help.';
  const amount =
    unit === 'minor'
      ? format.money(relaxBy / 100, 'GBP', 0)
      : unit === 'volume'
        ? `${format.quantity(relaxBy)} of room`
        : format.quantity(relaxBy, unit);
  return `Relaxed by ${amount}, it alone would let a plan exist.`;
}
