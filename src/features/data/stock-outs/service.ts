import { randomUUID } from 'node:crypto';
import { addDays, dateOfDay, dayOfDate } from '../../../../shared/business-day.ts';
import { AppError } from '../../../../shared/errors.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import type { Actor, Tenant } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvents } from '../../../server/events.ts';
import { recordAllDone } from '../../workspace/audit/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import type { Selection } from '../catalogue/schema.ts';
import { readCatalogue, resolveSelection } from '../catalogue/service.ts';
import { salesChanged } from '../sales-state/service.ts';
import {
  deleteStockOuts,
  endStockOuts,
  insertStockOuts,
  lockPairs,
  type StockOutPair,
  selectLasting,
  selectOverlapping,
  selectStockOut,
  selectStockOuts,
  upsertStockOut,
} from './data.ts';
import { type SaveStockOutInput, stockOutTopic } from './schema.ts';

/** Stock-outs of the SKUs of a selection in the warehouses that its channels ship from, newest first. */
export async function listStockOuts(actor: Tenant, selection: Selection) {
  const catalogue = await readCatalogue(actor);
  const { skuIds, channelIds } = resolveSelection(catalogue, selection);
  const channels = new Set(channelIds);
  const warehouseIds = catalogue.channels.filter(({ id }) => channels.has(id)).map(({ warehouseId }) => warehouseId);
  const rows = await selectStockOuts(database, actor.organisationId, { skuIds, warehouseIds });
  const skus = new Map(catalogue.skus.map(sku => [sku.id, sku]));
  const warehouses = new Map(catalogue.warehouses.map(warehouse => [warehouse.id, warehouse]));
  return rows.map(row => ({
    ...viewOf(row),
    sku: { code: skus.get(row.skuId)!.code, name: skus.get(row.skuId)!.name },
    warehouse: { code: warehouses.get(row.warehouseId)!.code, name: warehouses.get(row.warehouseId)!.name },
  }));
}

/**
 * Enters a stock-out, or changes the days of one.
 * @throws AppError `stock-out.overlaps`, `stock-out.in-future`, `entity.not-found`
 */
export async function saveStockOut(actor: Actor, { stockOutId, ...input }: SaveStockOutInput) {
  const catalogue = await readCatalogue(actor);
  const sku = catalogue.skus.find(({ id }) => id === input.skuId);
  if (!sku) throw new AppError('entity.not-found', { entity: 'SKU', id: input.skuId });
  const warehouse = catalogue.warehouses.find(({ id }) => id === input.warehouseId);
  if (!warehouse) throw new AppError('entity.not-found', { entity: 'warehouse', id: input.warehouseId });
  return inTransaction(async transaction => {
    const { today } = await businessCalendar(transaction, actor.organisationId);
    const last = input.lastDay ?? input.firstDay;
    if (last > today) throw new AppError('stock-out.in-future', { day: last, today });
    await lockPairs(transaction, [input]);
    const before = await selectStockOut(transaction, stockOutId);
    const elsewhere = before && (before.skuId !== input.skuId || before.warehouseId !== input.warehouseId);
    if (elsewhere) throw new AppError('entity.not-found', { entity: 'stock-out', id: stockOutId });
    const other = await selectOverlapping(transaction, { id: stockOutId, ...input });
    if (other) {
      const { firstDay, lastDay } = viewOf(other);
      throw new AppError('stock-out.overlaps', { sku: sku.name, from: firstDay, to: lastDay ?? 'today' });
    }
    const row = await upsertStockOut(transaction, {
      ...input,
      id: stockOutId,
      firstDay: dateOfDay(input.firstDay),
      lastDay: input.lastDay === null ? null : dateOfDay(input.lastDay),
      source: `Entered by ${actor.name}`,
    });
    const after = viewOf(row);
    if (!before || JSON.stringify(viewOf(before)) !== JSON.stringify(after)) {
      await changed(transaction, actor, [
        { verb: before ? 'update' : 'create', before: before && viewOf(before), after },
      ]);
    }
    return after;
  });
}

/** Takes a stock-out back: the forecast reads those sales as demand again. Asked twice it is gone once. */
export async function removeStockOut(actor: Actor, stockOutId: string): Promise<void> {
  await inTransaction(async transaction => {
    const found = await selectStockOut(transaction, stockOutId);
    if (!found || found.sku.organisationId !== actor.organisationId) return;
    await lockPairs(transaction, [found]);
    if ((await deleteStockOuts(transaction, [stockOutId])).count === 0) return;
    await changed(transaction, actor, [{ verb: 'remove', before: viewOf(found), after: null }]);
  });
}

/** Call in the transaction that counts stock: none left begins a stock-out, anything ends it. */
export function stockCounted(
  transaction: Database,
  actor: Actor,
  pair: StockOutPair,
  { onHand, ...count }: { readonly onHand: number; readonly day: string; readonly source: string },
): Promise<void> {
  return onHand > 0
    ? stockArrived(transaction, actor, [pair], count.day)
    : stockRanOut(transaction, actor, [pair], count);
}

/** Call in the transaction that takes the last of these pairs: stock-outs begin where none lasts already. */
export async function stockRanOut(
  transaction: Database,
  actor: Actor,
  pairs: readonly StockOutPair[],
  { day, source }: { readonly day: string; readonly source: string },
): Promise<void> {
  if (pairs.length === 0) return;
  await lockPairs(transaction, pairs);
  const lasting = new Set((await selectLasting(transaction, pairs, day)).map(pairKey));
  const begun = pairs
    .filter(pair => !lasting.has(pairKey(pair)))
    .map(({ skuId, warehouseId }) => ({
      ...{ id: randomUUID(), skuId, warehouseId, source },
      ...{ firstDay: dateOfDay(day), lastDay: null },
    }));
  await insertStockOuts(transaction, begun);
  await changed(
    transaction,
    actor,
    begun.map(row => ({ verb: 'create', before: null, after: viewOf(row) })),
  );
}

/** Call in the transaction that books goods in: stock-outs of these pairs ended the day before. */
export async function stockArrived(
  transaction: Database,
  actor: Actor,
  pairs: readonly StockOutPair[],
  day: string,
): Promise<void> {
  if (pairs.length === 0) return;
  await lockPairs(transaction, pairs);
  const open = (await selectLasting(transaction, pairs, day)).filter(row => row.lastDay === null);
  if (open.length === 0) return;
  const { today = [], earlier = [] } = Object.groupBy(open, row =>
    dayOfDate(row.firstDay) === day ? 'today' : 'earlier',
  );
  const lastDay = dateOfDay(addDays(day, -1));
  await deleteStockOuts(transaction, today.map(idOf));
  await endStockOuts(transaction, earlier.map(idOf), lastDay);
  await changed(transaction, actor, [
    ...today.map(row => ({ verb: 'remove', before: viewOf(row), after: null }) as const),
    ...earlier.map(row => ({ verb: 'update', before: viewOf(row), after: viewOf({ ...row, lastDay }) }) as const),
  ]);
}

type View = ReturnType<typeof viewOf>;

function viewOf(row: {
  id: string;
  skuId: string;
  warehouseId: string;
  firstDay: Date;
  lastDay: Date | null;
  source: string;
}) {
  return {
    id: row.id,
    skuId: row.skuId,
    warehouseId: row.warehouseId,
    firstDay: dayOfDate(row.firstDay),
    lastDay: row.lastDay ? dayOfDate(row.lastDay) : null,
    source: row.source,
  };
}

const idOf = ({ id }: { readonly id: string }) => id;

interface Change {
  readonly verb: 'create' | 'update' | 'remove';
  readonly before: View | null;
  readonly after: View | null;
}

/** The history that forecasts learn from is another one now. */
async function changed(transaction: Database, actor: Actor, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const named = changes.map(change => ({ ...change, entityId: (change.after ?? change.before)!.id }));
  await recordAllDone(
    transaction,
    actor,
    named.map(({ verb, entityId, before, after }) => ({
      action: `stock-out.${verb}`,
      entityType: 'stock-out',
      entityId,
      ...(before && { before }),
      ...(after && { after }),
    })),
  );
  await salesChanged(transaction, actor.organisationId);
  await appendEvents(
    transaction,
    actor.organisationId,
    named.map(({ verb, entityId }) => ({ topic: stockOutTopic, entityId, payload: { verb } })),
  );
}
