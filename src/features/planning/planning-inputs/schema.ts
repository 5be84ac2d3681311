import { z } from 'zod';

const ids = z.array(z.uuid()).max(10_000).default([]);

/** Which SKUs and warehouses; an empty list means all. */
export const StockScope = z.object({ skuIds: ids, productIds: ids, regionIds: ids, warehouseIds: ids });
export type StockScope = z.infer<typeof StockScope>;
