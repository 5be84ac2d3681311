import type { StatedTerm } from '../../../../shared/purchasing/stated-terms.ts';
import type { Database } from '../../../server/db.ts';

export function selectSuppliers(db: Database, organisationId: string) {
  return db.supplier.findMany({
    where: { organisationId },
    select: { id: true, currency: true, leadTimeDays: true },
  });
}

export function selectTerms(db: Database, organisationId: string) {
  return db.supplierTerm.findMany({
    where: { supplier: { organisationId } },
    select: {
      supplierId: true,
      skuId: true,
      unitCost: true,
      minimumOrderQuantity: true,
      orderMultiple: true,
      preferred: true,
      source: true,
      priceBreaks: { orderBy: { minimumQuantity: 'asc' } },
    },
  });
}
export type StoredTerm = Awaited<ReturnType<typeof selectTerms>>[number];

export function selectShelfLives(db: Database, organisationId: string) {
  return db.sku.findMany({
    where: { organisationId },
    select: { id: true, shelfLifeDays: true },
  });
}

/** Whether a batch's file has quantities from which its prices hold. */
export async function selectHasPriceBreaks(db: Database, batchId: string): Promise<boolean> {
  const { mapping } = await db.importBatch.findUniqueOrThrow({ where: { id: batchId }, select: { mapping: true } });
  const { columns } = mapping as { columns?: Record<string, number | null> };
  return (columns?.fromQuantity ?? null) !== null;
}

/**
 * Holds SKUs, suppliers and their terms until the transaction ends, in the order in which edits by hand take them: who
 * imports or edits the same terms follows, and each SKU has one preferred term.
 */
export async function lockTerms(
  db: Database,
  organisationId: string,
  terms: readonly Pick<StatedTerm, 'supplierId' | 'skuId'>[],
): Promise<void> {
  const skuIds = [...new Set(terms.map(term => term.skuId))];
  const supplierIds = [...new Set(terms.map(term => term.supplierId))];
  await db.$queryRaw`
    SELECT id FROM "Sku" WHERE "organisationId" = ${organisationId}::uuid AND id = ANY(${skuIds}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`;
  await db.$queryRaw`
    SELECT id FROM "Supplier" WHERE "organisationId" = ${organisationId}::uuid AND id = ANY(${supplierIds}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`;
  await db.$queryRaw`
    SELECT "skuId" FROM "SupplierTerm" WHERE "supplierId" = ANY(${supplierIds}::uuid[]) AND "skuId" = ANY(${skuIds}::uuid[])
    ORDER BY "skuId", "supplierId" FOR UPDATE`;
}

export interface TermToStore extends Pick<StatedTerm, 'supplierId' | 'skuId' | 'unitCost' | 'source'> {
  readonly minimumOrderQuantity: string;
  readonly orderMultiple: string;
  /** Of a new term; one that is stored stays preferred or not. */
  readonly preferred: boolean;
}

/** Adds terms, and changes those that are there to a next version. */
export async function upsertTerms(db: Database, terms: readonly TermToStore[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "SupplierTerm" AS stored
      ("supplierId", "skuId", "unitCost", "minimumOrderQuantity", "orderMultiple", preferred, source)
    SELECT "supplierId", "skuId", "unitCost", "minimumOrderQuantity", "orderMultiple", preferred, source
    FROM jsonb_to_recordset(${JSON.stringify(terms)}::jsonb) AS stated("supplierId" uuid, "skuId" uuid,
      "unitCost" numeric, "minimumOrderQuantity" numeric, "orderMultiple" numeric, preferred boolean, source text)
    ORDER BY "supplierId", "skuId"
    ON CONFLICT ("supplierId", "skuId") DO UPDATE SET
      "unitCost" = excluded."unitCost", "minimumOrderQuantity" = excluded."minimumOrderQuantity",
      "orderMultiple" = excluded."orderMultiple", source = excluded.source, version = stored.version + 1`;
}

/** Replaces the price breaks of terms as a whole. */
export async function replacePriceBreaks(
  db: Database,
  terms: readonly Pick<StatedTerm, 'supplierId' | 'skuId' | 'priceBreaks'>[],
): Promise<void> {
  const json = JSON.stringify(terms);
  await db.$executeRaw`
    DELETE FROM "SupplierPriceBreak" WHERE ("supplierId", "skuId") IN (
      SELECT "supplierId", "skuId" FROM jsonb_to_recordset(${json}::jsonb) AS stated("supplierId" uuid, "skuId" uuid))`;
  await db.$executeRaw`
    INSERT INTO "SupplierPriceBreak" ("supplierId", "skuId", "minimumQuantity", "unitCost")
    SELECT stated."supplierId", stated."skuId", price."minimumQuantity", price."unitCost"
    FROM jsonb_to_recordset(${json}::jsonb) AS stated("supplierId" uuid, "skuId" uuid, "priceBreaks" jsonb),
      jsonb_to_recordset(stated."priceBreaks") AS price("minimumQuantity" numeric, "unitCost" numeric)`;
}

/** @param days by supplier, one lead time */
export async function updateLeadTimes(db: Database, days: ReadonlyMap<string, number>): Promise<void> {
  await db.$executeRaw`
    UPDATE "Supplier" SET "leadTimeDays" = stated.days, version = version + 1
    FROM unnest(${[...days.keys()]}::uuid[], ${[...days.values()]}::int[]) AS stated(id, days)
    WHERE "Supplier".id = stated.id AND "leadTimeDays" <> stated.days`;
}

/** @param lives by SKU, days and who says so */
export async function updateShelfLives(
  db: Database,
  lives: ReadonlyMap<string, { readonly days: number; readonly source: string }>,
): Promise<void> {
  await db.$executeRaw`
    UPDATE "Sku" SET "shelfLifeDays" = stated.days, "shelfLifeSource" = stated.source
    FROM unnest(${[...lives.keys()]}::uuid[], ${[...lives.values()].map(life => life.days)}::int[],
      ${[...lives.values()].map(life => life.source)}::text[]) AS stated(id, days, source)
    WHERE "Sku".id = stated.id`;
}
