import type { Database } from '../../../server/db.ts';
import { Prisma } from '../../../server/generated/prisma/client.ts';

/** Locks one transfer order until the transaction ends; steps on it follow each other. */
export async function lockTransfer(db: Database, organisationId: string, orderId: string) {
  await db.$queryRaw`
    SELECT id FROM "TransferOrder" WHERE id = ${orderId}::uuid AND "organisationId" = ${organisationId}::uuid FOR UPDATE`;
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

const quantityColumns = {
  dispatched: Prisma.sql`"dispatchedQuantity"`,
  received: Prisma.sql`"receivedQuantity"`,
};

/** Writes what left, or what arrived in all, of lines, in one statement. */
export function setQuantities(
  db: Database,
  orderId: string,
  column: keyof typeof quantityColumns,
  lines: readonly { readonly id: string; readonly quantity: string }[],
): Promise<number> {
  return db.$executeRaw`
    UPDATE "TransferOrderLine" AS line SET ${quantityColumns[column]} = moved.quantity
    FROM unnest(${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ quantity }) => quantity)}::numeric[])
      AS moved (id, quantity)
    WHERE line.id = moved.id AND line."orderId" = ${orderId}::uuid`;
}

export function insertTransferReceipts(db: Database, receipts: Prisma.TransferReceiptCreateManyInput[]) {
  return db.transferReceipt.createMany({ data: receipts });
}
