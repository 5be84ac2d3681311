import { dateOfDay, dayOfDate } from '../../../../shared/business-day.ts';
import { AppError } from '../../../../shared/errors.ts';
import { arrivalsOf, isComplete, requireReceiptDay } from '../../../../shared/purchasing/receipt-lines.ts';
import type { Actor } from '../../../server/actor.ts';
import { bookIn } from '../../planning/stock-movements/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import { nameOf, takeStep } from '../order-steps/service.ts';
import { insertReceipts, setReceivedQuantity } from './data.ts';
import type { ReceiveInput } from './schema.ts';

/** Books what arrived, in full or in part, into the stock of each line's warehouse. */
export function receiveOrder(actor: Actor, input: ReceiveInput) {
  return takeStep(actor, 'receive', input, 'OPERATOR', async ({ transaction, order }) => {
    const { number } = order;
    const { today } = await businessCalendar(transaction, actor.organisationId);
    const sentOn = order.orderedOn ? dayOfDate(order.orderedOn) : today;
    requireReceiptDay(number, input.receivedOn, { sentOn, sent: 'ordered', today });
    const lines = order.lines.map(line => ({
      ...{ id: line.id, skuId: line.skuId, warehouseId: line.warehouseId, name: nameOf(line) },
      sent: line.quantity.toFixed(),
      received: line.receivedQuantity.toFixed(),
    }));
    const arrivals = arrivalsOf(lines, input.lines);
    if (arrivals.length === 0 && !input.closesOrder) throw new AppError('purchasing.nothing-received', { number });

    for (const { line, received } of arrivals) await setReceivedQuantity(transaction, line.id, received);
    await insertReceipts(
      transaction,
      arrivals.map(({ line, quantity }) => ({
        lineId: line.id,
        quantity,
        receivedOn: dateOfDay(input.receivedOn),
        receivedById: actor.userId,
      })),
    );
    await bookIn(
      transaction,
      actor,
      arrivals.map(({ line: { skuId, warehouseId }, quantity }) => ({ skuId, warehouseId, quantity })),
      { day: input.receivedOn, source: `Receipt of ${number}`, entityId: order.id },
    );
    const complete = isComplete(lines, arrivals);
    return {
      change: { status: complete || input.closesOrder ? 'RECEIVED' : 'ORDERED' },
      after: {
        receivedOn: input.receivedOn,
        closedShort: input.closesOrder && !complete,
        lines: arrivals.map(({ line, quantity, stillOpen }) => ({ line: line.name, quantity, stillOpen })),
      },
    };
  });
}
