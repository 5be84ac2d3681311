import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

export function setReceivedQuantity(db: Database, lineId: string, receivedQuantity: string) {
  return db.purchaseOrderLine.update({ where: { id: lineId }, data: { receivedQuantity } });
}

export function insertReceipts(db: Database, receipts: Prisma.PurchaseReceiptCreateManyInput[]) {
  return db.purchaseReceipt.createMany({ data: receipts });
}
