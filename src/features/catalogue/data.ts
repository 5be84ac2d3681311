import type { Database } from '../../server/db.ts';
import type { AliasKind } from '../../server/generated/prisma/enums.ts';
import type { CatalogueEntry } from './schema.ts';

/** Everything a filter bar or a look-up needs; small even for thousands of SKUs. One call, so that a transaction may make it. */
export function selectCatalogue(db: Database, organisationId: string) {
  const orderBy = { code: 'asc' } as const;
  return db.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: {
      products: { select: { id: true, code: true, name: true }, orderBy },
      regions: { select: { id: true, code: true, name: true, currency: true }, orderBy },
      channels: { select: { id: true, code: true, name: true, regionId: true, warehouseId: true }, orderBy },
      skus: {
        where: { active: true },
        select: { id: true, code: true, name: true, productId: true, regionId: true, unitOfMeasure: true },
        orderBy,
      },
      warehouses: { select: { id: true, code: true, name: true, regionId: true }, orderBy },
    },
  });
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

export function upsertAlias(
  db: Database,
  alias: { organisationId: string; kind: AliasKind; alias: string; targetId: string },
) {
  const { targetId, ...key } = alias;
  return db.alias.upsert({
    where: { organisationId_kind_alias: key },
    create: alias,
    update: { targetId },
  });
}

/** Writers of one catalogue follow each other, so that a code is free when it was seen free. */
export async function lockCatalogue(db: Database, organisationId: string): Promise<void> {
  await db.$queryRaw`SELECT id FROM "Organisation" WHERE id = ${organisationId}::uuid FOR UPDATE`;
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
