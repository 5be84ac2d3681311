import type { Database } from '../../../server/db.ts';

/** The first day of the newest period that any sale was recorded for; null before the first import. */
export async function selectNewestSalesDay(db: Database, organisationId: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ day: string | null }[]>`
    SELECT to_char(max("periodStart"), 'YYYY-MM-DD') AS day
    FROM "SalesFact" AS fact JOIN "Sku" AS sku ON sku.id = fact."skuId"
    WHERE sku."organisationId" = ${organisationId}::uuid`;
  return row?.day ?? null;
}

export function selectSalesState(db: Database, organisationId: string) {
  return db.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { salesVersion: true, weekStartsOn: true, planningDate: true, timeZone: true },
  });
}

export function bumpSalesVersion(db: Database, organisationId: string) {
  return db.organisation.update({ where: { id: organisationId }, data: { salesVersion: { increment: 1 } } });
}
