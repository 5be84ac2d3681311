import { AppError } from '../../../../shared/errors.ts';
import {
  type Escalation,
  type EscalationState,
  escalationState,
  nextAuthority,
} from '../../../../shared/purchasing/escalation.ts';
import type { Actor } from '../../../server/actor.ts';
import { database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { log } from '../../../server/log.ts';
import { planningSettings } from '../../planning/planning-settings/service.ts';
import { recordAutomatic } from '../../workspace/audit/service.ts';
import { ableToApprove, questionsOf, readRules } from '../approvals/service.ts';
import {
  type EscalationRow,
  holdWaiting,
  insertEscalation,
  selectEscalations,
  selectWaitingOrder,
  selectWaitingOrders,
  type WaitingOrderRow,
} from './data.ts';

/** The shortest time that the settings allow. */
const shortestWaitMilliseconds = 15 * 60_000;
const mostAtOnce = 1_000;

/**
 * Asks the next authority about every submitted order whose deadline has passed. Each level of each content is written
 * once, in the transaction that still finds the order undecided: two processes, or a restart half-way, change nothing.
 *
 * @param now instant that deadlines are held against
 */
export async function escalateOverdue(now: Date): Promise<void> {
  const waiting = await selectWaitingOrders(database, new Date(now.getTime() - shortestWaitMilliseconds), mostAtOnce);
  for (const [organisationId, orders] of Map.groupBy(waiting, order => order.organisationId)) {
    try {
      await escalateIn(organisationId, orders, now);
    } catch (error) {
      // One organisation's trouble must not keep the others waiting; the next run tries again.
      log.error({ error, organisationId }, 'approvals were not escalated');
    }
  }
}

async function escalateIn(organisationId: string, orders: readonly WaitingOrderRow[], now: Date): Promise<void> {
  for (const { order, state, able } of await judge(organisationId, orders, now)) {
    if (state.deadline === null || Date.parse(state.deadline) > now.getTime()) continue;
    const to = nextAuthority(able, state.asked);
    await escalate(order, state, to, now);
  }
}

async function escalate(
  order: WaitingOrderRow,
  { asked, deadline }: EscalationState,
  to: Escalation['to'],
  now: Date,
): Promise<void> {
  const { id: orderId, organisationId, contentHash, number, status, version } = order;
  if (contentHash === null) return;
  const level = ofContent(order).length + 1;
  await inTransaction(async transaction => {
    if (!(await holdWaiting(transaction, orderId, contentHash))) return;
    const escalation = { orderId, contentHash, level, fromAuthority: asked, toAuthority: to, escalatedAt: now };
    if (!(await insertEscalation(transaction, escalation))) return;
    await recordAutomatic(transaction, organisationId, {
      action: 'purchase-order.escalate',
      entityType: 'purchase-order',
      entityId: orderId,
      before: { number, asked: asked ?? 'nobody' },
      after: { number, asked: to ?? 'nobody', level, contentHash },
      reason:
        to === null
          ? `Undecided at its deadline of ${deadline}; nobody above may approve it, so it stays undecided`
          : `Undecided at its deadline of ${deadline}`,
    });
    await appendEvent(transaction, {
      organisationId,
      topic: 'purchase-order',
      entityId: orderId,
      payload: { number, status, version, escalatedTo: to },
    });
  });
}

/** Whose decision each waiting order waits for, and until when. */
async function judge(organisationId: string, orders: readonly WaitingOrderRow[], now: Date) {
  const { approvalHours } = await planningSettings(database, organisationId);
  const rules = await readRules(database, organisationId);
  const questions = await questionsOf(
    database,
    organisationId,
    orders.map(order => ({
      id: order.id,
      number: order.number,
      supplierId: order.supplierId,
      supplierName: order.supplier.name,
      requestedById: order.requestedById,
      requesterName: order.requestedBy.name,
      submittedAt: order.submittedAt?.toISOString() ?? null,
      totalGbp: order.totalGbp?.toFixed(2) ?? null,
    })),
  );
  return orders.map((order, index) => {
    const able = ableToApprove(questions[index]!, rules, now.toISOString()).map(one => one.authority);
    const submittedAt = (order.submittedAt ?? now).toISOString();
    return {
      order,
      able,
      state: escalationState(submittedAt, able, ofContent(order).map(escalationOf), approvalHours),
    };
  });
}

/** Whose decision one order waits for, with what happened so far; null unless it waits for one. */
export async function readEscalation(actor: Pick<Actor, 'organisationId'>, orderId: string) {
  const order = await selectWaitingOrder(database, actor.organisationId, orderId);
  if (!order) throw new AppError('entity.not-found', { entity: 'purchase order', id: orderId });
  if (order.status !== 'SUBMITTED') return null;
  const [judged] = await judge(actor.organisationId, [order], new Date());
  return { ...judged!.state, history: ofContent(order).map(escalationOf) };
}

/** Escalations of present submissions, oldest first, by order: what an inbox reads for all its rows at once. */
export async function escalationsOf(
  orders: readonly { readonly id: string; readonly submittedAt: string | null }[],
): Promise<Map<string, Escalation[]>> {
  const submittedAt = new Map(orders.map(order => [order.id, order.submittedAt ?? '']));
  const rows = orders.length === 0 ? [] : await selectEscalations(database, [...submittedAt.keys()]);
  // What was submitted before and changed since had its own.
  const present = rows.filter(row => row.escalatedAt.toISOString() >= submittedAt.get(row.orderId)!);
  return new Map(
    [...Map.groupBy(present, row => row.orderId)].map(([orderId, ofOrder]) => [orderId, ofOrder.map(escalationOf)]),
  );
}

/** An edited and submitted order starts again: escalations belong to the content they were about. */
function ofContent({ escalations, contentHash }: WaitingOrderRow): EscalationRow[] {
  return escalations.filter(escalation => escalation.contentHash === contentHash);
}

function escalationOf({ fromAuthority, toAuthority, escalatedAt }: EscalationRow): Escalation {
  return { from: fromAuthority, to: toAuthority, at: escalatedAt.toISOString() };
}
