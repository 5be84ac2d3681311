import type { Database } from '../../../server/db.ts';

export function selectStockLevels(db: Database, skuIds: readonly string[]) {
  return db.stockLevel.findMany({ where: { skuId: { in: [...skuIds] } } });
}

export function selectPolicies(db: Database, skuIds: readonly string[]) {
  return db.inventoryPolicy.findMany({ where: { skuId: { in: [...skuIds] } } });
}

export type StockRow = Awaited<ReturnType<typeof selectStockLevels>>[number];
export type PolicyRow = Awaited<ReturnType<typeof selectPolicies>>[number];

/** Units that each warehouse holds in all; null is no limit. */
export async function selectCapacities(db: Database, organisationId: string): Promise<Map<string, number | null>> {
  const rows = await db.warehouse.findMany({ where: { organisationId }, select: { id: true, capacityUnits: true } });
  return new Map(rows.map(row => [row.id, row.capacityUnits?.toNumber() ?? null]));
}

export interface OpenOrderLine {
  readonly kind: 'purchase' | 'transfer';
  readonly skuId: string;
  readonly warehouseId: string;
  readonly orderId: string;
  readonly number: string;
  /** Still to come, units. */
  readonly quantity: number;
  /** `YYYY-MM-DD`, or null when nobody said. */
  readonly expectedOn: string | null;
}

/** What is still to come of orders that are approved or with the supplier, and of transfers on their way here. */
export function selectOpenOrderLines(db: Database, organisationId: string, skuIds: readonly string[]) {
  return db.$queryRaw<OpenOrderLine[]>`
    SELECT 'purchase' AS kind, line."skuId", line."warehouseId", purchase.id AS "orderId", purchase.number,
      (line.quantity - line."receivedQuantity")::float8 AS quantity,
      to_char(purchase."expectedOn", 'YYYY-MM-DD') AS "expectedOn"
    FROM "PurchaseOrderLine" AS line
    JOIN "PurchaseOrder" AS purchase ON purchase.id = line."orderId"
    WHERE purchase."organisationId" = ${organisationId}::uuid AND purchase.status IN ('APPROVED', 'ORDERED')
      AND line."skuId" = ANY(${[...skuIds]}::uuid[]) AND line.quantity > line."receivedQuantity"
    UNION ALL
    SELECT 'transfer' AS kind, line."skuId", transfer."toWarehouseId", transfer.id, transfer.number,
      (line."dispatchedQuantity" - line."receivedQuantity")::float8, to_char(transfer."expectedOn", 'YYYY-MM-DD')
    FROM "TransferOrderLine" AS line
    JOIN "TransferOrder" AS transfer ON transfer.id = line."orderId"
    WHERE transfer."organisationId" = ${organisationId}::uuid AND transfer.status = 'DISPATCHED'
      AND line."skuId" = ANY(${[...skuIds]}::uuid[]) AND line."dispatchedQuantity" > line."receivedQuantity"
    ORDER BY number`;
}
