import type { Database } from '../../server/db.ts';
import type { AliasKind } from '../../server/generated/prisma/enums.ts';

/** Everything a filter bar or a look-up needs; small even for thousands of SKUs. */
export async function selectCatalogue(db: Database, organisationId: string) {
  const [products, regions, channels, skus, warehouses] = await Promise.all([
    db.product.findMany({
      where: { organisationId },
      select: { id: true, code: true, name: true },
      orderBy: { code: 'asc' },
    }),
    db.region.findMany({
      where: { organisationId },
      select: { id: true, code: true, name: true, currency: true },
      orderBy: { code: 'asc' },
    }),
    db.channel.findMany({
      where: { organisationId },
      select: { id: true, code: true, name: true, regionId: true, warehouseId: true },
      orderBy: { code: 'asc' },
    }),
    db.sku.findMany({
      where: { organisationId, active: true },
      select: { id: true, code: true, name: true, productId: true, regionId: true, unitOfMeasure: true },
      orderBy: { code: 'asc' },
    }),
    db.warehouse.findMany({
      where: { organisationId },
      select: { id: true, code: true, name: true, regionId: true },
      orderBy: { code: 'asc' },
    }),
  ]);
  return { products, regions, channels, skus, warehouses };
}

export function selectAliases(db: Database, organisationId: string) {
  return db.alias.findMany({ where: { organisationId }, select: { kind: true, alias: true, targetId: true } });
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
