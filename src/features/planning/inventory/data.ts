import type { Database } from '../../../server/db.ts';
import type { CountStockInput, SetPolicyInput } from './schema.ts';

export async function selectPair(db: Database, organisationId: string, skuId: string, warehouseId: string) {
  const [sku, warehouse] = await Promise.all([
    db.sku.findFirst({ where: { id: skuId, organisationId }, select: { name: true } }),
    db.warehouse.findFirst({ where: { id: warehouseId, organisationId }, select: { name: true } }),
  ]);
  return { sku, warehouse };
}

export function selectStockLevel(db: Database, skuId: string, warehouseId: string) {
  return db.stockLevel.findUnique({ where: { skuId_warehouseId: { skuId, warehouseId } } });
}

/** Whether the stock still had the version given, and so was written. */
export async function writeStockLevel(
  db: Database,
  { version, ...row }: Omit<CountStockInput, 'source'> & { asOf: Date; source: string },
): Promise<boolean> {
  const { skuId, warehouseId, ...columns } = row;
  const { count } =
    version === null
      ? await db.stockLevel.createMany({ data: [row], skipDuplicates: true })
      : await db.stockLevel.updateMany({
          where: { skuId, warehouseId, version },
          data: { ...columns, version: { increment: 1 } },
        });
  return count === 1;
}

export function selectPolicy(db: Database, skuId: string, warehouseId: string) {
  return db.inventoryPolicy.findUnique({ where: { skuId_warehouseId: { skuId, warehouseId } } });
}

/** Whether the policy still had the version given, and so was written. */
export async function writePolicy(
  db: Database,
  { version, skuId, warehouseId, measure, target, ...rest }: Omit<SetPolicyInput, 'source'> & { source: string },
): Promise<boolean> {
  const columns = {
    ...rest,
    serviceMeasure: measure === 'cycle' ? ('CYCLE' as const) : ('FILL' as const),
    serviceTarget: target,
  };
  const { count } =
    version === null
      ? await db.inventoryPolicy.createMany({ data: [{ skuId, warehouseId, ...columns }], skipDuplicates: true })
      : await db.inventoryPolicy.updateMany({
          where: { skuId, warehouseId, version },
          data: { ...columns, version: { increment: 1 } },
        });
  return count === 1;
}
