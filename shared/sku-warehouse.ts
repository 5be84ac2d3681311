/** What is sold, stocked and forecast: a SKU in a warehouse. */
export interface SkuWarehouse {
  readonly skuId: string;
  readonly warehouseId: string;
}

/** Groups what belongs to one SKU × warehouse. */
export function pairKey({ skuId, warehouseId }: SkuWarehouse): string {
  return `${skuId} ${warehouseId}`;
}
