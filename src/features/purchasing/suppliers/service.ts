import type { SupplierLookup } from '../../../../shared/contracts/import-file.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { QuantityTerms } from '../../../../shared/purchasing/order-quantity.ts';
import {
  type PriceTerms,
  priceBreakProblems,
  type TermPriceBreak,
} from '../../../../shared/purchasing/price-breaks.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import {
  insertSupplier,
  insertTerm,
  lockSku,
  selectPreferredTermOf,
  selectPreferredTerms,
  selectSupplier,
  selectSupplierByCode,
  selectSuppliers,
  selectTerm,
  selectTerms,
  selectTermsOfSuppliers,
  unpreferOtherTerms,
  updateSupplierVersion,
  updateTermVersion,
} from './data.ts';
import type {
  AddTermInput,
  CreateSupplierInput,
  ListTermsInput,
  UpdateSupplierInput,
  UpdateTermInput,
} from './schema.ts';

type SupplierRow = NonNullable<Awaited<ReturnType<typeof selectSupplier>>>;
type TermRow = NonNullable<Awaited<ReturnType<typeof selectTerm>>>;
type Reader = Pick<Actor, 'organisationId'>;

/** Amounts are decimal text in the supplier's currency, quantities numbers in units of the SKU. */
export async function listSuppliers(actor: Reader) {
  const rows = await selectSuppliers(database, actor.organisationId);
  return rows.map(row => ({ ...supplierView(row), skuCount: row._count.terms }));
}

/** What files may call suppliers, in lower case; codes win over names. */
export async function suppliersByName(
  db: Database,
  organisationId: string,
): Promise<ReadonlyMap<string, SupplierLookup>> {
  const rows = await selectSuppliers(db, organisationId);
  const named = (field: 'name' | 'code') => rows.map(row => [row[field].toLowerCase(), row] as const);
  return new Map(
    [...named('name'), ...named('code')].map(([key, { id, code, name, currency }]) => [
      key,
      { id, code, name, currency },
    ]),
  );
}

export async function listTerms(actor: Reader, input: ListTermsInput) {
  const rows = await selectTerms(database, actor.organisationId, input);
  return rows.map(termView);
}

/** What plans order on: SKU → preferred terms with their supplier's. All SKUs when none are named. */
export async function preferredTerms(actor: Reader, skuIds?: readonly string[]) {
  const rows = await selectPreferredTerms(database, actor.organisationId, skuIds);
  return new Map(rows.map(row => [row.skuId, row]));
}

/** What an order's quantities and prices are held against; decimal text. */
export type OrderTerms = PriceTerms & QuantityTerms;

/** By SKU, what a supplier asks for in orders today. */
export async function orderTerms(
  db: Database,
  supplierId: string,
  skuIds: readonly string[],
): Promise<ReadonlyMap<string, OrderTerms>> {
  return (await termsBySupplier(db, [supplierId], skuIds)).get(supplierId) ?? new Map();
}

/** The same of several suppliers, by supplier and SKU. */
export async function termsBySupplier(
  db: Database,
  supplierIds: readonly string[],
  skuIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, OrderTerms>>> {
  const rows = await selectTermsOfSuppliers(db, supplierIds, skuIds);
  const bySupplier = Map.groupBy(rows, row => row.supplierId);
  return new Map([...bySupplier].map(([id, terms]) => [id, new Map(terms.map(row => [row.skuId, orderTermsOf(row)]))]));
}

function orderTermsOf(row: Awaited<ReturnType<typeof selectTermsOfSuppliers>>[number]): OrderTerms {
  return {
    minimumOrderQuantity: row.minimumOrderQuantity.toFixed(),
    orderMultiple: row.orderMultiple.toFixed(),
    unitCost: row.unitCost.toFixed(),
    priceBreaks: priceBreaksOf(row),
  };
}

/** @throws AppError `entity.changed` when someone was faster, `entity.not-found` */
export async function updateSupplier(actor: Actor, input: UpdateSupplierInput) {
  return inTransaction(async transaction => {
    const before = await selectSupplier(transaction, actor.organisationId, input.supplierId);
    if (!before) throw new AppError('entity.not-found', { entity: 'supplier', id: input.supplierId });
    if (!(await updateSupplierVersion(transaction, actor.organisationId, input))) {
      throw new AppError('entity.changed', { entity: 'supplier', id: before.name });
    }
    const after = await selectSupplier(transaction, actor.organisationId, input.supplierId);
    const view = supplierView(after!);
    await changed(transaction, actor, {
      action: 'supplier.update',
      entityType: 'supplier',
      entityId: input.supplierId,
      before: fieldsOf(supplierView(before), input.change),
      after: fieldsOf(view, input.change),
    });
    return view;
  });
}

/** @throws AppError `supplier.code-taken`, `request.key-reused` */
export async function createSupplier(actor: Actor, input: CreateSupplierInput) {
  const { organisationId } = actor;
  return inTransaction(async transaction => {
    const isNew = await insertSupplier(transaction, organisationId, input);
    const supplier = await selectSupplier(transaction, organisationId, input.supplierId);
    if (!supplier) {
      throw (await selectSupplierByCode(transaction, organisationId, input.code))
        ? new AppError('supplier.code-taken', { code: input.code })
        : new AppError('request.key-reused');
    }
    const view = supplierView(supplier);
    if (!isNew) return view;
    await changed(transaction, actor, {
      action: 'supplier.create',
      entityType: 'supplier',
      entityId: view.id,
      after: view,
    });
    return view;
  });
}

/** @throws AppError `entity.changed` when someone was faster, `entity.not-found`, `supplier.price-breaks-invalid` */
export async function updateTerm(actor: Actor, input: UpdateTermInput) {
  const { supplierId, skuId, change } = input;
  return inTransaction(async transaction => {
    if (change.preferred) await lockSku(transaction, actor.organisationId, skuId);
    const before = await selectTerm(transaction, actor.organisationId, supplierId, skuId);
    if (!before) throw new AppError('entity.not-found', { entity: 'supplier term of SKU', id: skuId });
    if (!(await updateTermVersion(transaction, actor.organisationId, input))) {
      throw new AppError('entity.changed', { entity: 'the terms of', id: before.sku.name });
    }
    if (change.preferred) await unpreferOtherTerms(transaction, actor.organisationId, skuId, supplierId);
    const view = termView((await selectTerm(transaction, actor.organisationId, supplierId, skuId))!);
    requireFallingPrices(view);
    await changed(transaction, actor, {
      action: 'supplier-term.update',
      entityType: 'supplier-term',
      entityId: `${supplierId}/${skuId}`,
      before: fieldsOf(termView(before), change),
      after: fieldsOf(view, change),
    });
    return view;
  });
}

/** The first terms of a SKU are its preferred ones. @throws AppError `entity.not-found`, `supplier.term-exists` */
export async function addTerm(actor: Actor, input: AddTermInput) {
  const { organisationId } = actor;
  return inTransaction(async transaction => {
    const supplier = await selectSupplier(transaction, organisationId, input.supplierId);
    if (!supplier) throw new AppError('entity.not-found', { entity: 'supplier', id: input.supplierId });
    const sku = await lockSku(transaction, organisationId, input.skuId);
    if (!sku) throw new AppError('entity.not-found', { entity: 'SKU', id: input.skuId });
    if (await selectTerm(transaction, organisationId, input.supplierId, input.skuId)) {
      throw new AppError('supplier.term-exists', { supplier: supplier.name, sku: sku.name });
    }
    const preferred = !(await selectPreferredTermOf(transaction, organisationId, input.skuId));
    await insertTerm(transaction, { ...input, preferred });
    const view = termView((await selectTerm(transaction, organisationId, input.supplierId, input.skuId))!);
    await changed(transaction, actor, {
      action: 'supplier-term.create',
      entityType: 'supplier-term',
      entityId: `${input.supplierId}/${input.skuId}`,
      after: view,
    });
    return view;
  });
}

/** A unit cost may be changed as well as the price breaks below it. */
function requireFallingPrices(term: ReturnType<typeof termView>): void {
  const [problem] = priceBreakProblems(term);
  if (!problem) return;
  throw new AppError('supplier.price-breaks-invalid', {
    supplier: term.supplierName,
    sku: term.skuName,
    quantity: term.priceBreaks[problem.index]!.minimumQuantity,
    problem: problem.message,
  });
}

/** Audit row and live event of one change. */
async function changed(transaction: Database, actor: Actor, entry: Parameters<typeof recordDone>[2]): Promise<void> {
  await recordDone(transaction, actor, entry);
  await appendEvent(transaction, {
    organisationId: actor.organisationId,
    topic: 'supplier',
    entityId: entry.entityId,
    payload: { action: entry.action },
  });
}

/** The named fields only, so that an audit row shows what was changed and nothing else. */
function fieldsOf<View extends object>(view: View, change: object) {
  return Object.fromEntries(Object.entries(view).filter(([field]) => field in change));
}

function supplierView(row: SupplierRow) {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    currency: row.currency,
    leadTimeDays: row.leadTimeDays,
    leadTimeDeviationDays: row.leadTimeDeviationDays.toNumber(),
    orderCost: row.orderCost.toFixed(2),
    minimumOrderValue: row.minimumOrderValue.toFixed(2),
    paymentTermsDays: row.paymentTermsDays,
    weeklyCapacity: row.weeklyCapacity?.toNumber() ?? null,
    source: row.source,
    version: row.version,
  };
}

function termView(row: TermRow) {
  return {
    supplierId: row.supplierId,
    supplierName: row.supplier.name,
    currency: row.supplier.currency,
    skuId: row.skuId,
    skuCode: row.sku.code,
    skuName: row.sku.name,
    unitOfMeasure: row.sku.unitOfMeasure,
    unitCost: row.unitCost.toString(),
    priceBreaks: priceBreaksOf(row),
    minimumOrderQuantity: row.minimumOrderQuantity.toNumber(),
    orderMultiple: row.orderMultiple.toNumber(),
    preferred: row.preferred,
    source: row.source,
    version: row.version,
  };
}

/** As numbers and text; with the terms they are read with, in ascending order. */
export function priceBreaksOf({ priceBreaks }: Pick<TermRow, 'priceBreaks'>): TermPriceBreak[] {
  return priceBreaks.map(({ minimumQuantity, unitCost }) => ({
    minimumQuantity: minimumQuantity.toNumber(),
    unitCost: unitCost.toString(),
  }));
}
