import type { Database } from '../../../server/db.ts';

/** Weeks that suppliers have a capacity of their own in. */
export function selectWeeks(db: Database, organisationId: string, supplierIds: readonly string[]) {
  return db.supplierCapacity.findMany({
    where: { supplierId: { in: [...supplierIds] }, supplier: { organisationId } },
    select: { supplierId: true, firstDay: true, units: true, source: true },
  });
}

/** Holds suppliers until the transaction ends, so that two imports of their weeks follow each other. */
export async function lockSuppliers(db: Database, organisationId: string, ids: readonly string[]): Promise<void> {
  await db.$queryRaw`
    SELECT id FROM "Supplier" WHERE "organisationId" = ${organisationId}::uuid AND id = ANY(${[...ids]}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`;
}

export interface WeekToStore {
  readonly supplierId: string;
  /** `YYYY-MM-DD`. */
  readonly firstDay: string;
  readonly units: string;
  readonly source: string;
}

/** Adds weeks, and changes those that are there to a next version. */
export async function upsertWeeks(db: Database, weeks: readonly WeekToStore[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "SupplierCapacity" AS stored (id, "supplierId", "firstDay", units, source)
    SELECT gen_random_uuid(), "supplierId", "firstDay", units, source
    FROM jsonb_to_recordset(${JSON.stringify(weeks)}::jsonb) AS stated("supplierId" uuid, "firstDay" date,
      units numeric, source text)
    ORDER BY "supplierId", "firstDay"
    ON CONFLICT ("supplierId", "firstDay") DO UPDATE SET
      units = excluded.units, source = excluded.source, version = stored.version + 1`;
}
