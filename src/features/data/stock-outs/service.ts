import { randomUUID } from 'node:crypto';
import { addDays, dateOfDay, dayOfDate } from '../../../../shared/business-day.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import type { Selection } from '../catalogue/schema.ts';
import { readCatalogue, resolveSelection } from '../catalogue/service.ts';
import { salesChanged } from '../sales-state/service.ts';
import {
  deleteStockOut,
  lockPair,
  type StockOutPair,
  selectLasting,
  selectOverlapping,
  selectStockOut,
  selectStockOuts,
  upsertStockOut,
} from './data.ts';
import { type SaveStockOutInput, stockOutTopic } from './schema.ts';

type Tenant = Pick<Actor, 'organisationId'>;

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
    await lockPair(transaction, input);
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
      await changed(transaction, actor, before ? 'update' : 'create', before && viewOf(before), after);
    }
    return after;
  });
}

/** Takes a stock-out back: the forecast reads those sales as demand again. Asked twice it is gone once. */
export async function removeStockOut(actor: Actor, stockOutId: string): Promise<void> {
  await inTransaction(async transaction => {
    const found = await selectStockOut(transaction, stockOutId);
    if (!found || found.sku.organisationId !== actor.organisationId) return;
    await lockPair(transaction, found);
    await deleteStockOut(transaction, stockOutId);
    await changed(transaction, actor, 'remove', viewOf(found), null);
  });
}

/** Call in the transaction that counts stock or takes from it: none left begins a stock-out, anything ends it. */
export async function stockCounted(
  transaction: Database,
  actor: Actor,
  {
    day,
    onHand,
    source,
    ...pair
  }: StockOutPair & { readonly onHand: number; readonly day: string; readonly source: string },
): Promise<void> {
  if (onHand > 0) return stockArrived(transaction, actor, [pair], day);
  await lockPair(transaction, pair);
  if ((await selectLasting(transaction, pair, day)).length > 0) return;
  const row = await upsertStockOut(transaction, {
    id: randomUUID(),
    skuId: pair.skuId,
    warehouseId: pair.warehouseId,
    firstDay: dateOfDay(day),
    source,
  });
  await changed(transaction, actor, 'create', null, viewOf(row));
}

/** Call in the transaction that books goods in: stock-outs of these pairs ended the day before. */
export async function stockArrived(
  transaction: Database,
  actor: Actor,
  pairs: readonly StockOutPair[],
  day: string,
): Promise<void> {
  const inOrder = [...pairs].sort((a, b) => `${a.skuId} ${a.warehouseId}`.localeCompare(`${b.skuId} ${b.warehouseId}`));
  for (const pair of inOrder) {
    await lockPair(transaction, pair);
    for (const row of await selectLasting(transaction, pair, day)) {
      if (row.lastDay !== null) continue;
      const before = viewOf(row);
      if (before.firstDay === day) {
        await deleteStockOut(transaction, row.id);
        await changed(transaction, actor, 'remove', before, null);
        continue;
      }
      const ended = await upsertStockOut(transaction, { ...row, lastDay: dateOfDay(addDays(day, -1)) });
      await changed(transaction, actor, 'update', before, viewOf(ended));
    }
  }
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

/** The history that forecasts learn from is another one now. */
async function changed(
  transaction: Database,
  actor: Actor,
  verb: 'create' | 'update' | 'remove',
  before: View | null,
  after: View | null,
): Promise<void> {
  const { id } = (after ?? before)!;
  await recordDone(transaction, actor, {
    action: `stock-out.${verb}`,
    entityType: 'stock-out',
    entityId: id,
    ...(before && { before }),
    ...(after && { after }),
  });
  await salesChanged(transaction, actor.organisationId);
  await appendEvent(transaction, {
    organisationId: actor.organisationId,
    topic: stockOutTopic,
    entityId: id,
    payload: { verb },
  });
}
