import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

/** Locks one transfer order until the transaction ends; steps on it follow each other. */
export async function lockTransfer(db: Database, organisationId: string, orderId: string) {
  await db.$queryRaw`SELECT id FROM "TransferOrder" WHERE id = ${orderId}::uuid FOR UPDATE`;
  return db.transferOrder.findFirst({
    where: { id: orderId, organisationId },
    include: {
      fromWarehouse: { select: { name: true } },
      toWarehouse: { select: { name: true } },
      lines: { include: { sku: { select: { code: true } } }, orderBy: { id: 'asc' } },
    },
  });
}
export type LockedTransfer = NonNullable<Awaited<ReturnType<typeof lockTransfer>>>;

export function updateTransfer(db: Database, id: string, change: Prisma.TransferOrderUncheckedUpdateInput) {
  return db.transferOrder.update({
    where: { id },
    data: { ...change, version: { increment: 1 } },
    select: { id: true, number: true, status: true, version: true },
  });
}

export function updateTransferLine(
  db: Database,
  id: string,
  change: { dispatchedQuantity: string } | { receivedQuantity: string },
) {
  return db.transferOrderLine.update({ where: { id }, data: change });
}

export function insertTransferReceipts(db: Database, receipts: Prisma.TransferReceiptCreateManyInput[]) {
  return db.transferReceipt.createMany({ data: receipts });
}
