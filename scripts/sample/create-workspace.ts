import { aliasKey } from '../../src/features/data/catalogue/service.ts';
import type { Actor } from '../../src/server/actor.ts';
import type { Database } from '../../src/server/db.ts';
import { approvalLimits, exchangeRates, skuAssumptions, suppliers, users } from './assumptions.ts';
import { brandOfSku, channels, products, regions, townCounties } from './catalogue.ts';

/** The day after the last week of the extract: its week 0 is the first one to plan. */
export const planningDate = '2016-05-29';

/**
 * Creates the organisation, its users and everything but the sales.
 * @param counties names of all counties in the extract
 * @returns the administrator, in whose name the sales are imported
 */
export async function createWorkspace(db: Database, counties: readonly string[]): Promise<Actor> {
  const day = new Date(planningDate);
  const { id: organisationId } = await db.organisation.create({
    data: { name: 'Sentia Spirits (sample)', isSample: true, planningDate: day, weekStartsOn: 0 },
  });
  await db.approvalLimit.createMany({ data: approvalLimits.map(limit => ({ organisationId, ...limit })) });
  await db.exchangeRate.createMany({ data: exchangeRates.map(rate => ({ organisationId, day, ...rate })) });
  const people = await db.user.createManyAndReturn({
    data: users.map(user => ({
      organisationId,
      email: `${user.name.toLowerCase().replaceAll(' ', '.')}@example.com`,
      ...user,
    })),
  });
  const { skuId, warehouseId } = await createCatalogue(db, organisationId, counties);
  await createSupply(db, organisationId, day, skuId, warehouseId);
  const administrator = people.find(person => person.role === 'ADMIN')!;
  return {
    userId: administrator.id,
    organisationId,
    name: administrator.name,
    role: administrator.role,
    approvalAuthority: administrator.approvalAuthority,
    requestId: 'sample-workspace',
  };
}

type IdByCode = ReadonlyMap<string, string>;

async function createCatalogue(db: Database, organisationId: string, counties: readonly string[]) {
  const productId = ids(
    await db.product.createManyAndReturn({ data: products.map(row => ({ organisationId, ...row })) }),
  );
  const regionId = ids(
    await db.region.createManyAndReturn({
      data: regions.map(({ code, name, currency, country }) => ({ organisationId, code, name, currency, country })),
    }),
  );
  const warehouseId = ids(
    await db.warehouse.createManyAndReturn({
      data: regions.map(({ code, name, capacityUnits }) => ({
        organisationId,
        code: `${code}-1`,
        name: `${name} warehouse`,
        regionId: idOf(regionId, code),
        capacityUnits,
      })),
    }),
  );
  const channelId = ids(
    await db.channel.createManyAndReturn({
      data: channels.map(({ code, name, region }) => ({
        organisationId,
        code,
        name,
        regionId: idOf(regionId, region),
        warehouseId: idOf(warehouseId, `${region}-1`),
      })),
    }),
  );
  const skuId = ids(
    await db.sku.createManyAndReturn({
      data: products.flatMap(product =>
        regions.map(region => ({
          organisationId,
          code: `${product.code}-${region.code}`,
          name: `${product.name} ${region.code}`,
          productId: idOf(productId, product.code),
          regionId: idOf(regionId, region.code),
          unitOfMeasure: 'litre',
        })),
      ),
    }),
  );
  await db.alias.createMany({
    data: [
      ...Object.entries(brandOfSku).map(([code, brand]) => ({
        organisationId,
        kind: 'SKU' as const,
        alias: aliasKey(brand, null),
        targetId: idOf(skuId, code),
      })),
      ...channels.flatMap(channel =>
        counties
          .filter(county => channel.takes === 'all' || (channel.takes === 'towns') === townCounties.includes(county))
          .map(county => ({
            organisationId,
            kind: 'CHANNEL' as const,
            alias: aliasKey(county, channel.region),
            targetId: idOf(channelId, channel.code),
          })),
      ),
    ],
  });
  return { skuId, warehouseId };
}

async function createSupply(
  db: Database,
  organisationId: string,
  asOf: Date,
  skuId: IdByCode,
  warehouseId: IdByCode,
): Promise<void> {
  const supplierId = ids(
    await db.supplier.createManyAndReturn({ data: suppliers.map(row => ({ organisationId, ...row })) }),
  );
  // A SKU's code ends with its region's, whose one warehouse keeps it.
  const place = (code: string) => ({
    skuId: idOf(skuId, code),
    warehouseId: idOf(warehouseId, `${code.slice(code.indexOf('-') + 1)}-1`),
  });
  await db.supplierTerm.createMany({
    data: skuAssumptions.map(({ code, supplier, term }) => ({
      supplierId: idOf(supplierId, supplier),
      skuId: idOf(skuId, code),
      ...term,
    })),
  });
  await db.stockLevel.createMany({
    data: skuAssumptions.map(({ code, stock }) => ({ ...place(code), asOf, ...stock })),
  });
  await db.inventoryPolicy.createMany({
    data: skuAssumptions.map(({ code, policy }) => ({ ...place(code), ...policy })),
  });
}

function ids(rows: readonly { id: string; code: string }[]): IdByCode {
  return new Map(rows.map(row => [row.code, row.id]));
}

function idOf(rows: IdByCode, code: string): string {
  const id = rows.get(code);
  if (id === undefined) throw new Error(`The sample workspace names ${code}, but creates no such row`);
  return id;
}
