import { Decimal } from 'decimal.js';
import { AppError } from '../../../../shared/errors.ts';
import { lineTotal, requireBookable, sumOfMoney } from '../../../../shared/purchasing/order-money.ts';
import { requireOrderable } from '../../../../shared/purchasing/order-quantity.ts';
import { type OrderStep, orderRules } from '../../../../shared/purchasing/order-states.ts';
import { unitCostAt } from '../../../../shared/purchasing/price-breaks.ts';
import { type Actor, hasRole } from '../../../server/actor.ts';
import { type Database, inTransaction } from '../../../server/db.ts';
import { appendEvents } from '../../../server/events.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { Role } from '../../../server/generated/prisma/enums.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { currentActor, holdAuthorities } from '../../workspace/users/service.ts';
import { type OrderTerms, orderTerms } from '../suppliers/service.ts';
import {
  deleteLines,
  insertAction,
  type LockedOrder,
  lockOrder,
  releasePlanLines,
  selectAction,
  updateLines,
  updateOrder,
} from './data.ts';
import type { EditLinesInput, StepInput, StepWithReasonInput } from './schema.ts';

export interface StepOutcome {
  readonly change: Prisma.PurchaseOrderUncheckedUpdateInput;
  /** What the audit row shows beside the status. */
  readonly before?: Prisma.InputJsonObject;
  readonly after?: Prisma.InputJsonObject;
  readonly reason?: string;
}

export interface StepScene {
  readonly transaction: Database;
  readonly order: LockedOrder;
  /** With the role and authority of this moment. */
  readonly actor: Actor;
}

/**
 * Takes one step on one order, exactly once for its key: locks the order, reads the actor's role afresh, checks state
 * and version, and writes change, audit row and event in one transaction. Meanwhile nobody changes roles, authorities,
 * limits or loans of authority.
 * @throws AppError why the step was refused; nothing is changed then
 */
export async function takeStep(
  actor: Actor,
  step: OrderStep,
  input: StepInput,
  required: Role,
  work: (scene: StepScene) => Promise<StepOutcome>,
) {
  return inTransaction(async transaction => {
    const order = await lockOrder(transaction, actor.organisationId, input.orderId);
    if (!order) throw new AppError('entity.not-found', { entity: 'purchase order', id: input.orderId });
    await holdAuthorities(transaction, actor.organisationId);
    const current = await currentActor(transaction, actor, required);

    const done = await selectAction(transaction, actor.organisationId, input.idempotencyKey);
    if (done) {
      if (done.orderId !== order.id || done.actorId !== actor.userId || done.action !== step) {
        throw new AppError('request.key-reused');
      }
      if (done.versionAfter !== order.version) throw new AppError('request.replayed', { number: order.number });
      return { id: order.id, number: order.number, status: order.status, version: order.version, repeated: true };
    }
    orderRules.require(step, order);
    if (order.version !== input.version) {
      throw new AppError('entity.changed', { entity: 'purchase order', id: order.number });
    }

    // Claimed before the work, which may hold up others: the same key may be on its way with another order.
    const claimed = await insertAction(transaction, {
      organisationId: actor.organisationId,
      idempotencyKey: input.idempotencyKey,
      orderId: order.id,
      actorId: actor.userId,
      action: step,
      versionAfter: order.version + 1,
    });
    if (!claimed) throw new AppError('request.key-reused');
    const { change, before, after, reason } = await work({ transaction, order, actor: current });
    const updated = await updateOrder(transaction, order.id, change);
    await recordDone(transaction, current, {
      action: `purchase-order.${step}`,
      entityType: 'purchase-order',
      entityId: order.id,
      before: { number: order.number, status: order.status, version: order.version, ...before },
      after: { number: order.number, status: updated.status, version: updated.version, ...after },
      ...(reason !== undefined && { reason }),
    });
    await tellOfOrders(transaction, actor, [updated]);
    return { ...updated, repeated: false };
  });
}

/**
 * Changes quantities of a draft and removes lines. The supplier's minimum and multiple hold, and every line takes the
 * price that its quantity has in the supplier's terms today.
 */
export function editLines(actor: Actor, input: EditLinesInput) {
  return takeStep(actor, 'edit', input, 'MANAGER', async ({ transaction, order }) => {
    requireRequester(order, actor);
    const wanted = new Map(input.quantities.map(({ lineId, quantity }) => [lineId, quantity]));
    const removed = new Set(input.removedLineIds);
    const known = new Set(order.lines.map(line => line.id));
    const unknown = [...wanted.keys(), ...removed].find(id => !known.has(id));
    if (unknown) throw new AppError('entity.not-found', { entity: 'order line', id: unknown });

    const kept = order.lines
      .filter(line => !removed.has(line.id))
      .map(line => ({ ...line, quantity: new Decimal(wanted.get(line.id) ?? line.quantity.toString()).toFixed(3) }));
    if (kept.length === 0) throw new AppError('purchasing.no-lines', { number: order.number });
    const terms = await requireOrderableLines(transaction, order, kept);
    const lines = kept.map(line => {
      const unitCost = unitCostAt(line.quantity, terms.get(line.skuId)!);
      return { ...line, unitCost, lineTotal: lineTotal(line.quantity, unitCost) };
    });
    const before = new Map(order.lines.map(line => [line.id, line]));
    const changed = lines.filter(line => wanted.has(line.id) || !before.get(line.id)!.unitCost.eq(line.unitCost));
    const total = sumOfMoney(lines.map(line => line.lineTotal));
    requireBookable(order.number, total, order.currency);
    await updateLines(transaction, order.id, changed);
    await deleteLines(transaction, [...removed]);
    const touched = new Set([...removed, ...changed.map(line => line.id)]);
    return {
      change: { total },
      before: {
        total: order.total.toFixed(2),
        lines: order.lines
          .filter(line => touched.has(line.id))
          .map(line => ({
            line: nameOf(line),
            quantity: line.quantity.toFixed(3),
            unitCost: line.unitCost.toFixed(4),
          })),
      },
      after: {
        total,
        lines: changed.map(line => ({ line: nameOf(line), quantity: line.quantity, unitCost: line.unitCost })),
      },
    };
  });
}

/** Takes an order back to draft. Whatever was decided on it no longer counts: it must be submitted again. */
export function reopenOrder(actor: Actor, input: StepWithReasonInput) {
  return takeStep(actor, 'reopen', input, 'MANAGER', async ({ order }) => {
    requireRequester(order, actor);
    return {
      change: {
        status: 'DRAFT',
        gbpPerUnit: null,
        gbpRateDay: null,
        totalGbp: null,
        contentHash: null,
        submittedAt: null,
        decidedAt: null,
      },
      before: { contentHash: order.contentHash, totalGbp: order.totalGbp?.toFixed(2) ?? null },
      after: { contentHash: null, totalGbp: null },
      reason: input.reason,
    };
  });
}

/** Ends an order before anything arrived; its plan lines can be ordered again. */
export function cancelOrder(actor: Actor, input: StepWithReasonInput) {
  return takeStep(actor, 'cancel', input, 'MANAGER', async ({ transaction, order, actor: current }) => {
    if (!hasRole(current, 'ADMIN')) requireRequester(order, actor);
    if (order.lines.some(line => line.receivedQuantity.gt(0))) {
      throw new AppError('purchasing.already-received', { number: order.number });
    }
    await releasePlanLines(transaction, order.id);
    return { change: { status: 'CANCELLED' }, reason: input.reason };
  });
}

/**
 * @returns by SKU, what the supplier asks for
 * @throws AppError when a quantity breaks the supplier's minimum or multiple
 */
export async function requireOrderableLines(
  transaction: Database,
  order: LockedOrder,
  lines: readonly (Pick<LockedOrder['lines'][number], 'skuId' | 'sku' | 'warehouse'> & { quantity: string })[],
): Promise<ReadonlyMap<string, OrderTerms>> {
  const terms = await orderTerms(
    transaction,
    order.supplierId,
    lines.map(line => line.skuId),
  );
  requireOrderable(
    order.supplier.name,
    lines.map(line => ({ skuId: line.skuId, name: nameOf(line), quantity: line.quantity })),
    terms,
  );
  return terms;
}

/** @throws AppError `purchasing.not-requester` */
export function requireRequester(order: LockedOrder, actor: Actor): void {
  if (order.requestedById !== actor.userId) {
    throw new AppError('purchasing.not-requester', { number: order.number, requester: order.requestedBy.name });
  }
}

export function tellOfOrders(
  transaction: Database,
  actor: Actor,
  orders: readonly { id: string; number: string; status: string; version: number }[],
): Promise<void> {
  return appendEvents(
    transaction,
    actor.organisationId,
    orders.map(({ id, ...payload }) => ({ topic: 'purchase-order', entityId: id, payload })),
  );
}

/** "RED-UK for Thurrock". */
export function nameOf(line: { sku: { code: string }; warehouse: { name: string } }): string {
  return `${line.sku.code} for ${line.warehouse.name}`;
}
