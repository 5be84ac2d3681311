import { Decimal } from 'decimal.js';
import { dateOfDay, dayOfDate } from '../../../../shared/business-day.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Actor } from '../../../server/actor.ts';
import { appendEvent } from '../../../server/events.ts';
import { stockArrived } from '../../data/stock-outs/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import { nameOf, takeStep } from '../order-steps/service.ts';
import { addToStock, insertReceipts, setReceivedQuantity } from './data.ts';
import type { ReceiveInput } from './schema.ts';

/** Books what arrived, in full or in part, into the stock of each line's warehouse. */
export function receiveOrder(actor: Actor, input: ReceiveInput) {
  return takeStep(actor, 'receive', input, 'OPERATOR', async ({ transaction, order }) => {
    const { today } = await businessCalendar(transaction, actor.organisationId);
    const orderedOn = order.orderedOn ? dayOfDate(order.orderedOn) : today;
    if (input.receivedOn < orderedOn || input.receivedOn > today) {
      throw new AppError('purchasing.receipt-day', {
        number: order.number,
        from: orderedOn,
        to: today,
        day: input.receivedOn,
      });
    }
    const byId = new Map(order.lines.map(line => [line.id, line]));
    const arrived = new Map<string, Decimal>();
    for (const { lineId, quantity } of input.lines) {
      if (!byId.has(lineId)) throw new AppError('entity.not-found', { entity: 'order line', id: lineId });
      arrived.set(lineId, (arrived.get(lineId) ?? new Decimal(0)).plus(quantity));
    }
    const receipts = order.lines.flatMap(line => {
      const quantity = arrived.get(line.id);
      if (!quantity?.gt(0)) return [];
      const open = new Decimal(line.quantity.toString()).minus(line.receivedQuantity.toString());
      if (quantity.gt(open)) {
        throw new AppError('purchasing.receipt-too-large', {
          line: nameOf(line),
          open: open.toFixed(),
          quantity: line.quantity.toFixed(),
          received: quantity.toFixed(),
        });
      }
      return [{ line, quantity: quantity.toFixed(3), left: open.minus(quantity) }];
    });
    if (receipts.length === 0 && !input.closesOrder) {
      throw new AppError('purchasing.nothing-received', { number: order.number });
    }
    for (const { line, quantity } of receipts) {
      await setReceivedQuantity(transaction, line.id, line.receivedQuantity.plus(quantity).toFixed(3));
    }
    await insertReceipts(
      transaction,
      receipts.map(({ line, quantity }) => ({
        lineId: line.id,
        quantity,
        receivedOn: dateOfDay(input.receivedOn),
        receivedById: actor.userId,
      })),
    );
    await addToStock(
      transaction,
      receipts.map(({ line, quantity }) => ({ skuId: line.skuId, warehouseId: line.warehouseId, quantity })),
      input.receivedOn,
      `Receipt of ${order.number}`,
    );
    const pairs = receipts.map(({ line: { skuId, warehouseId } }) => ({ skuId, warehouseId }));
    await stockArrived(transaction, actor, pairs, input.receivedOn);
    await appendEvent(transaction, {
      organisationId: actor.organisationId,
      topic: 'stock',
      entityId: order.id,
      payload: { receivedOn: input.receivedOn },
    });
    const open = order.lines.filter(line => {
      const receipt = receipts.find(one => one.line.id === line.id);
      return receipt ? receipt.left.gt(0) : line.receivedQuantity.lt(line.quantity);
    });
    return {
      change: { status: open.length === 0 || input.closesOrder ? 'RECEIVED' : 'ORDERED' },
      after: {
        receivedOn: input.receivedOn,
        closedShort: input.closesOrder && open.length > 0,
        lines: receipts.map(({ line, quantity, left }) => ({
          line: nameOf(line),
          quantity,
          stillOpen: left.toFixed(3),
        })),
      },
    };
  });
}
