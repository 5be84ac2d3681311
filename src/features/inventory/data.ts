import type { Database } from '../../server/db.ts';
import type { CountStockInput, SetPolicyInput } from './schema.ts';

/** "Today" for planning, `YYYY-MM-DD`. */
export async function selectPlanningDate(db: Database, organisationId: string): Promise<string> {
  const { planningDate } = await db.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { planningDate: true },
  });
  return (planningDate ?? new Date()).toISOString().slice(0, 10);
}

export function selectStockLevels(db: Database, skuIds: readonly string[]) {
  return db.stockLevel.findMany({ where: { skuId: { in: [...skuIds] } } });
}

export function selectPolicies(db: Database, skuIds: readonly string[]) {
  return db.inventoryPolicy.findMany({ where: { skuId: { in: [...skuIds] } } });
}

/** Units that each warehouse holds in all; null is no limit. */
export async function selectCapacities(db: Database, organisationId: string): Promise<Map<string, number | null>> {
  const rows = await db.warehouse.findMany({ where: { organisationId }, select: { id: true, capacityUnits: true } });
  return new Map(rows.map(row => [row.id, row.capacityUnits?.toNumber() ?? null]));
}

export interface OpenOrderLine {
  readonly skuId: string;
  readonly warehouseId: string;
  readonly number: string;
  /** Still to come, units. */
  readonly quantity: number;
  /** `YYYY-MM-DD`, or null when nobody said. */
  readonly expectedOn: string | null;
}

/** What is still to come of orders that are approved or with the supplier. */
export function selectOpenOrderLines(db: Database, organisationId: string, skuIds: readonly string[]) {
  return db.$queryRaw<OpenOrderLine[]>`
    SELECT line."skuId", line."warehouseId", purchase.number,
      (line.quantity - line."receivedQuantity")::float8 AS quantity,
      to_char(purchase."expectedOn", 'YYYY-MM-DD') AS "expectedOn"
    FROM "PurchaseOrderLine" AS line
    JOIN "PurchaseOrder" AS purchase ON purchase.id = line."orderId"
    WHERE purchase."organisationId" = ${organisationId}::uuid AND purchase.status IN ('APPROVED', 'ORDERED')
      AND line."skuId" = ANY(${[...skuIds]}::uuid[]) AND line.quantity > line."receivedQuantity"
    ORDER BY purchase.number`;
}

export interface RateRow {
  readonly currency: string;
  readonly gbpPerUnit: string;
  readonly day: string;
  readonly source: string;
}

/** Of each currency the newest rate up to a day. */
export function selectRates(db: Database, organisationId: string, day: string) {
  return db.$queryRaw<RateRow[]>`
    SELECT DISTINCT ON (currency) currency, trim_scale("gbpPerUnit")::text AS "gbpPerUnit",
      to_char(day, 'YYYY-MM-DD') AS day, source
    FROM "ExchangeRate" WHERE "organisationId" = ${organisationId}::uuid AND day <= ${day}::date
    ORDER BY currency, "ExchangeRate".day DESC`;
}

export async function selectPair(db: Database, organisationId: string, skuId: string, warehouseId: string) {
  const [sku, warehouse] = await Promise.all([
    db.sku.findFirst({ where: { id: skuId, organisationId }, select: { name: true } }),
    db.warehouse.findFirst({ where: { id: warehouseId, organisationId }, select: { name: true } }),
  ]);
  return { sku, warehouse };
}

export function selectStockLevel(db: Database, skuId: string, warehouseId: string) {
  return db.stockLevel.findUnique({ where: { skuId_warehouseId: { skuId, warehouseId } } });
}

/** Whether the stock still had the version given, and so was written. */
export async function writeStockLevel(
  db: Database,
  { version, ...row }: Omit<CountStockInput, 'source'> & { asOf: Date; source: string },
): Promise<boolean> {
  const { skuId, warehouseId, ...columns } = row;
  const { count } =
    version === null
      ? await db.stockLevel.createMany({ data: [row], skipDuplicates: true })
      : await db.stockLevel.updateMany({
          where: { skuId, warehouseId, version },
          data: { ...columns, version: { increment: 1 } },
        });
  return count === 1;
}

export function selectPolicy(db: Database, skuId: string, warehouseId: string) {
  return db.inventoryPolicy.findUnique({ where: { skuId_warehouseId: { skuId, warehouseId } } });
}

/** Whether the policy still had the version given, and so was written. */
export async function writePolicy(
  db: Database,
  { version, skuId, warehouseId, measure, target, ...rest }: Omit<SetPolicyInput, 'source'> & { source: string },
): Promise<boolean> {
  const columns = {
    ...rest,
    serviceMeasure: measure === 'cycle' ? ('CYCLE' as const) : ('FILL' as const),
    serviceTarget: target,
  };
  const { count } =
    version === null
      ? await db.inventoryPolicy.createMany({ data: [{ skuId, warehouseId, ...columns }], skipDuplicates: true })
      : await db.inventoryPolicy.updateMany({
          where: { skuId, warehouseId, version },
          data: { ...columns, version: { increment: 1 } },
        });
  return count === 1;
}
