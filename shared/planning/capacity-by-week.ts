import { addDays } from '../business-day.ts';

/** A week in which a supplier takes more or less than usual. */
export interface CapacityWeek {
  /** The week is this day and the six after it, `YYYY-MM-DD`. */
  readonly firstDay: string;
  /** 0 is closed. */
  readonly units: number;
}

export interface SupplierCapacityInputs {
  /** Units a week; null is no limit. */
  readonly usualUnits: number | null;
  readonly otherWeeks: readonly CapacityWeek[];
  /** Units already ordered in the calendar week of the planning date. */
  readonly orderedThisWeek: number;
}

/**
 * Units that a supplier takes orders for in each week of a plan. A plan may begin on any day and orders on the first day
 * of each of its weeks, so such a week has the capacity of the supplier's week in which it begins; what this week's
 * orders have used already is gone.
 *
 * @returns by week of the plan, units, null for a week without limit; null when no week has a limit
 */
export function capacityByWeek(
  { usualUnits, otherWeeks, orderedThisWeek }: SupplierCapacityInputs,
  planningDate: string,
  weeks: number,
): (number | null)[] | null {
  const byWeek = Array.from({ length: weeks }, (_, week) => {
    const day = addDays(planningDate, 7 * week);
    const other = otherWeeks.find(({ firstDay }) => firstDay <= day && day <= addDays(firstDay, 6));
    const units = other?.units ?? usualUnits;
    return units === null || week > 0 ? units : Math.max(0, exactDifference(units, orderedThisWeek));
  });
  return byWeek.some(units => units !== null) ? byWeek : null;
}

/** Quantities are whole thousandths; floats are not. */
function exactDifference(units: number, less: number): number {
  return Math.round((units - less) * 1000) / 1000;
}
