import type { Database } from '../../../server/db.ts';

/** Of the ids given, those of work of one organisation that jobs do: imports, publications, portfolio runs. */
export async function selectOwnWork(
  db: Database,
  organisationId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "ImportBatch" WHERE "organisationId" = ${organisationId}::uuid AND id = ANY(${ids}::uuid[])
    UNION ALL
    SELECT id FROM "ForecastPublication" WHERE "organisationId" = ${organisationId}::uuid AND id = ANY(${ids}::uuid[])
    UNION ALL
    SELECT id FROM "PortfolioRun" WHERE "organisationId" = ${organisationId}::uuid AND id = ANY(${ids}::uuid[])`;
  return new Set(rows.map(row => row.id));
}

/** @returns how long the database took to answer, milliseconds */
export async function pingDatabase(db: Database): Promise<number> {
  const startedAt = performance.now();
  await db.$queryRaw`SELECT 1`;
  return Math.round(performance.now() - startedAt);
}

/** Deletes at most so many events that are older than an instant. @returns how many */
export function deleteEventsBefore(db: Database, instant: Date, most: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "LiveEvent" WHERE id IN (
      SELECT id FROM "LiveEvent" WHERE "createdAt" < ${instant} ORDER BY "createdAt" LIMIT ${most})`;
}
