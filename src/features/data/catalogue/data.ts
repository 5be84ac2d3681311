import type { Database } from '../../../server/db.ts';
import type { AliasKind } from '../../../server/generated/prisma/enums.ts';
import type { CatalogueEntry } from './schema.ts';

interface Named {
  id: string;
  code: string;
  name: string;
}

/** Everything a filter bar or a look-up needs, each list by code; small even for thousands of SKUs. */
export interface Catalogue {
  readonly products: readonly Named[];
  /** `country` is ISO 3166-1 alpha-2; null for a region of several. */
  readonly regions: readonly (Named & { currency: string; country: string | null })[];
  readonly channels: readonly (Named & { regionId: string; warehouseId: string })[];
  readonly skus: readonly (Named & {
    productId: string;
    regionId: string;
    unitOfMeasure: string;
    shelfLifeDays: number | null;
    shelfLifeSource: string | null;
  })[];
  readonly warehouses: readonly (Named & { regionId: string })[];
}

/**
 * The catalogue and its version, of one moment.
 * @param known the version that the caller has: while it holds, `catalogue` is null
 */
export async function selectCatalogue(
  db: Database,
  organisationId: string,
  known: string | null = null,
): Promise<{ version: string; catalogue: Catalogue | null }> {
  const [row] = await db.$queryRaw<[{ version: string; catalogue: Catalogue | null }]>`
    WITH
      product AS (SELECT id, code, name FROM "Product" WHERE "organisationId" = ${organisationId}::uuid),
      region AS (SELECT id, code, name, currency, country FROM "Region" WHERE "organisationId" = ${organisationId}::uuid),
      channel AS (
        SELECT id, code, name, "regionId", "warehouseId" FROM "Channel" WHERE "organisationId" = ${organisationId}::uuid),
      sku AS (
        SELECT id, code, name, "productId", "regionId", "unitOfMeasure", "shelfLifeDays", "shelfLifeSource"
        FROM "Sku" WHERE "organisationId" = ${organisationId}::uuid AND active),
      warehouse AS (SELECT id, code, name, "regionId" FROM "Warehouse" WHERE "organisationId" = ${organisationId}::uuid)
    SELECT "catalogueVersion" AS version, CASE WHEN "catalogueVersion" IS DISTINCT FROM ${known} THEN json_build_object(
      'products', (SELECT coalesce(json_agg(product ORDER BY code), '[]') FROM product),
      'regions', (SELECT coalesce(json_agg(region ORDER BY code), '[]') FROM region),
      'channels', (SELECT coalesce(json_agg(channel ORDER BY code), '[]') FROM channel),
      'skus', (SELECT coalesce(json_agg(sku ORDER BY code), '[]') FROM sku),
      'warehouses', (SELECT coalesce(json_agg(warehouse ORDER BY code), '[]') FROM warehouse)
    ) END AS catalogue
    FROM "Organisation" WHERE id = ${organisationId}::uuid`;
  return row;
}

/** What files may call SKUs and channels. One query after the other: in a transaction they share a connection. */
export async function selectNames(db: Database, organisationId: string) {
  const where = { organisationId };
  const regions = await db.region.findMany({ where, select: { id: true, code: true, currency: true } });
  const named = { id: true, code: true, name: true, regionId: true } as const;
  const channels = await db.channel.findMany({ where, select: named });
  const skus = await db.sku.findMany({ where: { ...where, active: true }, select: named });
  const aliases = await db.alias.findMany({ where, select: { kind: true, alias: true, targetId: true } });
  return { regions, channels, skus, aliases };
}

/** Writes aliases, each named once. */
export function upsertAliases(
  db: Database,
  organisationId: string,
  aliases: readonly { kind: AliasKind; alias: string; targetId: string }[],
): Promise<number> {
  return db.$executeRaw`
    INSERT INTO "Alias" ("organisationId", kind, alias, "targetId")
    SELECT ${organisationId}::uuid, kind::"AliasKind", alias, target
    FROM unnest(${aliases.map(one => one.kind)}::text[], ${aliases.map(one => one.alias)}::text[],
      ${aliases.map(one => one.targetId)}::uuid[]) AS taught (kind, alias, target)
    ON CONFLICT ("organisationId", kind, alias) DO UPDATE SET "targetId" = excluded."targetId"`;
}

/** Writers of one catalogue follow each other, so that a code is free when it was seen free. */
export async function lockCatalogue(db: Database, organisationId: string): Promise<void> {
  await db.$queryRaw`SELECT id FROM "Organisation" WHERE id = ${organisationId}::uuid FOR NO KEY UPDATE`;
}

/** Adds the entry, or changes the one with its id. The caller has checked that the id is free or the organisation's. */
export async function upsertEntry(db: Database, organisationId: string, entry: CatalogueEntry): Promise<void> {
  const { kind, id, ...columns } = entry;
  const write = { where: { id }, update: columns, create: { id, organisationId, ...columns } };
  // One delegate each: their argument types have nothing in common but their shape.
  if (kind === 'product') await db.product.upsert(write);
  else if (kind === 'region') await db.region.upsert(write as Parameters<typeof db.region.upsert>[0]);
  else if (kind === 'warehouse') await db.warehouse.upsert(write as Parameters<typeof db.warehouse.upsert>[0]);
  else if (kind === 'channel') await db.channel.upsert(write as Parameters<typeof db.channel.upsert>[0]);
  else await db.sku.upsert(write as Parameters<typeof db.sku.upsert>[0]);
}

/** Whether any organisation holds an entry of this kind under the id. */
export async function entryExists(db: Database, kind: CatalogueEntry['kind'], id: string): Promise<boolean> {
  const where = { where: { id } };
  const count = {
    product: () => db.product.count(where),
    region: () => db.region.count(where),
    warehouse: () => db.warehouse.count(where),
    channel: () => db.channel.count(where),
    sku: () => db.sku.count(where),
  }[kind];
  return (await count()) > 0;
}
