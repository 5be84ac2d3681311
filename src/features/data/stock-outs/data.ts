import { dateOfDay } from '../../../../shared/business-day.ts';
import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

export interface StockOutPair {
  readonly skuId: string;
  readonly warehouseId: string;
}

/** Lets no two transactions change the stock-outs of one SKU in one warehouse at once. */
export async function lockPair(db: Database, { skuId, warehouseId }: StockOutPair): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`stock-out ${skuId} ${warehouseId}`}, 0))`;
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

export function deleteStockOut(db: Database, stockOutId: string) {
  return db.stockOut.delete({ where: { id: stockOutId } });
}

/** Those of the pair that last on a day. */
export function selectLasting(db: Database, { skuId, warehouseId }: StockOutPair, day: string) {
  return db.stockOut.findMany({
    where: {
      skuId,
      warehouseId,
      firstDay: { lte: dateOfDay(day) },
      OR: [{ lastDay: null }, { lastDay: { gte: dateOfDay(day) } }],
    },
  });
}
