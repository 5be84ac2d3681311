import type {
  ConstraintConflict,
  InventoryPlan,
  InventoryPlanLine,
  InventoryProblem,
  PlanTransfer,
} from '../../../shared/contracts/inventory.ts';
import { pricePlan } from '../../../shared/numerics/price-plan.ts';
import { unitPriceMinor } from '../../../shared/numerics/unit-price.ts';
import type { PlanLineContext } from './line-policy.ts';
import { amountMinor } from './order-amount.ts';
import type { PolicyOrders } from './policy-plan.ts';
import { recordAllocation, recordJointSolve } from './record-allocation.ts';

/** Who decided the quantities: the policy's own allocation, or one solve, with the words for the record. */
export interface PlanOrigin {
  readonly method: 'policy' | 'optimise';
  readonly reason: string;
  /** By line and week, units: the best orders found without transfers; null where nothing can be moved. */
  readonly ordersAlone: readonly Float64Array[] | null;
}

/**
 * The whole plan that follows from a set of orders: projections, costs, limits used and a record for each line.
 *
 * @param placed the policy's run, from which each line's derivation comes
 * @param orders    by line and week, units
 * @param transfers between warehouses
 */
export function assemblePlan(
  problem: InventoryProblem,
  placed: PolicyOrders,
  orders: readonly Float64Array[],
  transfers: readonly PlanTransfer[],
  origin: PlanOrigin,
  cpuMilliseconds: number,
): InventoryPlan {
  const shortageCosts = placed.policies.map(ofLine => ofLine[0]!.shortageCostMinor);
  const priced = pricePlan(problem, orders, transfers, shortageCosts);
  const lines = placed.requestsNow.map((request): InventoryPlanLine => {
    const { context, policy } = request;
    const { line } = context;
    const ofLine = placed.policies[context.index]!;
    const pricedLine = priced.lines[context.index]!;
    const quantity = orders[context.index]![0] ?? 0;
    return {
      itemId: line.itemId,
      warehouseId: line.warehouseId,
      supplierId: line.supplierId,
      safetyStock: policy.safetyStock,
      reorderPoint: policy.reorderPoint,
      inventoryPosition: policy.position,
      orderQuantity: quantity,
      unitCostMinor: unitPriceMinor(quantity, line.unitCostMinor, line.priceBreaks),
      lineCostMinor: amountMinor(context, quantity),
      arrivesOn: quantity > 0 ? addDays(problem.planningDate, line.leadTimeDays) : null,
      daysOfCover: daysOfCover(context),
      orderByWeek: [...orders[context.index]!],
      arrivalsByWeek: [...pricedLine.arrivals],
      projectedStock: [...pricedLine.closing],
      projectedShortage: [...pricedLine.short],
      safetyStockByWeek: ofLine.map(each => each.safetyStock),
      reorderPointByWeek: ofLine.map(each => each.reorderPoint),
      expectedFillRate: pricedLine.expectedFillRate,
      demandSkewness: line.demand.quantiles.length > 0 ? policy.intervalSkewness : null,
      decision:
        origin.method === 'policy'
          ? recordAllocation(problem, request)
          : recordJointSolve(
              problem,
              request,
              quantity,
              origin.reason,
              origin.ordersAlone && {
                alone: origin.ordersAlone[context.index]![0] ?? 0,
                quantity,
                transfers,
              },
            ),
    };
  });
  return {
    currency: problem.currency,
    planningDate: problem.planningDate,
    weeks: problem.weeks,
    solver: {
      method: origin.method,
      status: 'heuristic',
      boundMinor: null,
      gap: null,
      stoppedBy: 'done',
      cpuMilliseconds,
      conflicts: [],
    },
    totals: priced.totals,
    lines,
    transfers: [...transfers],
    constraintUse: [...priced.constraintUse],
    shadowPrices: [],
    warnings: [...placed.warnings],
  };
}

/** What is handed back when no plan keeps every constraint. */
export function infeasiblePlan(
  { currency, planningDate, weeks }: InventoryProblem,
  conflicts: readonly ConstraintConflict[],
  cpuMilliseconds: number,
): InventoryPlan {
  const reason = 'No plan that serves the required share of demand was found in the time.';
  return {
    currency,
    planningDate,
    weeks,
    solver: {
      method: 'optimise',
      status: 'infeasible',
      boundMinor: null,
      gap: null,
      stoppedBy: conflicts.length > 0 ? 'done' : 'time',
      cpuMilliseconds,
      conflicts: [...conflicts],
    },
    totals: {
      orderNowMinor: 0,
      purchaseMinor: 0,
      orderCostMinor: 0,
      holdingCostMinor: 0,
      transferCostMinor: 0,
      shortageCostMinor: 0,
      objectiveMinor: 0,
      expectedFillRate: 0,
    },
    lines: [],
    transfers: [],
    constraintUse: [],
    shadowPrices: [],
    warnings: conflicts.length > 0 ? [] : [reason],
  };
}

/** Days until expected demand uses up what is on hand now; null when it outlasts the horizon. */
function daysOfCover(context: PlanLineContext): number | null {
  let left = context.line.onHand - context.line.backOrdered;
  if (left <= 0) return 0;
  for (const [week, demand] of context.line.demand.mean.entries()) {
    if (left < demand) return (week + left / demand) * 7;
    left -= demand;
  }
  return null;
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + Math.ceil(days));
  return date.toISOString().slice(0, 10);
}
