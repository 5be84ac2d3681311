/** How the database calls each period. */
export const storedPeriod = { day: 'DAY', week: 'WEEK', month: 'MONTH' } as const;

/** SKUs and warehouses; only what was sold through some of their channels when these are given. */
export interface WarehouseSlice {
  readonly skuIds: readonly string[];
  readonly warehouseIds: readonly string[];
  readonly channelIds?: readonly string[] | null;
}
