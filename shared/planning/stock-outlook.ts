import type { PlanLineInput } from '../contracts/inventory.ts';
import { decisionFormulas } from '../numerics/decision-formulas.ts';
import { inventoryPosition } from '../numerics/inventory-position.ts';

export interface StockOutlook {
  /** On hand + on order − back-orders, units. */
  readonly position: number;
  readonly safetyStock: number;
  readonly reorderPoint: number;
  /** Days that the stock must last: until an order placed at the next review arrives. */
  readonly protectedDays: number;
  /** Days until expected demand uses up what is on hand; null when it outlasts the forecast. */
  readonly daysOfCover: number | null;
  /** Days until it uses up what is on hand and on order. */
  readonly positionDays: number | null;
}

/**
 * Where one line stands today, by the same formulas as an order plan.
 *
 * @param orderCostMinor  cost of one order that falls on this line; matters to fill-rate targets only
 */
export function stockOutlook(line: PlanLineInput, orderCostMinor: number): StockOutlook {
  const onOrder = line.onOrder.reduce((sum, order) => sum + order.quantity, 0);
  const protectedDays = line.leadTimeDays + line.reviewPeriodDays;
  const over = (formula: string, days: number, weeks: readonly number[]) =>
    evaluate(formula, { days, ...Object.fromEntries(weeks.map((units, week) => [`week${week}`, units])) });

  const demand = over('interval-demand', protectedDays, line.demand.mean);
  const error = over('interval-error', protectedDays, line.demand.deviation);
  const deviation = evaluate('interval-deviation', {
    error,
    demand,
    days: protectedDays,
    leadTimeDeviationDays: line.leadTimeDeviationDays,
  });
  const { measure, target } = line.service;
  const safetyStock =
    measure === 'cycle'
      ? evaluate('safety-stock-cycle', { target, deviation })
      : evaluate('safety-stock-fill', { target, deviation, cycleQuantity: cycleQuantity(line, orderCostMinor) });
  return {
    position: inventoryPosition(line.onHand, onOrder, line.backOrdered),
    safetyStock,
    reorderPoint: demand + safetyStock,
    protectedDays,
    daysOfCover: coverDays(line.onHand - line.backOrdered, line.demand.mean),
    positionDays: coverDays(line.onHand - line.backOrdered + onOrder, line.demand.mean),
  };
}

/** Days until expected demand uses up `units`; null when they outlast the weeks. */
export function coverDays(units: number, weeklyDemand: readonly number[]): number | null {
  if (units <= 0) return 0;
  let left = units;
  for (const [week, demand] of weeklyDemand.entries()) {
    if (left < demand) return (week + left / demand) * 7;
    left -= demand;
  }
  return null;
}

function cycleQuantity(line: PlanLineInput, orderCostMinor: number): number {
  const { mean } = line.demand;
  const demandPerYear = evaluate('demand-per-year', {
    horizonDemand: mean.reduce((sum, units) => sum + units, 0),
    weeks: mean.length,
  });
  const reviewDemand = evaluate('interval-demand', {
    days: line.reviewPeriodDays,
    ...Object.fromEntries(mean.map((units, week) => [`week${week}`, units])),
  });
  return evaluate('cycle-quantity', {
    economicOrderQuantity: evaluate('economic-order-quantity', {
      demandPerYear,
      orderCostMinor,
      holdingCostMinor: line.unitCostMinor * line.holdingRatePerYear,
    }),
    reviewDemand,
    minimumOrderQuantity: line.minimumOrderQuantity,
    orderMultiple: line.orderMultiple,
  });
}

function evaluate(formula: string, values: Readonly<Record<string, number>>): number {
  const found = decisionFormulas[formula];
  if (!found) throw new Error(`No formula is called ${formula}`);
  return found.evaluate(values);
}
