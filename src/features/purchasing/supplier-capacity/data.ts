import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { ChangeCapacityInput } from './schema.ts';

const withSupplier = { supplier: { select: { name: true, weeklyCapacity: true } } } as const;

export type CapacityRow = NonNullable<Awaited<ReturnType<typeof selectCapacity>>>;

/** Weeks with a capacity of their own, the latest first. */
export function selectCapacities(db: Database, organisationId: string) {
  return db.supplierCapacity.findMany({
    where: { supplier: { organisationId } },
    include: withSupplier,
    orderBy: [{ firstDay: 'desc' }, { supplier: { name: 'asc' } }],
  });
}

export function selectCapacity(db: Database, organisationId: string, id: string) {
  return db.supplierCapacity.findFirst({ where: { id, supplier: { organisationId } }, include: withSupplier });
}

export function selectSupplierName(db: Database, organisationId: string, id: string) {
  return db.supplier.findFirst({ where: { id, organisationId }, select: { name: true } });
}

/** @returns false when the id or the supplier's week is taken */
export async function insertCapacity(db: Database, week: Prisma.SupplierCapacityCreateManyInput): Promise<boolean> {
  const { count } = await db.supplierCapacity.createMany({ data: week, skipDuplicates: true });
  return count === 1;
}

/** Changes a week that is still at `version`. @returns false when it is not */
export async function updateCapacity(db: Database, { id, version, change }: ChangeCapacityInput): Promise<boolean> {
  const { count } = await db.supplierCapacity.updateMany({
    where: { id, version },
    // A partial input allows `undefined` by its type; the JSON it was parsed from cannot carry it.
    data: { ...(change as Prisma.SupplierCapacityUncheckedUpdateManyInput), version: { increment: 1 } },
  });
  return count === 1;
}

/** Removes a week that is still at `version`. @returns false when it is not */
export async function deleteCapacity(db: Database, id: string, version: number): Promise<boolean> {
  const { count } = await db.supplierCapacity.deleteMany({ where: { id, version } });
  return count === 1;
}

/** Usual capacity of each supplier, and the weeks from a day on that have another one. */
export function selectSuppliersWithCapacities(db: Database, organisationId: string, fromDay: Date) {
  return db.supplier.findMany({
    where: { organisationId },
    select: {
      id: true,
      weeklyCapacity: true,
      source: true,
      capacities: { where: { firstDay: { gte: fromDay } }, select: { firstDay: true, units: true, source: true } },
    },
  });
}

/** By supplier, units on orders that were placed from a day on, or are approved and about to be. */
export async function selectUnitsOrderedSince(
  db: Database,
  organisationId: string,
  day: string,
): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ supplierId: string; units: number }[]>`
    SELECT purchase."supplierId", sum(line.quantity)::float8 AS units
    FROM "PurchaseOrder" AS purchase JOIN "PurchaseOrderLine" AS line ON line."orderId" = purchase.id
    WHERE purchase."organisationId" = ${organisationId}::uuid
      AND (purchase.status = 'APPROVED'
        OR purchase.status IN ('ORDERED', 'RECEIVED') AND purchase."orderedOn" >= ${day}::date)
    GROUP BY purchase."supplierId"`;
  return new Map(rows.map(row => [row.supplierId, row.units]));
}
