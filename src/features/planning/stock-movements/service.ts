import { Decimal } from 'decimal.js';
import { AppError } from '../../../../shared/errors.ts';
import type { Actor } from '../../../server/actor.ts';
import type { Database } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { stockArrived, stockRanOut } from '../../data/stock-outs/service.ts';
import { addToStock, type Goods, lockStock, takeFromStock } from './data.ts';

export interface Movement {
  /** Business day, `YYYY-MM-DD`. */
  readonly day: string;
  /** What the stock's figure then comes from, e.g. "Receipt of PO-000012". */
  readonly source: string;
  /** The document behind it. */
  readonly entityId: string;
}

/** Books goods into the stock of their warehouses, in the transaction of what moved them. Stock-outs there end. */
export async function bookIn(transaction: Database, actor: Actor, goods: readonly Goods[], movement: Movement) {
  await addToStock(transaction, goods, movement.day, movement.source);
  const pairs = goods.map(({ skuId, warehouseId }) => ({ skuId, warehouseId }));
  await stockArrived(transaction, actor, pairs, movement.day);
  await tellOfStock(transaction, actor, movement);
}

/**
 * Books goods out of the stock of one warehouse, in the transaction of what moves them. Where nothing is left, a
 * stock-out begins.
 *
 * @param goods each SKU once, with its name for the refusal
 * @throws AppError `stock.too-little`; nothing is booked then
 */
export async function bookOut(
  transaction: Database,
  actor: Actor,
  goods: readonly (Goods & { readonly name: string })[],
  movement: Movement,
) {
  const { day, source } = movement;
  const locked = await lockStock(transaction, goods);
  const onHandOf = new Map(locked.map(row => [row.skuId, new Decimal(row.onHand)]));
  const after = goods.map(({ skuId, warehouseId, quantity, name }) => {
    const onHand = onHandOf.get(skuId) ?? new Decimal(0);
    const left = onHand.minus(quantity);
    if (left.lt(0)) throw new AppError('stock.too-little', { name, onHand: onHand.toFixed(), quantity });
    return { skuId, warehouseId, left };
  });
  await takeFromStock(transaction, goods, day, source);
  await stockRanOut(
    transaction,
    actor,
    after.filter(({ left }) => left.isZero()),
    { day, source },
  );
  await tellOfStock(transaction, actor, movement);
}

function tellOfStock(transaction: Database, { organisationId }: Actor, { entityId, day }: Movement): Promise<void> {
  return appendEvent(transaction, { organisationId, topic: 'stock', entityId, payload: { day } });
}
