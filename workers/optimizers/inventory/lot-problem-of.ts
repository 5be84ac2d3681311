import type { InventoryProblem } from '../../../shared/contracts/inventory.ts';
import { openArrivals } from '../../../shared/numerics/project-stock.ts';
import { stockSpread } from '../../../shared/numerics/stock-spread.ts';
import type { LotArc, LotLine, LotProblem } from '../lot-plan/lot-problem.ts';
import type { PlanLineContext } from './line-policy.ts';

const weeksPerYear = 365.25 / 7;

/**
 * The planning problem in indices, money in minor units.
 *
 * @param shortageCostsMinor by line, cost of one unit unserved
 */
export function lotProblemOf(
  problem: InventoryProblem,
  contexts: readonly PlanLineContext[],
  shortageCostsMinor: readonly number[],
): LotProblem {
  const { weeks, limits } = problem;
  const unlimited = (values: readonly (number | null)[] | null) =>
    Float64Array.from({ length: weeks }, (_, week) => values?.[week] ?? Number.POSITIVE_INFINITY);
  const supplierAt = new Map(problem.suppliers.map((supplier, index) => [supplier.id, index]));
  const warehouseAt = new Map(problem.warehouses.map((warehouse, index) => [warehouse.id, index]));
  return {
    weeks,
    suppliers: problem.suppliers.map(supplier => ({
      orderCost: supplier.orderCostMinor,
      minimumValue: supplier.minimumOrderValueMinor,
      capacity: unlimited(supplier.capacityByWeek),
    })),
    volumeLimit: problem.warehouses.map(warehouse => warehouse.volumeCapacity ?? Number.POSITIVE_INFINITY),
    budget: unlimited(limits.cashByWeekMinor),
    budgetTotal: limits.cashTotalMinor ?? Number.POSITIVE_INFINITY,
    capitalLimit: unlimited(limits.workingCapitalByWeekMinor),
    lanes: problem.lanes.map(lane => ({
      vehicleCost: lane.vehicleCostMinor,
      vehicleVolume: lane.vehicleVolume ?? Number.POSITIVE_INFINITY,
    })),
    arcs: arcsOf(problem),
    lines: contexts.map(context =>
      lotLine(
        context,
        weeks,
        shortageCostsMinor[context.index]!,
        supplierAt.get(context.supplier.id)!,
        warehouseAt.get(context.line.warehouseId)!,
      ),
    ),
  };
}

/** Each item along each lane that joins two of its lines within the plan. */
function arcsOf({ lanes, lines, weeks }: InventoryProblem): LotArc[] {
  const lineAt = new Map(lines.map((line, index) => [JSON.stringify([line.itemId, line.warehouseId]), index]));
  return lanes.flatMap((lane, index) => {
    const leadWeeks = Math.ceil(lane.leadTimeDays / 7);
    if (leadWeeks >= weeks) return [];
    return lines.flatMap((line, to): LotArc[] => {
      if (line.warehouseId !== lane.toWarehouseId) return [];
      const from = lineAt.get(JSON.stringify([line.itemId, lane.fromWarehouseId]));
      return from === undefined ? [] : [{ lane: index, from, to, leadWeeks, unitCost: lane.unitCostMinor }];
    });
  });
}

function lotLine(
  context: PlanLineContext,
  weeks: number,
  shortageCost: number,
  supplier: number,
  warehouse: number,
): LotLine {
  const { line, item, leadTimeWeeks } = context;
  const demand = Float64Array.from(line.demand.mean);
  const receipts = openArrivals(line);
  // What is owed is served first: from stock, from open orders, and what is left with the first order that can arrive.
  let owed = line.backOrdered;
  const initialStock = Math.max(0, line.onHand - owed);
  owed = Math.max(0, owed - line.onHand);
  for (let week = 0; week < weeks && owed > 0; week++) {
    const settled = Math.min(owed, receipts[week]!);
    receipts[week]! -= settled;
    owed -= settled;
  }
  if (owed > 0 && leadTimeWeeks < weeks) demand[leadTimeWeeks]! += owed;
  return {
    supplier,
    warehouse,
    leadWeeks: leadTimeWeeks,
    packUnits: line.orderMultiple,
    minimumPacks: Math.max(1, Math.ceil(line.minimumOrderQuantity / line.orderMultiple - 1e-9)),
    lineCost: line.lineOrderCostMinor,
    unitCost: line.unitCostMinor,
    priceBreaks: line.priceBreaks.map(each => ({
      packs: Math.max(1, Math.ceil(each.minimumQuantity / line.orderMultiple - 1e-9)),
      unitCost: each.unitCostMinor,
    })),
    unitVolume: item.unitVolume,
    holdingCost: (line.unitCostMinor * line.holdingRatePerYear) / weeksPerYear,
    shortageCost,
    initialStock,
    receipts,
    demand,
    ...stockSpread(line.demand, line.leadTimeDays + line.reviewPeriodDays),
    lateUnits: Float64Array.from(line.demand.mean, units => (units / 7) * line.leadTimeDeviationDays),
    safetyDeviations: 1.5,
    stockCap: shelfLifeCap(context, weeks),
  };
}

/** What is on hand at the end of a week must sell within the shelf life; the last forecast week continues. */
function shelfLifeCap({ line, item }: PlanLineContext, weeks: number): Float64Array {
  const cap = new Float64Array(weeks).fill(Number.POSITIVE_INFINITY);
  if (item.shelfLifeDays === null) return cap;
  const shelfWeeks = Math.floor(item.shelfLifeDays / 7);
  for (let week = 0; week < weeks; week++) {
    let sum = 0;
    for (let ahead = 1; ahead <= shelfWeeks; ahead++) sum += line.demand.mean[Math.min(weeks - 1, week + ahead)]!;
    cap[week] = sum;
  }
  return cap;
}
