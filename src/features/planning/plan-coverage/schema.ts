import type { PlanTransfer } from '../../../../shared/contracts/inventory.ts';

/** One SKU that a plan moves along one lane in one week. */
export function transferKey({ itemId, fromWarehouseId, toWarehouseId, week }: Omit<PlanTransfer, 'quantity'>): string {
  return `${itemId} ${fromWarehouseId} ${toWarehouseId} ${week}`;
}
