import type { Database } from '../../../server/db.ts';
import { Prisma } from '../../../server/generated/prisma/client.ts';
import type { ChangePage, FactCounts } from '../import-runs/schema.ts';

/**
 * The facts that a batch's valid rows state: rows of the same key added together. Revenue of a key is known only when
 * each of its rows has one.
 */
function incomingFacts(batchId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT "skuId", "channelId", period, "periodStart", sum(quantity) AS quantity,
      CASE WHEN count(revenue) = count(*) THEN sum(revenue) END AS revenue,
      CASE WHEN count(revenue) = count(*) THEN max(currency) END AS currency
    FROM "ImportRow" WHERE "batchId" = ${batchId}::uuid AND valid
    GROUP BY "skuId", "channelId", period, "periodStart"`;
}

/** A file without revenue leaves the revenue that is stored. */
const factChanges = Prisma.sql`(stored."skuId" IS NOT NULL AND (stored.quantity <> incoming.quantity
  OR (incoming.revenue IS NOT NULL
    AND (stored.revenue, stored.currency) IS DISTINCT FROM (incoming.revenue, incoming.currency))))`;

const joinStored = Prisma.sql`LEFT JOIN "SalesFact" AS stored USING ("skuId", "channelId", period, "periodStart")`;

/** What a commit would do now. */
export async function countFactChanges(db: Database, batchId: string): Promise<FactCounts> {
  const [counts] = await db.$queryRaw<FactCounts[]>`
    SELECT count(*) FILTER (WHERE stored."skuId" IS NULL)::int AS "createCount",
      count(*) FILTER (WHERE ${factChanges})::int AS "updateCount",
      count(*) FILTER (WHERE stored."skuId" IS NOT NULL AND NOT ${factChanges})::int AS "unchangedCount"
    FROM (${incomingFacts(batchId)}) AS incoming ${joinStored}`;
  return counts!;
}

/** Writes the batch's facts; a fact that is stored as stated is left alone, with the batch it came from. */
export async function upsertFacts(db: Database, batchId: string): Promise<FactCounts> {
  const counts = await countFactChanges(db, batchId);
  await db.$executeRaw`
    INSERT INTO "SalesFact" ("skuId", "channelId", period, "periodStart", quantity, revenue, currency, "importBatchId")
    SELECT "skuId", "channelId", period, "periodStart", incoming.quantity,
      coalesce(incoming.revenue, stored.revenue), coalesce(incoming.currency, stored.currency), ${batchId}::uuid
    FROM (${incomingFacts(batchId)}) AS incoming ${joinStored}
    WHERE stored."skuId" IS NULL OR ${factChanges}
    ORDER BY "skuId", "channelId", period, "periodStart"
    ON CONFLICT ("skuId", "channelId", period, "periodStart") DO UPDATE SET
      quantity = excluded.quantity, revenue = excluded.revenue, currency = excluded.currency,
      "importBatchId" = excluded."importBatchId"`;
  return counts;
}

/** Of one SKU, channel and period. */
export type FactChange = {
  readonly skuCode: string;
  readonly channelCode: string;
  readonly periodStart: string;
  readonly quantity: string;
  readonly storedQuantity: string | null;
  readonly revenue: string | null;
  readonly storedRevenue: string | null;
  readonly currency: string | null;
  readonly storedCurrency: string | null;
};

/** What a commit would create or change now, with what is stored beside it. */
export function selectFactChanges(db: Database, page: ChangePage): Promise<FactChange[]> {
  const wanted = page.kind === 'create' ? Prisma.sql`stored."skuId" IS NULL` : factChanges;
  return db.$queryRaw<FactChange[]>`
    SELECT sku.code AS "skuCode", channel.code AS "channelCode", to_char("periodStart", 'YYYY-MM-DD') AS "periodStart",
      incoming.quantity::text AS quantity, stored.quantity::text AS "storedQuantity",
      incoming.revenue::text AS revenue, stored.revenue::text AS "storedRevenue",
      incoming.currency, stored.currency AS "storedCurrency"
    FROM (${incomingFacts(page.batchId)}) AS incoming ${joinStored}
    JOIN "Sku" AS sku ON sku.id = incoming."skuId" JOIN "Channel" AS channel ON channel.id = incoming."channelId"
    WHERE ${wanted}
    ORDER BY sku.code, channel.code, "periodStart" OFFSET ${page.offset} LIMIT ${page.limit}`;
}
