import type { ConstraintId, InventoryProblem } from '../../../shared/contracts/inventory.ts';
import { projectStock } from '../../../shared/numerics/project-stock.ts';
import type { PlanLineContext } from './line-policy.ts';
import { amountMinor } from './order-amount.ts';

/** What is left of every limit that lines share, while the orders of one week are shared out. */
export interface SharedLimits {
  /** False when nothing can ever block an order. */
  readonly any: boolean;
  /** Forgets the charges made in this week. */
  restart(): void;
  /** The first limit that would break if the line ordered `quantity` this week; null when none would. */
  blocks(context: PlanLineContext, quantity: number): ConstraintId | null;
  /** The line's order of this week, in place of any earlier charge. */
  charge(context: PlanLineContext, quantity: number): void;
  /** Keeps the charges and moves to the next week. */
  commit(): void;
}

/**
 * @param arrivals by line and week, units that open orders and earlier weeks' orders bring; `commit` adds to them
 */
export function sharedLimits(
  problem: InventoryProblem,
  contexts: readonly PlanLineContext[],
  arrivals: readonly Float64Array[],
): SharedLimits {
  const { weeks, limits } = problem;
  const warehouseOf = new Map(problem.warehouses.map(warehouse => [warehouse.id, warehouse]));
  const watchesStock =
    limits.workingCapitalByWeekMinor !== null ||
    problem.warehouses.some(warehouse => warehouse.volumeCapacity !== null);
  const volume = new Map(problem.warehouses.map(warehouse => [warehouse.id, new Float64Array(weeks)]));
  const stockValue = new Float64Array(weeks);
  const closing: Float64Array[] = [];
  if (watchesStock) {
    for (const context of contexts) {
      closing[context.index] = new Float64Array(weeks);
      showStock(context, projectStock(context.line, arrivals[context.index]!).closing);
    }
  }

  let week = 0;
  let spentBeforeMinor = 0;
  let spentMinor = 0;
  const ordered = new Map<PlanLineContext, number>();
  const supplierUnits = new Map<string, number>();

  function showStock(context: PlanLineContext, next: Float64Array) {
    const previous = closing[context.index]!;
    const room = volume.get(context.line.warehouseId)!;
    for (let each = 0; each < weeks; each++) {
      const change = next[each]! - previous[each]!;
      room[each]! += change * context.item.unitVolume;
      stockValue[each]! += change * context.line.unitCostMinor;
    }
    closing[context.index] = next;
  }

  function withOrder(context: PlanLineContext, quantity: number): Float64Array {
    const planned = Float64Array.from(arrivals[context.index]!);
    const arrival = week + context.leadTimeWeeks;
    if (arrival < weeks) planned[arrival]! += quantity;
    return projectStock(context.line, planned).closing;
  }

  function charge(context: PlanLineContext, quantity: number) {
    const before = ordered.get(context) ?? 0;
    if (before === quantity) return;
    spentMinor += amountMinor(context, quantity) - amountMinor(context, before);
    supplierUnits.set(context.supplier.id, (supplierUnits.get(context.supplier.id) ?? 0) + quantity - before);
    if (quantity === 0) ordered.delete(context);
    else ordered.set(context, quantity);
    if (watchesStock) showStock(context, withOrder(context, quantity));
  }

  function blocks(context: PlanLineContext, quantity: number): ConstraintId | null {
    const before = ordered.get(context) ?? 0;
    const capacity = context.supplier.capacityByWeek?.[week] ?? Number.POSITIVE_INFINITY;
    const units = (supplierUnits.get(context.supplier.id) ?? 0) + quantity - before;
    if (units > capacity + 1e-9) return 'supplier-capacity';
    if (watchesStock) {
      const blockedBy = blockedByStock(context, quantity);
      if (blockedBy) return blockedBy;
    }
    const spent = spentMinor + amountMinor(context, quantity) - amountMinor(context, before);
    if (spent > (limits.cashByWeekMinor?.[week] ?? Number.POSITIVE_INFINITY)) return 'cash-week';
    if (spentBeforeMinor + spent > (limits.cashTotalMinor ?? Number.POSITIVE_INFINITY)) return 'cash-total';
    return null;
  }

  function blockedByStock(context: PlanLineContext, quantity: number): ConstraintId | null {
    const next = withOrder(context, quantity);
    const previous = closing[context.index]!;
    const room = volume.get(context.line.warehouseId)!;
    const capacity = warehouseOf.get(context.line.warehouseId)!.volumeCapacity ?? Number.POSITIVE_INFINITY;
    for (let each = week; each < weeks; each++) {
      const change = next[each]! - previous[each]!;
      // A week that is over its limit without this order is not this order's doing.
      if (change <= 0) continue;
      if (room[each]! + change * context.item.unitVolume > capacity + 1e-9) return 'warehouse-volume';
      const capital = limits.workingCapitalByWeekMinor?.[each] ?? Number.POSITIVE_INFINITY;
      if (stockValue[each]! + change * context.line.unitCostMinor > capital + 1e-6) return 'working-capital';
    }
    return null;
  }

  return {
    any:
      watchesStock ||
      limits.cashTotalMinor !== null ||
      limits.cashByWeekMinor !== null ||
      problem.suppliers.some(supplier => supplier.capacityByWeek !== null),
    restart() {
      for (const context of [...ordered.keys()]) charge(context, 0);
    },
    blocks,
    charge,
    commit() {
      for (const [context, quantity] of ordered) {
        const arrival = week + context.leadTimeWeeks;
        if (arrival < weeks) arrivals[context.index]![arrival]! += quantity;
      }
      spentBeforeMinor += spentMinor;
      spentMinor = 0;
      ordered.clear();
      supplierUnits.clear();
      week += 1;
    },
  };
}
