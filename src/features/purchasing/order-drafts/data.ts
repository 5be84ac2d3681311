import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

/** Holds the plan until the transaction ends, so that two people order its lines one after the other. */
export async function lockPlan(db: Database, organisationId: string, planId: string) {
  await db.$queryRaw`
    SELECT id FROM "OrderPlan" WHERE id = ${planId}::uuid AND "organisationId" = ${organisationId}::uuid FOR UPDATE`;
  return db.orderPlan.findFirst({ where: { id: planId, organisationId }, select: { id: true, status: true } });
}

export function selectPlanLines(db: Database, planId: string, lineIds: readonly string[]) {
  return db.orderPlanLine.findMany({
    where: { planId, id: { in: [...lineIds] } },
    select: {
      id: true,
      skuId: true,
      warehouseId: true,
      supplierId: true,
      orderQuantity: true,
      unitCost: true,
      currency: true,
      arrivesOn: true,
      sku: { select: { code: true, name: true } },
      warehouse: { select: { name: true } },
      supplier: { select: { leadTimeDays: true } },
      purchaseLine: { select: { order: { select: { number: true, requestedBy: { select: { name: true } } } } } },
    },
    orderBy: { id: 'asc' },
  });
}

/** Orders made under one request key; their own keys begin with it. */
export function selectOrdersOfRequest(db: Database, organisationId: string, requestKey: string) {
  return db.purchaseOrder.findMany({
    where: { organisationId, idempotencyKey: { startsWith: `${requestKey}:` } },
    select: {
      id: true,
      number: true,
      status: true,
      version: true,
      planId: true,
      requestedById: true,
      idempotencyKey: true,
    },
    orderBy: { number: 'asc' },
  });
}

/** Takes the next `count` order numbers of an organisation. @returns the first of them */
export async function takeOrderNumbers(db: Database, organisationId: string, count: number): Promise<number> {
  const { purchaseOrderCount } = await db.organisation.update({
    where: { id: organisationId },
    data: { purchaseOrderCount: { increment: count } },
    select: { purchaseOrderCount: true },
  });
  return purchaseOrderCount - count + 1;
}

export function insertOrder(
  db: Database,
  order: Prisma.PurchaseOrderUncheckedCreateInput,
  lines: Prisma.PurchaseOrderLineCreateManyOrderInput[],
) {
  return db.purchaseOrder.create({
    data: { ...order, lines: { createMany: { data: lines } } },
    select: { id: true, number: true, status: true, version: true },
  });
}
