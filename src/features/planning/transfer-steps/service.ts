import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import { addDays, dateOfDay, dayOfDate } from '../../../../shared/business-day.ts';
import { AppError } from '../../../../shared/errors.ts';
import { type TransferStep, transferRules } from '../../../../shared/planning/transfer-states.ts';
import { receiveGoods } from '../../../../shared/purchasing/receipt-lines.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, inTransaction } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { Role } from '../../../server/generated/prisma/enums.ts';
import type { StepInput } from '../../purchasing/order-steps/schema.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { businessCalendar, currentActor } from '../../workspace/users/service.ts';
import { bookIn, bookOut } from '../stock-movements/service.ts';
import { tellOfTransfers } from '../transfer-orders/service.ts';
import { insertTransferReceipts, type LockedTransfer, lockTransfer, setQuantities, updateTransfer } from './data.ts';
import type { CancelTransferInput, DispatchInput, ReceiveTransferInput } from './schema.ts';

interface Scene {
  readonly transaction: Database;
  readonly order: LockedTransfer;
  readonly today: string;
}

interface Outcome {
  readonly change: Prisma.TransferOrderUncheckedUpdateInput;
  /** What the audit row shows beside the state. */
  readonly before?: Prisma.InputJsonObject;
  readonly after?: Prisma.InputJsonObject;
  readonly reason?: string;
}

/**
 * Takes one step on one transfer order, exactly once for its key: locks the order, reads the actor's role afresh, checks
 * state and version, and writes change, stock, audit row and event in one transaction.
 * @throws AppError why the step was refused; nothing is changed then
 */
async function takeTransferStep(
  actor: Actor,
  step: TransferStep,
  input: StepInput,
  required: Role,
  work: (scene: Scene) => Promise<Outcome>,
) {
  return inTransaction(async transaction => {
    const order = await lockTransfer(transaction, actor.organisationId, input.orderId);
    if (!order) throw new AppError('entity.not-found', { entity: 'transfer order', id: input.orderId });
    const current = await currentActor(transaction, actor, required);
    const { id, number, status, version } = order;
    const lastStep = `${step} ${input.idempotencyKey}`;
    if (order.lastStep === lastStep) return { id, number, status, version, repeated: true };
    transferRules.require(step, order);
    if (version !== input.version) throw new AppError('entity.changed', { entity: 'transfer order', id: number });

    const { today } = await businessCalendar(transaction, actor.organisationId);
    const { change, before, after, reason } = await work({ transaction, order, today });
    const updated = await updateTransfer(transaction, id, { ...change, lastStep });
    await recordDone(transaction, current, {
      action: `transfer-order.${step}`,
      entityType: 'transfer-order',
      entityId: id,
      before: { number, status, version, ...before },
      after: { number, status: updated.status, version: updated.version, ...after },
      ...(reason !== undefined && { reason }),
    });
    await tellOfTransfers(transaction, actor, [updated]);
    return { ...updated, repeated: false };
  });
}

/** Sends the goods off: they leave the stock of the source and are in transit to the destination from now on. */
export function dispatchTransfer(actor: Actor, input: DispatchInput) {
  return takeTransferStep(actor, 'dispatch', input, 'MANAGER', async ({ transaction, order, today }) => {
    const { number } = order;
    const entered = new Map(input.lines.map(({ lineId, quantity }) => [lineId, new Decimal(quantity)]));
    const known = new Set(order.lines.map(line => line.id));
    const unknown = [...entered.keys()].find(id => !known.has(id));
    if (unknown) throw new AppError('entity.not-found', { entity: 'order line', id: unknown });
    const leaving = order.lines.flatMap(line => {
      const quantity = entered.get(line.id);
      if (!quantity?.gt(0)) return [];
      if (quantity.gt(line.quantity.toString())) {
        const asked = { quantity: line.quantity.toFixed(), name: line.sku.code };
        throw new AppError('transfer-order.dispatch-too-large', { number, ...asked, entered: quantity.toFixed() });
      }
      return [{ line, name: `${line.sku.code} in ${order.fromWarehouse.name}`, quantity: quantity.toFixed(3) }];
    });
    if (leaving.length === 0) throw new AppError('transfer-order.nothing-dispatched', { number });

    await setQuantities(
      transaction,
      order.id,
      'dispatched',
      leaving.map(({ line, quantity }) => ({ id: line.id, quantity })),
    );
    await bookOut(
      transaction,
      actor,
      leaving.map(({ line: { skuId }, ...goods }) => ({ ...goods, skuId, warehouseId: order.fromWarehouseId })),
      { day: today, source: `Dispatch of ${number}`, entityId: order.id },
    );
    const expectedOn = addDays(today, order.leadTimeDays);
    return {
      change: {
        status: 'DISPATCHED',
        dispatchedOn: dateOfDay(today),
        dispatchedAt: new Date(),
        expectedOn: dateOfDay(expectedOn),
      },
      before: { expectedOn: dayOfDate(order.expectedOn) },
      after: {
        ...{ dispatchedOn: today, expectedOn },
        lines: leaving.map(({ line, quantity }) => ({ line: line.sku.code, quantity })),
      },
    };
  });
}

/** Books what arrived, in full or in part, into the stock of the destination. */
export function receiveTransfer(actor: Actor, input: ReceiveTransferInput) {
  return takeTransferStep(actor, 'receive', input, 'OPERATOR', async ({ transaction, order, today }) => {
    const { id, number, toWarehouseId, dispatchedOn } = order;
    const lines = order.lines.map(line => ({
      ...{ id: line.id, skuId: line.skuId, warehouseId: toWarehouseId },
      name: `${line.sku.code} for ${order.toWarehouse.name}`,
      sent: line.dispatchedQuantity.toFixed(),
      received: line.receivedQuantity.toFixed(),
    }));
    const sentOn = dispatchedOn ? dayOfDate(dispatchedOn) : today;
    const arrived = receiveGoods({ number, sent: 'dispatched', sentOn, today, lines }, input, actor.userId);
    await setQuantities(transaction, id, 'received', arrived.received);
    await insertTransferReceipts(transaction, arrived.receipts);
    await bookIn(transaction, actor, arrived.goods, { ...arrived.movement, entityId: id });
    return { change: { status: arrived.ends ? 'RECEIVED' : 'DISPATCHED' }, after: arrived.record };
  });
}

/** Ends a transfer of which nothing has arrived; what had left is booked back, and the plan's shipment is free again. */
export function cancelTransfer(actor: Actor, input: z.infer<typeof CancelTransferInput>) {
  return takeTransferStep(actor, 'cancel', input, 'MANAGER', async ({ transaction, order, today }) => {
    const { number, fromWarehouseId } = order;
    if (order.lines.some(line => line.receivedQuantity.gt(0))) {
      throw new AppError('purchasing.already-received', { number });
    }
    const returned = order.lines.filter(line => line.dispatchedQuantity.gt(0));
    if (returned.length > 0) {
      await bookIn(
        transaction,
        actor,
        returned.map(line => ({
          skuId: line.skuId,
          warehouseId: fromWarehouseId,
          quantity: line.dispatchedQuantity.toFixed(3),
        })),
        { day: today, source: `${number} cancelled: back in stock`, entityId: order.id },
      );
    }
    return {
      change: { status: 'CANCELLED', planWeek: null },
      after: {
        returned: returned.map(line => ({ line: line.sku.code, quantity: line.dispatchedQuantity.toFixed(3) })),
      },
      reason: input.reason,
    };
  });
}
