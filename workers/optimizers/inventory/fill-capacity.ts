import type { LotLine, LotSupplier } from '../lot-plan/lot-problem.ts';

interface SuppliedLines {
  readonly lines: readonly Pick<LotLine, 'supplier' | 'leadWeeks' | 'packUnits'>[];
  readonly suppliers: readonly Pick<LotSupplier, 'capacity'>[];
}

/**
 * Orders that use more of a supplier's capacity: each week that is limited but not closed takes so much more of the line
 * that is shortest from its arrival on. A search hardly finds them by itself, because every week has to change.
 *
 * @param packs    by line and order week, as they were
 * @param short    by line and week, units expected to go unserved
 * @param supplier index of the supplier
 * @param step     units more a week
 * @returns packs by line and order week
 */
export function fillCapacity(
  { lines, suppliers }: SuppliedLines,
  packs: readonly Int32Array[],
  short: readonly ArrayLike<number>[],
  supplier: number,
  step: number,
): Int32Array[] {
  const filled = packs.map(each => each.slice());
  const missing = short.map(each => Float64Array.from(each));
  const own = lines.flatMap((line, index) => (line.supplier === supplier ? [index] : []));
  suppliers[supplier]!.capacity.forEach((capacity, week) => {
    if (capacity === 0 || !Number.isFinite(capacity)) return;
    const arrival = (index: number) => week + lines[index]!.leadWeeks;
    const missingOf = (index: number) =>
      missing[index]!.subarray(arrival(index)).reduce((sum, unserved) => sum + unserved, 0);
    // A new order might be below the minimum, so only those that are there grow.
    const [shortest] = own
      .filter(index => filled[index]![week]! > 0)
      .toSorted((one, other) => missingOf(other) - missingOf(one));
    if (shortest === undefined) return;
    const { packUnits } = lines[shortest]!;
    const more = Math.floor(Math.min(step, missingOf(shortest)) / packUnits + 1e-9);
    filled[shortest]![week]! += more;
    let served = more * packUnits;
    for (let at = arrival(shortest); served > 0 && at < missing[shortest]!.length; at++) {
      const units = Math.min(served, missing[shortest]![at]!);
      missing[shortest]![at]! -= units;
      served -= units;
    }
  });
  return filled;
}
