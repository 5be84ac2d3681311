import { addDays } from '../business-day.ts';
import type { PlanLineInput } from '../contracts/inventory.ts';
import { lineAmountMinor } from '../numerics/line-amount.ts';
import { projectStock } from '../numerics/project-stock.ts';

/** An open order of one line. */
export interface ExceptionOrder {
  /** A transfer is on its way: it can be chased, but neither deferred nor cancelled. */
  readonly kind: 'purchase' | 'transfer';
  readonly orderId: string;
  readonly number: string;
  /** Still to come, units. */
  readonly quantity: number;
  readonly expectedOn: string | null;
}

/**
 * overdue: its day has passed, and stock counts on it.
 * expedite: stock runs out before it arrives.
 * order: stock runs out within the lead time, and nothing is coming in time or at all.
 * defer: without it stock stays above safety stock for two weeks or more after its arrival.
 * cancel: without it stock stays above safety stock as far as the forecast reaches.
 */
export type ExceptionKind = 'overdue' | 'expedite' | 'order' | 'defer' | 'cancel';

export interface StockException {
  readonly kind: ExceptionKind;
  /** Null for `order`. */
  readonly order: ExceptionOrder | null;
  /**
   * Demand at cost that goes unserved (overdue, expedite, order), what holding the goods too early costs (defer), or
   * goods at cost that no forecast demand uses (cancel). Whole minor units.
   */
  readonly atRiskMinor: number;
  /** Units short, or units that come too early or for nothing. */
  readonly units: number;
  /** First day of the week in which stock runs out, or falls below safety stock without the order; null when it never does. */
  readonly day: string | null;
  readonly weeksEarly: number;
  readonly safetyStock: number;
}

const fewestWeeksEarly = 2;
const weeksPerYear = 365.25 / 7;

/**
 * What to do about the open orders of one line, and about a shortage that no order covers: stock along the mean
 * forecast, with and without each order. One exception at most for an order.
 *
 * @param line         as it stands on the planning date; `onOrder` is in the sequence of `orders`
 * @param safetyStock  units
 */
export function stockExceptions(
  line: PlanLineInput,
  orders: readonly ExceptionOrder[],
  safetyStock: number,
  planningDate: string,
): StockException[] {
  const weeks = line.demand.mean.length;
  const course = (without: number | null) => {
    const arrivals = new Float64Array(weeks);
    line.onOrder.forEach(({ quantity, dueWeek }, index) => {
      if (index !== without && dueWeek < weeks) arrivals[dueWeek]! += quantity;
    });
    return projectStock(line, arrivals);
  };
  const dayOf = (week: number) => (week < 0 || week >= weeks ? null : addDays(planningDate, 7 * week));
  const withAll = course(null);
  const firstShort = withAll.short.findIndex(units => units > 0);
  const exceptions: StockException[] = [];
  const add = (change: Pick<StockException, 'kind' | 'order' | 'units' | 'atRiskMinor'> & Partial<StockException>) =>
    exceptions.push({ day: null, weeksEarly: 0, safetyStock, ...change });
  const atCost = (units: number) => lineAmountMinor(units, line.unitCostMinor);

  const expedited = expeditable(line, withAll.short, firstShort);
  orders.forEach((order, index) => {
    const { dueWeek } = line.onOrder[index]!;
    const without = course(index);
    if (order.expectedOn !== null && order.expectedOn < planningDate) {
      // As long as it would take to buy the goods again.
      const units =
        sumOf(without.short, 0, Math.ceil(line.leadTimeDays / 7)) -
        sumOf(withAll.short, 0, Math.ceil(line.leadTimeDays / 7));
      const runsOut = without.short.findIndex(short => short > 0);
      if (units > 0) add({ kind: 'overdue', order, units, atRiskMinor: atCost(units), day: dayOf(runsOut) });
      return;
    }
    if (index === expedited) {
      const units = Math.min(order.quantity, sumOf(withAll.short, firstShort, dueWeek));
      add({ kind: 'expedite', order, units, atRiskMinor: atCost(units), day: dayOf(firstShort) });
      return;
    }
    if (dueWeek >= weeks || order.kind === 'transfer') return;
    const needed = without.closing.findIndex((stock, week) => week >= dueWeek && stock < safetyStock);
    if (needed < 0) {
      add({ kind: 'cancel', order, units: order.quantity, atRiskMinor: atCost(order.quantity) });
    } else if (needed - dueWeek >= fewestWeeksEarly) {
      const weeksEarly = needed - dueWeek;
      const holding = (line.unitCostMinor * line.holdingRatePerYear * weeksEarly) / weeksPerYear;
      const atRiskMinor = lineAmountMinor(order.quantity, holding);
      add({ kind: 'defer', order, units: order.quantity, atRiskMinor, weeksEarly, day: dayOf(needed) });
    }
  });
  const leadWeeks = Math.ceil(line.leadTimeDays / 7);
  if (firstShort >= 0 && firstShort <= leadWeeks && expedited < 0) {
    const units = sumOf(withAll.short, 0, leadWeeks + 1);
    add({ kind: 'order', order: null, units, atRiskMinor: atCost(units), day: dayOf(firstShort) });
  }
  return exceptions;
}

/** Index of the first order that arrives after stock has run out; −1 when none does. */
function expeditable(line: PlanLineInput, short: Float64Array, firstShort: number): number {
  if (firstShort < 0) return -1;
  let best = -1;
  line.onOrder.forEach(({ dueWeek }, index) => {
    if (dueWeek <= firstShort || dueWeek > short.length) return;
    if (best < 0 || dueWeek < line.onOrder[best]!.dueWeek) best = index;
  });
  return best;
}

function sumOf(values: Float64Array, from: number, to: number): number {
  return values.subarray(from, to).reduce((sum, value) => sum + value, 0);
}
