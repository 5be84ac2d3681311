import { dateOfDay } from '../../../../shared/business-day.ts';
import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

export interface StockOutPair {
  readonly skuId: string;
  readonly warehouseId: string;
}

/** Lets no two transactions change the stock-outs of a SKU in a warehouse at once; locked in one order, whoever asks. */
export async function lockPairs(db: Database, pairs: readonly StockOutPair[]): Promise<void> {
  const { skuIds, warehouseIds } = columnsOf(pairs);
  await db.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended('stock-out ' || sku || ' ' || warehouse, 0))
    FROM (
      SELECT DISTINCT sku, warehouse FROM unnest(${skuIds}::uuid[], ${warehouseIds}::uuid[]) AS pair (sku, warehouse)
      ORDER BY sku, warehouse
    ) AS pair`;
}

/** Newest first. */
export function selectStockOuts(
  db: Database,
  organisationId: string,
  slice: { skuIds: readonly string[]; warehouseIds: readonly string[] },
) {
  return db.stockOut.findMany({
    where: {
      skuId: { in: [...slice.skuIds] },
      warehouseId: { in: [...slice.warehouseIds] },
      sku: { organisationId },
    },
    orderBy: [{ firstDay: 'desc' }, { id: 'desc' }],
  });
}

export function selectStockOut(db: Database, stockOutId: string) {
  return db.stockOut.findUnique({ where: { id: stockOutId }, include: { sku: { select: { organisationId: true } } } });
}

/** Others of the pair that share a day with it. */
export function selectOverlapping(
  db: Database,
  stockOut: StockOutPair & { id: string; firstDay: string; lastDay: string | null },
) {
  const { id, skuId, warehouseId, firstDay, lastDay } = stockOut;
  return db.stockOut.findFirst({
    where: {
      id: { not: id },
      skuId,
      warehouseId,
      OR: [{ lastDay: null }, { lastDay: { gte: dateOfDay(firstDay) } }],
      ...(lastDay !== null && { firstDay: { lte: dateOfDay(lastDay) } }),
    },
    orderBy: { firstDay: 'asc' },
  });
}

export function upsertStockOut(db: Database, row: Prisma.StockOutUncheckedCreateInput) {
  const { id, firstDay, lastDay = null } = row;
  return db.stockOut.upsert({ where: { id: id! }, create: row, update: { firstDay, lastDay } });
}

export function insertStockOuts(db: Database, rows: Prisma.StockOutCreateManyInput[]) {
  return db.stockOut.createMany({ data: rows });
}

export function endStockOuts(db: Database, stockOutIds: readonly string[], lastDay: Date) {
  return db.stockOut.updateMany({ where: { id: { in: [...stockOutIds] } }, data: { lastDay } });
}

export function deleteStockOuts(db: Database, stockOutIds: readonly string[]) {
  return db.stockOut.deleteMany({ where: { id: { in: [...stockOutIds] } } });
}

export type LastingRow = StockOutPair & { id: string; firstDay: Date; lastDay: Date | null; source: string };

/** Those of the pairs that last on a day. */
export function selectLasting(db: Database, pairs: readonly StockOutPair[], day: string): Promise<LastingRow[]> {
  const { skuIds, warehouseIds } = columnsOf(pairs);
  return db.$queryRaw<LastingRow[]>`
    SELECT id, "skuId", "warehouseId", "firstDay", "lastDay", source FROM "StockOut"
    WHERE ("skuId", "warehouseId") IN (SELECT * FROM unnest(${skuIds}::uuid[], ${warehouseIds}::uuid[]))
      AND "firstDay" <= ${day}::date AND ("lastDay" IS NULL OR "lastDay" >= ${day}::date)
    ORDER BY "skuId", "warehouseId", "firstDay"`;
}

function columnsOf(pairs: readonly StockOutPair[]) {
  return { skuIds: pairs.map(({ skuId }) => skuId), warehouseIds: pairs.map(({ warehouseId }) => warehouseId) };
}
