import type { Database } from '../../../server/db.ts';

export interface Goods {
  readonly skuId: string;
  readonly warehouseId: string;
  /** Units, decimal text. */
  readonly quantity: string;
}

/** Adds goods to the stock of their warehouses; a count later than `day` keeps its day. */
export async function addToStock(db: Database, goods: readonly Goods[], day: string, source: string): Promise<void> {
  const { skuIds, warehouseIds, quantities } = columnsOf(goods);
  await db.$executeRaw`
    INSERT INTO "StockLevel" ("skuId", "warehouseId", "onHand", "asOf", source)
    SELECT sku, warehouse, sum(quantity), ${day}::date, ${source}
    FROM unnest(${skuIds}::uuid[], ${warehouseIds}::uuid[], ${quantities}::numeric[])
      AS moved (sku, warehouse, quantity)
    GROUP BY sku, warehouse ORDER BY sku, warehouse
    ON CONFLICT ("skuId", "warehouseId") DO UPDATE SET
      "onHand" = "StockLevel"."onHand" + EXCLUDED."onHand",
      "asOf" = greatest("StockLevel"."asOf", EXCLUDED."asOf"),
      source = EXCLUDED.source,
      version = "StockLevel".version + 1`;
}

/** Locks the stock of goods until the transaction ends, in the order in which `addToStock` does. */
export function lockStock(db: Database, goods: readonly Goods[]) {
  const { skuIds, warehouseIds } = columnsOf(goods);
  return db.$queryRaw<{ skuId: string; warehouseId: string; onHand: string }[]>`
    SELECT "skuId", "warehouseId", "onHand"::text AS "onHand" FROM "StockLevel"
    WHERE ("skuId", "warehouseId") IN (SELECT * FROM unnest(${skuIds}::uuid[], ${warehouseIds}::uuid[]))
    ORDER BY "skuId", "warehouseId" FOR UPDATE`;
}

/** Takes goods from stock that was locked and found to hold them. */
export async function takeFromStock(db: Database, goods: readonly Goods[], day: string, source: string): Promise<void> {
  const { skuIds, warehouseIds, quantities } = columnsOf(goods);
  await db.$executeRaw`
    UPDATE "StockLevel" SET
      "onHand" = "onHand" - moved.quantity,
      "asOf" = greatest("asOf", ${day}::date),
      source = ${source},
      version = version + 1
    FROM unnest(${skuIds}::uuid[], ${warehouseIds}::uuid[], ${quantities}::numeric[])
      AS moved (sku, warehouse, quantity)
    WHERE "skuId" = moved.sku AND "warehouseId" = moved.warehouse`;
}

function columnsOf(goods: readonly Goods[]) {
  return {
    skuIds: goods.map(({ skuId }) => skuId),
    warehouseIds: goods.map(({ warehouseId }) => warehouseId),
    quantities: goods.map(({ quantity }) => quantity),
  };
}
