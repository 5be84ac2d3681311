import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { TransferOrderStatus } from '../../../server/generated/prisma/enums.ts';

const place = { select: { code: true, name: true } } as const;

const columns = {
  include: {
    fromWarehouse: place,
    toWarehouse: place,
    requestedBy: { select: { name: true } },
    lines: { select: { quantity: true, dispatchedQuantity: true, receivedQuantity: true } },
  },
} as const satisfies Prisma.TransferOrderDefaultArgs;

export type TransferRow = Prisma.TransferOrderGetPayload<typeof columns>;

/** Newest first. */
export function selectTransfers(
  db: Database,
  organisationId: string,
  filter: { status?: TransferOrderStatus; before?: string; limit: number },
) {
  return db.transferOrder.findMany({
    ...columns,
    where: {
      organisationId,
      ...(filter.status && { status: filter.status }),
      ...(filter.before && { number: { lt: filter.before } }),
    },
    orderBy: { number: 'desc' },
    take: filter.limit,
  });
}

export function countTransfersByStatus(db: Database, organisationId: string) {
  return db.transferOrder.groupBy({ by: ['status'], where: { organisationId }, _count: true });
}

export function selectTransfer(db: Database, organisationId: string, orderId: string) {
  return db.transferOrder.findFirst({
    where: { id: orderId, organisationId },
    include: {
      ...columns.include,
      lines: {
        include: {
          sku: { select: { code: true, name: true, unitOfMeasure: true } },
          receipts: { include: { receivedBy: { select: { name: true } } }, orderBy: { createdAt: 'asc' } },
        },
        orderBy: { sku: { code: 'asc' } },
      },
    },
  });
}

export function selectStock(db: Database, warehouseId: string, skuIds: readonly string[]) {
  return db.stockLevel.findMany({
    where: { warehouseId, skuId: { in: [...skuIds] } },
    select: { skuId: true, onHand: true },
  });
}

export async function selectTransferOrganisation(db: Database, orderId: string): Promise<string | null> {
  const order = await db.transferOrder.findUnique({ where: { id: orderId }, select: { organisationId: true } });
  return order?.organisationId ?? null;
}

/** Holds the plan until the transaction ends, so that two people take up its transfers one after the other. */
export async function lockPlan(db: Database, organisationId: string, planId: string) {
  await db.$queryRaw`
    SELECT id FROM "OrderPlan" WHERE id = ${planId}::uuid AND "organisationId" = ${organisationId}::uuid FOR UPDATE`;
  return db.orderPlan.findFirst({
    where: { id: planId, organisationId },
    select: { id: true, status: true, planningDate: true, summary: true },
  });
}

/** Orders made under ids of the client, whoever's they are. */
export function selectTransfersById(db: Database, ids: readonly string[]) {
  return db.transferOrder.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, number: true, status: true, version: true, planId: true, requestedById: true },
    orderBy: { number: 'asc' },
  });
}

/** Orders that hold shipments of a plan; cancelled ones have let go of theirs. */
export function selectTransfersOfPlan(db: Database, organisationId: string, planId: string) {
  return db.transferOrder.findMany({
    where: { organisationId, planId, planWeek: { not: null } },
    select: {
      id: true,
      number: true,
      status: true,
      planWeek: true,
      fromWarehouse: place,
      toWarehouse: place,
      requestedBy: { select: { name: true } },
    },
    orderBy: { number: 'asc' },
  });
}

export function selectByCodes(
  db: Database,
  organisationId: string,
  codes: { readonly skus: readonly string[]; readonly warehouses: readonly string[] },
) {
  return Promise.all([
    db.sku.findMany({
      where: { organisationId, code: { in: [...codes.skus] } },
      select: { id: true, code: true },
    }),
    db.warehouse.findMany({
      where: { organisationId, code: { in: [...codes.warehouses] } },
      select: { id: true, code: true },
    }),
  ]);
}

/** Takes the next `count` order numbers of an organisation. @returns the first of them */
export async function takeTransferNumbers(db: Database, organisationId: string, count: number): Promise<number> {
  const { transferOrderCount } = await db.organisation.update({
    where: { id: organisationId },
    data: { transferOrderCount: { increment: count } },
    select: { transferOrderCount: true },
  });
  return transferOrderCount - count + 1;
}

export interface NewTransfer extends Prisma.TransferOrderCreateManyInput {
  readonly lines: readonly { readonly skuId: string; readonly quantity: string }[];
}

/** In the order given. */
export async function insertTransfers(db: Database, transfers: readonly NewTransfer[]) {
  const orders = await db.transferOrder.createManyAndReturn({
    data: transfers.map(({ lines: _, ...order }) => order),
    select: { id: true, number: true, status: true, version: true },
  });
  await db.transferOrderLine.createMany({
    data: transfers.flatMap(({ id, lines }) => lines.map(line => ({ orderId: id, ...line }))),
  });
  return orders;
}
