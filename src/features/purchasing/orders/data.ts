import type { Database } from '../../../server/db.ts';
import type { PurchaseOrderStatus } from '../../../server/generated/prisma/enums.ts';

export async function selectOrderOrganisation(db: Database, orderId: string): Promise<string | null> {
  const order = await db.purchaseOrder.findUnique({ where: { id: orderId }, select: { organisationId: true } });
  return order?.organisationId ?? null;
}

const listColumns = {
  id: true,
  organisationId: true,
  number: true,
  status: true,
  currency: true,
  total: true,
  totalGbp: true,
  expectedOn: true,
  createdAt: true,
  submittedAt: true,
  requestedById: true,
  supplierId: true,
  requestedBy: { select: { name: true } },
  supplier: { select: { name: true, leadTimeDays: true } },
  _count: { select: { lines: true } },
} as const;

/** Newest first; ids are ordered by the time of creation. */
export function selectOrders(
  db: Database,
  organisationId: string,
  filter: { status?: PurchaseOrderStatus; search?: string; after?: string; limit: number },
) {
  const contains = filter.search ? { contains: filter.search, mode: 'insensitive' as const } : undefined;
  return db.purchaseOrder.findMany({
    where: {
      organisationId,
      ...(filter.after && { id: { lt: filter.after } }),
      ...(filter.status && { status: filter.status }),
      ...(contains && {
        OR: [{ number: contains }, { supplier: { name: contains } }, { requestedBy: { name: contains } }],
      }),
    },
    select: listColumns,
    orderBy: { id: 'desc' },
    take: filter.limit,
  });
}

export type OrderListRow = Awaited<ReturnType<typeof selectOrders>>[number];

export function selectOrderSummary(db: Database, organisationId: string, orderId: string) {
  return db.purchaseOrder.findFirst({ where: { id: orderId, organisationId }, select: listColumns });
}

export function countOrdersByStatus(db: Database, organisationId: string) {
  return db.purchaseOrder.groupBy({ by: ['status'], where: { organisationId }, _count: true });
}

export function selectOrder(db: Database, organisationId: string, orderId: string) {
  return db.purchaseOrder.findFirst({
    where: { id: orderId, organisationId },
    include: {
      supplier: true,
      requestedBy: { select: { id: true, name: true } },
      lines: {
        include: {
          sku: { select: { code: true, name: true, unitOfMeasure: true } },
          warehouse: { select: { code: true, name: true } },
          receipts: {
            include: { receivedBy: { select: { name: true } } },
            orderBy: { createdAt: 'asc' },
          },
        },
        orderBy: [{ sku: { code: 'asc' } }, { warehouse: { code: 'asc' } }],
      },
      submissions: { include: { submittedBy: { select: { name: true } } }, orderBy: { round: 'asc' } },
      approvals: {
        include: {
          decidedBy: { select: { name: true } },
          delegation: { select: { fromUser: { select: { name: true } } } },
        },
        orderBy: { decidedAt: 'asc' },
      },
    },
  });
}
export type OrderRow = NonNullable<Awaited<ReturnType<typeof selectOrder>>>;

/** Open orders with what is still to be paid for, and when: the commitments that a new order adds to. */
export function selectCommitments(db: Database, organisationId: string, withoutOrderId: string) {
  return db.purchaseOrder.findMany({
    where: {
      organisationId,
      id: { not: withoutOrderId },
      status: { in: ['SUBMITTED', 'APPROVED', 'ORDERED'] },
      totalGbp: { not: null },
    },
    select: { expectedOn: true, totalGbp: true, supplier: { select: { paymentTermsDays: true } } },
    take: 5_000,
  });
}

export function selectPlaceNames(db: Database, skuIds: readonly string[], warehouseIds: readonly string[]) {
  return Promise.all([
    db.sku.findMany({ where: { id: { in: [...skuIds] } }, select: { id: true, code: true, name: true } }),
    db.warehouse.findMany({ where: { id: { in: [...warehouseIds] } }, select: { id: true, name: true } }),
  ]);
}
