import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

/** Locks one order until the transaction ends; steps on it follow each other. */
export async function lockOrder(db: Database, organisationId: string, orderId: string) {
  await db.$queryRaw`
    SELECT id FROM "PurchaseOrder" WHERE id = ${orderId}::uuid AND "organisationId" = ${organisationId}::uuid FOR UPDATE`;
  return db.purchaseOrder.findFirst({
    where: { id: orderId, organisationId },
    include: {
      supplier: true,
      requestedBy: { select: { name: true } },
      lines: {
        include: { sku: { select: { code: true, name: true } }, warehouse: { select: { name: true } } },
        orderBy: { id: 'asc' },
      },
      submissions: { orderBy: { round: 'desc' }, take: 1 },
    },
  });
}
export type LockedOrder = NonNullable<Awaited<ReturnType<typeof lockOrder>>>;

export function selectAction(db: Database, organisationId: string, idempotencyKey: string) {
  return db.purchaseOrderAction.findUnique({
    where: { organisationId_idempotencyKey: { organisationId, idempotencyKey } },
  });
}

/** @returns false when the key was used already */
export async function insertAction(db: Database, action: Prisma.PurchaseOrderActionCreateManyInput): Promise<boolean> {
  const { count } = await db.purchaseOrderAction.createMany({ data: action, skipDuplicates: true });
  return count === 1;
}

export function updateOrder(db: Database, id: string, change: Prisma.PurchaseOrderUncheckedUpdateInput) {
  return db.purchaseOrder.update({
    where: { id },
    data: { ...change, version: { increment: 1 } },
    select: { id: true, number: true, status: true, version: true },
  });
}

export interface PricedLine {
  readonly id: string;
  /** Decimal text, as the next two. */
  readonly quantity: string;
  readonly unitCost: string;
  readonly lineTotal: string;
}

/** Writes quantities and prices of lines of one order, in one statement. */
export function updateLines(db: Database, orderId: string, lines: readonly PricedLine[]): Promise<number> {
  const column = (field: keyof PricedLine) => lines.map(line => line[field]);
  return db.$executeRaw`
    UPDATE "PurchaseOrderLine" AS line
    SET quantity = changed.quantity, "unitCost" = changed.unit_cost, "lineTotal" = changed.line_total
    FROM unnest(${column('id')}::uuid[], ${column('quantity')}::numeric[], ${column('unitCost')}::numeric[],
      ${column('lineTotal')}::numeric[]) AS changed (id, quantity, unit_cost, line_total)
    WHERE line.id = changed.id AND line."orderId" = ${orderId}::uuid`;
}

export function deleteLines(db: Database, ids: readonly string[]) {
  return db.purchaseOrderLine.deleteMany({ where: { id: { in: [...ids] } } });
}

/** Lets the plan lines of a cancelled order be ordered again. */
export function releasePlanLines(db: Database, orderId: string) {
  return db.purchaseOrderLine.updateMany({ where: { orderId }, data: { planLineId: null } });
}
