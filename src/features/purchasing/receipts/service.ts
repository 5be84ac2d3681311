import { dayOfDate } from '../../../../shared/business-day.ts';
import { receiveGoods } from '../../../../shared/purchasing/receipt-lines.ts';
import type { Actor } from '../../../server/actor.ts';
import { bookIn } from '../../planning/stock-movements/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import { nameOf, takeStep } from '../order-steps/service.ts';
import { insertReceipts, setReceivedQuantities } from './data.ts';
import type { ReceiveInput } from './schema.ts';

/** Books what arrived, in full or in part, into the stock of each line's warehouse. */
export function receiveOrder(actor: Actor, input: ReceiveInput) {
  return takeStep(actor, 'receive', input, 'OPERATOR', async ({ transaction, order }) => {
    const { id, number, orderedOn } = order;
    const { today } = await businessCalendar(transaction, actor.organisationId);
    const lines = order.lines.map(line => ({
      ...{ id: line.id, skuId: line.skuId, warehouseId: line.warehouseId, name: nameOf(line) },
      sent: line.quantity.toFixed(),
      received: line.receivedQuantity.toFixed(),
    }));
    const sentOn = orderedOn ? dayOfDate(orderedOn) : today;
    const arrived = receiveGoods({ number, sent: 'ordered', sentOn, today, lines }, input, actor.userId);
    await setReceivedQuantities(transaction, id, arrived.received);
    await insertReceipts(transaction, arrived.receipts);
    await bookIn(transaction, actor, arrived.goods, { ...arrived.movement, entityId: id });
    return { change: { status: arrived.ends ? 'RECEIVED' : 'ORDERED' }, after: arrived.record };
  });
}
