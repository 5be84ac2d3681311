import { judgeApproval } from '../../../../shared/purchasing/approval-rule.ts';
import { escalationState } from '../../../../shared/purchasing/escalation.ts';
import type { Actor } from '../../../server/actor.ts';
import { database } from '../../../server/db.ts';
import { planningSettings } from '../../planning/planning-settings/service.ts';
import { escalationsOf } from '../approval-escalations/service.ts';
import { ableToApprove, approverOf, questionsOf, readRules } from '../approvals/service.ts';
import { readSubmittedOrders } from '../orders/service.ts';

/**
 * What waits for this person's decision: first by the day on which it has to be ordered to arrive in time, then by the
 * instant at which it goes to the next authority.
 */
export async function readInbox(actor: Actor) {
  const { organisationId } = actor;
  const orders = await readSubmittedOrders(actor);
  const [rules, questions, escalations, { approvalHours }] = await Promise.all([
    readRules(database, organisationId),
    questionsOf(database, organisationId, orders),
    escalationsOf(orders),
    planningSettings(database, organisationId),
  ]);
  const now = new Date().toISOString();
  const approver = approverOf(rules, actor);
  const mine = orders.flatMap((order, index) => {
    const question = questions[index]!;
    if (!judgeApproval(question, approver, rules.limits, now).allowed) return [];
    const history = escalations.get(order.id) ?? [];
    const able = ableToApprove(question, rules, now).map(one => one.authority);
    const { asked, deadline } = escalationState(order.submittedAt ?? now, able, history, approvalHours);
    return [{ ...order, heldGbp: question.heldGbp, asked, decideBy: deadline, escalations: history.length }];
  });
  const keyOf = (order: (typeof mine)[number]) => `${order.orderBy ?? '9999'} ${order.decideBy ?? '9999'}`;
  return {
    asOf: now,
    orders: mine.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b))),
    /** Submitted orders that someone else has to decide on. */
    waitingForOthers: orders.length - mine.length,
  };
}
