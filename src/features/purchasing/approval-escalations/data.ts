import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

const waitingColumns = {
  id: true,
  organisationId: true,
  number: true,
  status: true,
  version: true,
  supplierId: true,
  supplier: { select: { name: true } },
  requestedById: true,
  requestedBy: { select: { name: true } },
  submittedAt: true,
  totalGbp: true,
  contentHash: true,
  escalations: { orderBy: { level: 'asc' } },
} as const satisfies Prisma.PurchaseOrderSelect;

export type WaitingOrderRow = NonNullable<Awaited<ReturnType<typeof selectWaitingOrder>>>;

/** Orders of every organisation that have waited for a decision since before an instant, the longest first. */
export function selectWaitingOrders(db: Database, before: Date, limit: number) {
  return db.purchaseOrder.findMany({
    where: { status: 'SUBMITTED', submittedAt: { lt: before } },
    select: waitingColumns,
    orderBy: { submittedAt: 'asc' },
    take: limit,
  });
}

export function selectWaitingOrder(db: Database, organisationId: string, orderId: string) {
  return db.purchaseOrder.findFirst({ where: { id: orderId, organisationId }, select: waitingColumns });
}

/** By order, the escalations of each of its contents, oldest first. */
export function selectEscalations(db: Database, orderIds: readonly string[]) {
  return db.approvalEscalation.findMany({ where: { orderId: { in: [...orderIds] } }, orderBy: { level: 'asc' } });
}
export type EscalationRow = Awaited<ReturnType<typeof selectEscalations>>[number];

/** Holds an order until the transaction ends. @returns false when this content of it no longer waits for a decision */
export async function holdWaiting(db: Database, orderId: string, contentHash: string): Promise<boolean> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "PurchaseOrder"
    WHERE id = ${orderId}::uuid AND status = 'SUBMITTED' AND "contentHash" = ${contentHash} FOR UPDATE`;
  return rows.length === 1;
}

/** @returns false when this level of this content is there already */
export async function insertEscalation(
  db: Database,
  escalation: Prisma.ApprovalEscalationCreateManyInput,
): Promise<boolean> {
  const { count } = await db.approvalEscalation.createMany({ data: escalation, skipDuplicates: true });
  return count === 1;
}
