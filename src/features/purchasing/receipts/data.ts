import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

/** Writes what arrived of lines in all, in one statement. */
export function setReceivedQuantities(
  db: Database,
  orderId: string,
  lines: readonly { readonly id: string; readonly quantity: string }[],
): Promise<number> {
  return db.$executeRaw`
    UPDATE "PurchaseOrderLine" AS line SET "receivedQuantity" = arrived.quantity
    FROM unnest(${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ quantity }) => quantity)}::numeric[])
      AS arrived (id, quantity)
    WHERE line.id = arrived.id AND line."orderId" = ${orderId}::uuid`;
}

export function insertReceipts(db: Database, receipts: Prisma.PurchaseReceiptCreateManyInput[]) {
  return db.purchaseReceipt.createMany({ data: receipts });
}
