import type { Database } from '../../../server/db.ts';
import type {
  AddTermInput,
  CreateSupplierInput,
  ListTermsInput,
  UpdateSupplierInput,
  UpdateTermInput,
} from './schema.ts';

/** A partial input allows `undefined` by its type; the JSON it was parsed from cannot carry it. */
type Present<Change> = { [Field in keyof Change]?: Exclude<Change[Field], undefined> };

export function selectSuppliers(db: Database, organisationId: string) {
  return db.supplier.findMany({
    where: { organisationId },
    include: { _count: { select: { terms: true } } },
    orderBy: { code: 'asc' },
  });
}

export function selectSupplier(db: Database, organisationId: string, id: string) {
  return db.supplier.findFirst({ where: { id, organisationId } });
}

export function selectSupplierByCode(db: Database, organisationId: string, code: string) {
  return db.supplier.findFirst({ where: { organisationId, code } });
}

/** @returns false when the id or the code is taken */
export async function insertSupplier(
  db: Database,
  organisationId: string,
  { supplierId, ...columns }: CreateSupplierInput,
): Promise<boolean> {
  const data = { id: supplierId, organisationId, ...columns };
  return (await db.supplier.createMany({ data, skipDuplicates: true })).count === 1;
}

/** Whether the supplier still had this version, and so was changed. */
export async function updateSupplierVersion(
  db: Database,
  organisationId: string,
  { supplierId, version, change }: UpdateSupplierInput,
): Promise<boolean> {
  const { count } = await db.supplier.updateMany({
    where: { id: supplierId, organisationId, version },
    data: { ...(change as Present<typeof change>), version: { increment: 1 } },
  });
  return count === 1;
}

const termWithNames = {
  supplier: { select: { code: true, name: true, currency: true } },
  sku: { select: { code: true, name: true, unitOfMeasure: true } },
  priceBreaks: { orderBy: { minimumQuantity: 'asc' } },
} as const;

export function selectTerms(db: Database, organisationId: string, filter: ListTermsInput) {
  return db.supplierTerm.findMany({
    where: {
      supplier: { organisationId },
      ...(filter.supplierIds.length > 0 && { supplierId: { in: filter.supplierIds } }),
      sku: {
        active: true,
        ...(filter.productIds.length > 0 && { productId: { in: filter.productIds } }),
        ...(filter.regionIds.length > 0 && { regionId: { in: filter.regionIds } }),
      },
    },
    include: termWithNames,
    orderBy: [{ sku: { code: 'asc' } }, { supplier: { code: 'asc' } }],
  });
}

export function selectTerm(db: Database, organisationId: string, supplierId: string, skuId: string) {
  return db.supplierTerm.findFirst({
    where: { supplierId, skuId, supplier: { organisationId } },
    include: termWithNames,
  });
}

/** Holds a SKU until the transaction ends: one after the other decides which of its terms are preferred. */
export async function lockSku(db: Database, organisationId: string, id: string) {
  await db.$queryRaw`
    SELECT id FROM "Sku" WHERE id = ${id}::uuid AND "organisationId" = ${organisationId}::uuid FOR NO KEY UPDATE`;
  return db.sku.findFirst({ where: { id, organisationId, active: true }, select: { id: true, name: true } });
}

export function insertTerm(db: Database, term: AddTermInput & { preferred: boolean }) {
  return db.supplierTerm.create({ data: term });
}

/** Price breaks, where the change names them, replace the term's as a whole. */
export async function updateTermVersion(
  db: Database,
  organisationId: string,
  { supplierId, skuId, version, change }: UpdateTermInput,
): Promise<boolean> {
  const { priceBreaks, ...columns } = change;
  const { count } = await db.supplierTerm.updateMany({
    where: { supplierId, skuId, version, supplier: { organisationId } },
    data: { ...(columns as Present<typeof columns>), version: { increment: 1 } },
  });
  if (count === 1 && priceBreaks) {
    await db.supplierPriceBreak.deleteMany({ where: { supplierId, skuId } });
    await db.supplierPriceBreak.createMany({ data: priceBreaks.map(each => ({ supplierId, skuId, ...each })) });
  }
  return count === 1;
}

export function selectPreferredTermOf(db: Database, organisationId: string, skuId: string) {
  return db.supplierTerm.findFirst({ where: { skuId, preferred: true, supplier: { organisationId } } });
}

export function unpreferOtherTerms(db: Database, organisationId: string, skuId: string, supplierId: string) {
  return db.supplierTerm.updateMany({
    where: { skuId, preferred: true, supplierId: { not: supplierId }, supplier: { organisationId } },
    data: { preferred: false, version: { increment: 1 } },
  });
}

/** What suppliers ask for SKUs. */
export function selectTermsOfSuppliers(db: Database, supplierIds: readonly string[], skuIds: readonly string[]) {
  return db.supplierTerm.findMany({
    where: { supplierId: { in: [...supplierIds] }, skuId: { in: [...skuIds] } },
    include: { priceBreaks: { orderBy: { minimumQuantity: 'asc' } } },
  });
}

/** The terms that plans order on, with their supplier: at most one for each SKU. */
export function selectPreferredTerms(db: Database, organisationId: string, skuIds: readonly string[] | undefined) {
  return db.supplierTerm.findMany({
    where: {
      preferred: true,
      supplier: { organisationId },
      ...(skuIds && { skuId: { in: [...skuIds] } }),
    },
    include: { supplier: true, priceBreaks: { orderBy: { minimumQuantity: 'asc' } } },
  });
}
