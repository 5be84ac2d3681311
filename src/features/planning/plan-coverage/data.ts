import type { CoveringOrder } from '../../../../shared/planning/net-of-orders.ts';
import type { Database } from '../../../server/db.ts';

/** Takes part in lock keys so that other advisory locks cannot collide. */
const orderingLockSpace = 0x1_3c1;

/** Released at the end of the transaction. */
export async function lockOrdering(db: Database, organisationId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(${orderingLockSpace}::int, hashtext(${organisationId}))`;
}

/** A plan with the moment at which its inputs were read: that of the solved plan that it is or was edited from. */
export function selectPlanBasis(db: Database, organisationId: string, planId: string) {
  return db.orderPlan.findFirst({
    where: { id: planId, organisationId },
    select: { id: true, createdAt: true, basePlan: { select: { createdAt: true } }, summary: true },
  });
}

/** What a plan orders now, without lines that are ordered from it already. */
export function selectProposedLines(db: Database, planId: string) {
  return db.orderPlanLine.findMany({
    where: { planId, orderQuantity: { gt: 0 }, purchaseLine: null },
    select: { id: true, skuId: true, warehouseId: true, orderQuantity: true },
  });
}

export interface CoveringPurchase extends CoveringOrder {
  readonly skuId: string;
  readonly warehouseId: string;
}

/**
 * Lines of living purchase orders for what a plan orders that its inputs did not hold: not approved by then, so neither
 * on order nor in stock. Lines made of the plan itself are left out. Of a complete order only what arrived counts.
 */
export function selectCoveringPurchases(
  db: Database,
  plan: { readonly organisationId: string; readonly planId: string; readonly readAt: Date },
) {
  return db.$queryRaw<CoveringPurchase[]>`
    SELECT line."skuId", line."warehouseId", purchase.id AS "orderId", purchase.number, purchase.status::text AS status,
      requester.name AS requester,
      trim_scale(CASE purchase.status WHEN 'RECEIVED' THEN line."receivedQuantity" ELSE line.quantity END)::text AS quantity
    FROM "PurchaseOrderLine" AS line
    JOIN "PurchaseOrder" AS purchase ON purchase.id = line."orderId"
    JOIN "User" AS requester ON requester.id = purchase."requestedById"
    LEFT JOIN "OrderPlanLine" AS own ON own.id = line."planLineId"
    WHERE purchase."organisationId" = ${plan.organisationId}::uuid
      AND (purchase.status IN ('DRAFT', 'SUBMITTED')
        OR purchase.status IN ('APPROVED', 'ORDERED', 'RECEIVED')
          AND coalesce(purchase."decidedAt", purchase."createdAt") > ${plan.readAt})
      AND own."planId" IS DISTINCT FROM ${plan.planId}::uuid
      AND (line."skuId", line."warehouseId") IN (
        SELECT "skuId", "warehouseId" FROM "OrderPlanLine" WHERE "planId" = ${plan.planId}::uuid AND "orderQuantity" > 0)
    ORDER BY purchase.number`;
}

export interface CoveringTransfer extends CoveringOrder {
  readonly skuCode: string;
  readonly fromWarehouseCode: string;
  readonly toWarehouseCode: string;
}

/**
 * Lines of living transfer orders that a plan's inputs did not hold: not dispatched by then. Orders made of the plan
 * itself are left out.
 */
export function selectCoveringTransfers(
  db: Database,
  plan: { readonly organisationId: string; readonly planId: string; readonly readAt: Date },
) {
  return db.$queryRaw<CoveringTransfer[]>`
    SELECT sku.code AS "skuCode", source.code AS "fromWarehouseCode", destination.code AS "toWarehouseCode",
      transfer.id AS "orderId", transfer.number, transfer.status::text AS status, requester.name AS requester,
      trim_scale(CASE transfer.status WHEN 'DRAFT' THEN line.quantity WHEN 'DISPATCHED' THEN line."dispatchedQuantity"
        ELSE line."receivedQuantity" END)::text AS quantity
    FROM "TransferOrderLine" AS line
    JOIN "TransferOrder" AS transfer ON transfer.id = line."orderId"
    JOIN "User" AS requester ON requester.id = transfer."requestedById"
    JOIN "Sku" AS sku ON sku.id = line."skuId"
    JOIN "Warehouse" AS source ON source.id = transfer."fromWarehouseId"
    JOIN "Warehouse" AS destination ON destination.id = transfer."toWarehouseId"
    WHERE transfer."organisationId" = ${plan.organisationId}::uuid AND transfer."planId" <> ${plan.planId}::uuid
      AND (transfer.status = 'DRAFT'
        OR transfer.status IN ('DISPATCHED', 'RECEIVED')
          AND coalesce(transfer."dispatchedAt", transfer."createdAt") > ${plan.readAt})
    ORDER BY transfer.number`;
}

export interface OwnShipment extends Pick<CoveringTransfer, 'skuCode' | 'fromWarehouseCode' | 'toWarehouseCode'> {
  readonly week: number;
  /** Units, decimal text. */
  readonly quantity: string;
}

/** What the plan's own transfer orders hold of it. */
export function selectOwnShipments(db: Database, planId: string) {
  return db.$queryRaw<OwnShipment[]>`
    SELECT transfer."planWeek" AS week, sku.code AS "skuCode", source.code AS "fromWarehouseCode",
      destination.code AS "toWarehouseCode", line.quantity::text AS quantity
    FROM "TransferOrder" AS transfer
    JOIN "TransferOrderLine" AS line ON line."orderId" = transfer.id
    JOIN "Sku" AS sku ON sku.id = line."skuId"
    JOIN "Warehouse" AS source ON source.id = transfer."fromWarehouseId"
    JOIN "Warehouse" AS destination ON destination.id = transfer."toWarehouseId"
    WHERE transfer."planId" = ${planId}::uuid AND transfer."planWeek" IS NOT NULL`;
}
