import type { PlanLineInput } from '../contracts/inventory.ts';
import { demandSkewness } from '../numerics/demand-skewness.ts';
import { economicOrderQuantity } from '../numerics/economic-order-quantity.ts';
import { inventoryPosition } from '../numerics/inventory-position.ts';
import { roundOrderQuantity } from '../numerics/round-order-quantity.ts';
import { safetyStockForCycleService } from '../numerics/safety-stock-for-cycle-service.ts';
import { safetyStockForFillRate } from '../numerics/safety-stock-for-fill-rate.ts';
import { safetyStockForFillRateUnderReview } from '../numerics/safety-stock-for-fill-rate-under-review.ts';
import { skewnessOf } from '../numerics/stock-spread.ts';
import { sumOverInterval } from '../numerics/sum-over-interval.ts';

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
 * Where one line stands today: the figures of an order plan's reorder-point policy, without a plan.
 *
 * @param orderCostMinor  cost of one order that falls on this line; matters to fill-rate targets only
 */
export function stockOutlook(line: PlanLineInput, orderCostMinor: number): StockOutlook {
  const { mean, deviation: weeklyDeviation } = line.demand;
  const onOrder = line.onOrder.reduce((sum, order) => sum + order.quantity, 0);
  const protectedDays = line.leadTimeDays + line.reviewPeriodDays;
  const demand = sumOverInterval(protectedDays, mean);
  const variance = sumOverInterval(
    protectedDays,
    weeklyDeviation.map(units => units ** 2),
  );
  const dailyDemand = protectedDays > 0 ? demand / protectedDays : 0;
  const deviation = Math.hypot(Math.sqrt(variance), dailyDemand * line.leadTimeDeviationDays);
  const skewness = demandSkewness(line.demand);
  const cubes = weeklyDeviation.map((units, week) => skewness[week]! * units ** 3);
  const intervalSkewness = skewnessOf(sumOverInterval(protectedDays, cubes), deviation);
  const safetyStock = safetyStockOf(line, deviation, intervalSkewness, orderCostMinor);
  return {
    position: inventoryPosition(line.onHand, onOrder, line.backOrdered),
    safetyStock,
    reorderPoint: demand + safetyStock,
    protectedDays,
    daysOfCover: coverDays(line.onHand - line.backOrdered, mean),
    positionDays: coverDays(line.onHand - line.backOrdered + onOrder, mean),
  };
}

function safetyStockOf(line: PlanLineInput, deviation: number, skewness: number, orderCostMinor: number): number {
  const { measure, target } = line.service;
  if (measure === 'cycle') return Math.max(0, safetyStockForCycleService(target, deviation, skewness));
  const quantity = cycleQuantity(line, orderCostMinor);
  if (quantity <= 0) return 0;
  const reviewDemand = sumOverInterval(line.reviewPeriodDays, line.demand.mean);
  return Math.max(
    0,
    line.reviewPeriodDays > 0
      ? safetyStockForFillRateUnderReview(target, quantity, reviewDemand, deviation, skewness)
      : safetyStockForFillRate(target, quantity, deviation, skewness),
  );
}

const usualHorizonWeeks = 26;

/** Units that one order replenishes: the economic quantity or a review period's demand, as the supplier sells it. */
function cycleQuantity(line: PlanLineInput, orderCostMinor: number): number {
  // The horizon that plans usually have, so that both name the same reorder point.
  const mean = line.demand.mean.slice(0, usualHorizonWeeks);
  const horizonDemand = mean.reduce((sum, units) => sum + units, 0);
  const demandPerYear = ((horizonDemand / mean.length) * 365.25) / 7;
  const holdingCostMinor = line.unitCostMinor * line.holdingRatePerYear;
  const economic = holdingCostMinor > 0 ? economicOrderQuantity(demandPerYear, orderCostMinor, holdingCostMinor) : 0;
  const lot = Math.max(economic, sumOverInterval(line.reviewPeriodDays, mean));
  return roundOrderQuantity(lot, line.minimumOrderQuantity, line.orderMultiple);
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
