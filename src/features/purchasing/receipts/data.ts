import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

export function setReceivedQuantity(db: Database, lineId: string, receivedQuantity: string) {
  return db.purchaseOrderLine.update({ where: { id: lineId }, data: { receivedQuantity } });
}

export function insertReceipts(db: Database, receipts: Prisma.PurchaseReceiptCreateManyInput[]) {
  return db.purchaseReceipt.createMany({ data: receipts });
}

/** Adds what arrived to the stock of its warehouse; a count later than the receipt keeps its day. */
export async function addToStock(
  db: Database,
  rows: readonly { skuId: string; warehouseId: string; quantity: string }[],
  day: string,
  source: string,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "StockLevel" ("skuId", "warehouseId", "onHand", "asOf", source)
    SELECT sku, warehouse, sum(quantity), ${day}::date, ${source}
    FROM unnest(${rows.map(row => row.skuId)}::uuid[], ${rows.map(row => row.warehouseId)}::uuid[],
                ${rows.map(row => row.quantity)}::numeric[]) AS arrived (sku, warehouse, quantity)
    GROUP BY sku, warehouse ORDER BY sku, warehouse
    ON CONFLICT ("skuId", "warehouseId") DO UPDATE SET
      "onHand" = "StockLevel"."onHand" + EXCLUDED."onHand",
      "asOf" = greatest("StockLevel"."asOf", EXCLUDED."asOf"),
      source = EXCLUDED.source,
      version = "StockLevel".version + 1`;
}
