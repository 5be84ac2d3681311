import { Decimal } from 'decimal.js';
import type { StoredTermLookup } from '../../../../shared/contracts/import-file.ts';
import { AppError } from '../../../../shared/errors.ts';
import { priceBreakProblems, type TermPriceBreak } from '../../../../shared/purchasing/price-breaks.ts';
import { byTerm, type StatedTerm, statedTerm, type TermRecord } from '../../../../shared/purchasing/stated-terms.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, inChunks } from '../../../server/db.ts';
import { appendEvents } from '../../../server/events.ts';
import { lockCatalogue, readLookups } from '../../data/catalogue/service.ts';
import { type Compared, importOfRecords, readRecords } from '../../data/import-records/service.ts';
import { recordAllDone } from '../../workspace/audit/service.ts';
import { priceBreaksOf, suppliersByName } from '../suppliers/service.ts';
import {
  lockTerms,
  replacePriceBreaks,
  type StoredTerm,
  selectHasPriceBreaks,
  selectShelfLives,
  selectSuppliers,
  selectTerms,
  updateLeadTimes,
  updateShelfLives,
  upsertTerms,
} from './data.ts';

const termsAtOnce = 1_000;

/** A term with the days of its supplier and SKU, decimal text. */
interface WholeTerm {
  readonly unitCost: string;
  readonly priceBreaks: readonly TermPriceBreak[];
  readonly minimumOrderQuantity: string;
  readonly orderMultiple: string;
  readonly leadTimeDays: number;
  readonly shelfLifeDays: number | null;
  readonly source: string;
}

interface TermChange extends Compared {
  readonly stated: StatedTerm;
  /** As it will be: what the file does not state stays. */
  readonly after: WholeTerm;
  readonly before: WholeTerm | null;
  /** Of a new term: whether plans order the SKU here from now on, because nobody else delivers it. */
  readonly preferred: boolean;
}

/** What files of supplier terms become. */
export const termImport = importOfRecords<TermChange>({
  async lookups(db, actor) {
    const names = await readLookups(db, actor.organisationId);
    const suppliers = await suppliersByName(db, actor.organisationId);
    const terms = await selectTerms(db, actor.organisationId);
    return {
      ...names,
      suppliers,
      terms: new Map(terms.map(term => [keyOf(term), lookupOf(term)])),
    };
  },

  async compare(db, { organisationId }, batchId, lock) {
    const rows = await readRecords<keyof TermRecord>(db, batchId);
    const withBreaks = await selectHasPriceBreaks(db, batchId);
    const stated = [...byTerm(rows).values()].map(own => statedTerm(own, withBreaks));
    if (lock) await lockTerms(db, organisationId, stated);
    const suppliers = new Map((await selectSuppliers(db, organisationId)).map(row => [row.id, row]));
    const skus = new Map((await selectShelfLives(db, organisationId)).map(row => [row.id, row]));
    const terms = await selectTerms(db, organisationId);
    const storedOf = new Map(terms.map(term => [keyOf(term), term]));
    // Of a supplier and of a SKU: one row that states them is enough for all of its terms.
    const leadTimes = statedDays(stated, 'supplierId', 'leadTimeDays');
    const shelfLives = statedDays(stated, 'skuId', 'shelfLifeDays');
    const delivered = new Set(terms.filter(term => term.preferred).map(term => term.skuId));
    return stated.flatMap((term): TermChange[] => {
      const supplier = suppliers.get(term.supplierId);
      const sku = skus.get(term.skuId);
      // Removed since the check: there is nobody to keep terms of.
      if (!supplier || !sku) return [];
      const stored = storedOf.get(keyOf(term));
      const before = stored ? wholeTerm(stored, supplier.leadTimeDays, sku.shelfLifeDays) : null;
      const after = afterImport(term, before, {
        leadTimeDays: leadTimes.get(term.supplierId) ?? supplier.leadTimeDays,
        shelfLifeDays: shelfLives.get(term.skuId) ?? sku.shelfLifeDays,
      });
      const preferred = !stored && !delivered.has(term.skuId);
      delivered.add(term.skuId);
      const state = before === null ? 'create' : isSame(before, after) ? 'unchanged' : 'update';
      return [{ state, stated: term, before, after, preferred, view: viewOf(term, after, before, supplier.currency) }];
    });
  },

  async write(transaction, actor, changes, batchId) {
    for (const { stated, after } of changes) requireFallingPrices(stated, after);
    for (const chunk of inChunks(changes, termsAtOnce)) {
      await upsertTerms(
        transaction,
        chunk.map(({ stated: { supplierId, skuId }, after, preferred }) => {
          const { unitCost, minimumOrderQuantity, orderMultiple, source } = after;
          return { supplierId, skuId, unitCost, minimumOrderQuantity, orderMultiple, preferred, source };
        }),
      );
      await replacePriceBreaks(
        transaction,
        chunk.map(({ stated: { supplierId, skuId }, after }) => ({
          supplierId,
          skuId,
          priceBreaks: after.priceBreaks,
        })),
      );
    }
    await updateLeadTimes(transaction, new Map(changes.map(one => [one.stated.supplierId, one.after.leadTimeDays])));
    const lives = changes.flatMap(({ stated: { skuId, shelfLifeDays: days, source } }) =>
      days === null ? [] : [[skuId, { days, source }] as const],
    );
    if (lives.length > 0) await lockCatalogue(transaction, actor.organisationId);
    await updateShelfLives(transaction, new Map(lives));
    await recordChanges(transaction, actor, changes, batchId);
  },
});

/** An audit row and an event for each supplier, with every term that changed. */
async function recordChanges(
  transaction: Database,
  actor: Actor,
  changes: readonly TermChange[],
  batchId: string,
): Promise<void> {
  const { organisationId } = actor;
  const action = 'supplier-term.import';
  const bySupplier = [...Map.groupBy(changes, ({ stated }) => stated.supplierId)];
  await recordAllDone(
    transaction,
    actor,
    bySupplier.map(([entityId, own]) => {
      const terms = (of: 'before' | 'after') =>
        own.flatMap(one => (one[of] ? [{ sku: one.stated.sku, ...one[of] }] : []));
      const [before, after] = [{ terms: terms('before') }, { importId: batchId, terms: terms('after') }];
      return { action, entityType: 'supplier', entityId, before, after };
    }),
  );
  const livesChange = changes.some(({ stated }) => stated.shelfLifeDays !== null);
  await appendEvents(transaction, organisationId, [
    ...bySupplier.map(([entityId]) => ({ topic: 'supplier' as const, entityId, payload: { action } })),
    ...(livesChange ? [{ topic: 'catalogue' as const, entityId: batchId, payload: { kind: 'sku' } }] : []),
  ]);
}

/** Price breaks that the file does not state may have been changed since the check. */
function requireFallingPrices({ supplier, sku }: StatedTerm, { unitCost, priceBreaks }: WholeTerm): void {
  const [problem] = priceBreakProblems({ unitCost, priceBreaks });
  if (!problem) return;
  const quantity = priceBreaks[problem.index]!.minimumQuantity;
  throw new AppError('supplier.price-breaks-invalid', { supplier, sku, quantity, problem: problem.message });
}

function keyOf({ supplierId, skuId }: { readonly supplierId: string; readonly skuId: string }): string {
  return `${supplierId} ${skuId}`;
}

function lookupOf(term: StoredTerm): StoredTermLookup {
  return { minimumOrderQuantity: term.minimumOrderQuantity.toNumber(), priceBreaks: priceBreaksOf(term) };
}

function wholeTerm(term: StoredTerm, leadTimeDays: number, shelfLifeDays: number | null): WholeTerm {
  return {
    unitCost: term.unitCost.toFixed(),
    priceBreaks: priceBreaksOf(term),
    minimumOrderQuantity: term.minimumOrderQuantity.toFixed(),
    orderMultiple: term.orderMultiple.toFixed(),
    leadTimeDays,
    shelfLifeDays,
    source: term.source,
  };
}

/** By supplier or SKU, the days that any of its terms states. */
function statedDays(
  stated: readonly StatedTerm[],
  whose: 'supplierId' | 'skuId',
  field: 'leadTimeDays' | 'shelfLifeDays',
): Map<string, number> {
  return new Map(
    stated.flatMap(term => {
      const days = term[field];
      return days === null ? [] : [[term[whose], days] as const];
    }),
  );
}

/** A new term without a minimum or a multiple may be ordered in any quantity. */
function afterImport(
  stated: StatedTerm,
  before: WholeTerm | null,
  days: Pick<WholeTerm, 'leadTimeDays' | 'shelfLifeDays'>,
): WholeTerm {
  const plain = (amount: string) => new Decimal(amount).toFixed();
  return {
    unitCost: plain(stated.unitCost),
    priceBreaks: (stated.priceBreaks ?? before?.priceBreaks ?? []).map(({ minimumQuantity, unitCost }) => ({
      minimumQuantity,
      unitCost: plain(unitCost),
    })),
    minimumOrderQuantity: plain(stated.minimumOrderQuantity ?? before?.minimumOrderQuantity ?? '0'),
    orderMultiple: plain(stated.orderMultiple ?? before?.orderMultiple ?? '1'),
    ...days,
    source: stated.source,
  };
}

function isSame(before: WholeTerm, after: WholeTerm): boolean {
  return (Object.keys(after) as (keyof WholeTerm)[]).every(field =>
    field === 'priceBreaks'
      ? wordsOf(before.priceBreaks) === wordsOf(after.priceBreaks)
      : before[field] === after[field],
  );
}

/** "600: 1.9; 1200: 1.8", empty without price breaks. */
function wordsOf(priceBreaks: readonly TermPriceBreak[]): string {
  return priceBreaks
    .map(({ minimumQuantity, unitCost }) => `${minimumQuantity}: ${new Decimal(unitCost).toFixed()}`)
    .join('; ');
}

function viewOf(stated: StatedTerm, after: WholeTerm, before: WholeTerm | null, currency: string) {
  const columns = (term: WholeTerm) => ({
    unitCost: term.unitCost,
    priceBreaks: wordsOf(term.priceBreaks),
    minimumOrderQuantity: term.minimumOrderQuantity,
    orderMultiple: term.orderMultiple,
    leadTimeDays: String(term.leadTimeDays),
    shelfLifeDays: term.shelfLifeDays === null ? null : String(term.shelfLifeDays),
    source: term.source,
  });
  const stored = Object.entries(before ? columns(before) : {}).map(
    ([field, value]) => [`stored${field[0]!.toUpperCase()}${field.slice(1)}`, value] as const,
  );
  return { supplier: stated.supplier, sku: stated.sku, currency, ...columns(after), ...Object.fromEntries(stored) };
}
