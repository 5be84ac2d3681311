import { AppError } from '../../../../shared/errors.ts';
import {
  type ApprovalLimits,
  type ApprovalQuestion,
  type ApprovalVerdict,
  type Approver,
  authorityName,
  judgeApproval,
  judgeDecision,
} from '../../../../shared/purchasing/approval-rule.ts';
import { sevenDaySumGbp } from '../../../../shared/purchasing/seven-day-sum.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database } from '../../../server/db.ts';
import { decidingRoles } from '../../workspace/users/service.ts';
import { readApprovalLimits } from '../approval-limits/service.ts';
import type { StepWithReasonInput } from '../order-steps/schema.ts';
import { takeStep } from '../order-steps/service.ts';
import { requireContentAsSubmitted } from '../order-submissions/service.ts';
import { type OrderSummary, readOrderSummary, valueInPounds } from '../orders/service.ts';
import { insertApproval, selectApprovers, selectSubmittedOrders } from './data.ts';
import type { ApproveInput } from './schema.ts';

/** For so long after its end a refusal still says that a loan has ended. */
const endedLoanDays = 90;

/** Everyone who might decide on orders, by own or lent authority. */
export async function readApprovers(db: Database, organisationId: string): Promise<Approver[]> {
  const users = await selectApprovers(db, organisationId, new Date(Date.now() - endedLoanDays * 86_400_000));
  return users.map(user => ({
    userId: user.id,
    name: user.name,
    mayDecide: decidingRoles.includes(user.role),
    authority: user.approvalAuthority,
    lent: user.delegationsHeld.map(({ id, fromUser, validFrom, validUntil }) => ({
      id,
      fromUserId: fromUser.id,
      fromName: fromUser.name,
      authority: fromUser.active && decidingRoles.includes(fromUser.role) ? fromUser.approvalAuthority : 'NONE',
      validFrom: validFrom.toISOString(),
      validUntil: validUntil.toISOString(),
    })),
  }));
}

export interface Rules {
  readonly approvers: readonly Approver[];
  readonly limits: ApprovalLimits;
}

export async function readRules(db: Database, organisationId: string): Promise<Rules> {
  // One after the other: a transaction has one connection.
  const approvers = await readApprovers(db, organisationId);
  return { approvers, limits: await readApprovalLimits(db, organisationId) };
}

/** Approves exactly what the approver saw, once, within the limit that is held against seven days of orders. */
export function approveOrder(actor: Actor, input: ApproveInput) {
  return takeStep(actor, 'approve', input, 'MANAGER', async ({ transaction, order, actor: current }) => {
    requireContentAsSubmitted(order, 'submitted');
    const { contentHash, totalGbp, submittedAt } = order;
    if (!contentHash || contentHash !== input.contentHash || !totalGbp || !submittedAt) {
      throw new AppError('entity.changed', { entity: 'purchase order', id: order.number });
    }
    const rules = await readRules(transaction, order.organisationId);
    const [question] = await questionsOf(transaction, order.organisationId, [
      {
        id: order.id,
        number: order.number,
        supplierId: order.supplierId,
        supplierName: order.supplier.name,
        requestedById: order.requestedById,
        requesterName: order.requestedBy.name,
        submittedAt: submittedAt.toISOString(),
        totalGbp: totalGbp.toFixed(2),
      },
    ]);
    if (!question) throw new Error('a question was lost');
    const now = new Date().toISOString();
    const verdict = judgeApproval(question, approverOf(rules, current), rules.limits, now);
    if (!verdict.allowed) throw refusalOf(verdict, question, rules, now);
    const { authority, limitGbp, lent } = verdict;
    await insertApproval(transaction, {
      orderId: order.id,
      decidedById: current.userId,
      decision: 'APPROVED',
      contentHash,
      authority,
      limitGbp,
      amountGbp: question.heldGbp,
      delegationId: lent?.id ?? null,
    });
    return {
      change: { status: 'APPROVED', decidedAt: new Date(now) },
      after: {
        contentHash,
        totalGbp: totalGbp.toFixed(2),
        heldAgainstLimitGbp: question.heldGbp,
        authority,
        limitGbp: limitGbp ?? 'unlimited',
        ...(lent && { lentBy: lent.fromName }),
      },
    };
  });
}

/** Sends a submitted order back with a reason; needs an authority, but no limit. */
export function rejectOrder(actor: Actor, input: StepWithReasonInput) {
  return takeStep(actor, 'reject', input, 'MANAGER', async ({ transaction, order, actor: current }) => {
    const rules = await readRules(transaction, order.organisationId);
    const now = new Date().toISOString();
    const subject = {
      number: order.number,
      requestedById: order.requestedById,
      requesterName: order.requestedBy.name,
    };
    const verdict = judgeDecision(subject, approverOf(rules, current), rules.limits, now);
    if (!verdict.allowed) throw new AppError(verdict.code, { who: '', ...verdict.details });
    const { authority, limitGbp, lent } = verdict;
    const { contentHash, totalGbp } = order;
    if (!contentHash || !totalGbp) throw new AppError('entity.changed', { entity: 'purchase order', id: order.number });
    await insertApproval(transaction, {
      orderId: order.id,
      decidedById: current.userId,
      decision: 'REJECTED',
      contentHash,
      authority,
      limitGbp,
      amountGbp: totalGbp.toFixed(2),
      delegationId: lent?.id ?? null,
      reason: input.reason,
    });
    return {
      change: { status: 'REJECTED', decidedAt: new Date(now) },
      after: { contentHash, authority, ...(lent && { lentBy: lent.fromName }) },
      reason: input.reason,
    };
  });
}

/**
 * What is held against the limit, whether the caller may approve and why not, and who could. For a draft this is a
 * preview at the newest rate; null once it is decided.
 */
export async function readStanding(actor: Actor, orderId: string) {
  const order = await readOrderSummary(actor, orderId);
  if (order.status !== 'DRAFT' && order.status !== 'SUBMITTED') return null;
  const value = await valueInPounds(order);
  if (!value.ok) return { problem: value.problem, preview: true as const, result: null };
  const now = new Date().toISOString();
  const [rules, [question], others] = await Promise.all([
    readRules(database, actor.organisationId),
    questionsOf(database, actor.organisationId, [
      { ...order, totalGbp: value.totalGbp, submittedAt: order.submittedAt ?? now },
    ]),
    relatedOrders(database, actor.organisationId, [{ ...order, submittedAt: order.submittedAt ?? now }]),
  ]);
  if (!question) throw new Error('a question was lost');
  const approver = approverOf(rules, actor);
  const verdict = judgeApproval(question, approver, rules.limits, now);
  const ownLimit = rules.limits.get(approver.authority);
  return {
    problem: null,
    preview: order.status === 'DRAFT',
    result: {
      totalGbp: value.totalGbp,
      heldGbp: question.heldGbp,
      otherOrders: others
        .filter(other => other.id !== order.id)
        .map(({ id, number, status, submittedAt, totalGbp }) => ({ id, number, status, submittedAt, totalGbp })),
      limits: [...rules.limits].map(([authority, limitGbp]) => ({ authority, limitGbp })),
      you: {
        allowed: verdict.allowed,
        authority: verdict.allowed ? verdict.authority : approver.authority,
        limitGbp: verdict.allowed ? verdict.limitGbp : (ownLimit ?? null),
        hasLimit: verdict.allowed || ownLimit !== undefined,
        lentBy: verdict.allowed ? (verdict.lent?.fromName ?? null) : null,
        reason: verdict.allowed ? null : refusalOf(verdict, question, rules, now).message,
      },
      couldApprove: ableToApprove(question, rules, now),
    },
  };
}

type Subject = Pick<
  OrderSummary,
  'id' | 'number' | 'supplierId' | 'supplierName' | 'requestedById' | 'requesterName'
> & { readonly submittedAt: string | null; readonly totalGbp: string | null };

/** Each order with its seven-day sum; one query for all. */
export async function questionsOf(
  db: Database,
  organisationId: string,
  orders: readonly Subject[],
): Promise<ApprovalQuestion[]> {
  const related = Map.groupBy(await relatedOrders(db, organisationId, orders), pairOf);
  return orders.map(order => {
    const own = { submittedAt: order.submittedAt ?? '', totalGbp: order.totalGbp ?? '0' };
    const others = (related.get(pairOf(order)) ?? []).filter(other => other.id !== order.id);
    const { number, supplierName, requestedById, requesterName } = order;
    return { number, supplierName, requestedById, requesterName, heldGbp: sevenDaySumGbp(own, others) };
  });
}

async function relatedOrders(
  db: Database,
  organisationId: string,
  orders: readonly Pick<Subject, 'supplierId' | 'requestedById' | 'submittedAt'>[],
) {
  const instants = orders.flatMap(order => (order.submittedAt ? [Date.parse(order.submittedAt)] : []));
  if (instants.length === 0) return [];
  const week = 7 * 86_400_000;
  const pairs = [...new Map(orders.map(order => [pairOf(order), order])).values()];
  const rows = await selectSubmittedOrders(
    db,
    organisationId,
    pairs.map(({ supplierId, requestedById }) => ({ supplierId, requestedById })),
    new Date(Math.min(...instants) - week),
    new Date(Math.max(...instants) + week),
  );
  return rows.flatMap(({ submittedAt, totalGbp, ...row }) =>
    submittedAt && totalGbp ? [{ ...row, submittedAt: submittedAt.toISOString(), totalGbp: totalGbp.toFixed(2) }] : [],
  );
}

function pairOf({ supplierId, requestedById }: Pick<Subject, 'supplierId' | 'requestedById'>): string {
  return `${supplierId} ${requestedById}`;
}

export function approverOf(rules: Rules, actor: Actor): Approver {
  return (
    rules.approvers.find(approver => approver.userId === actor.userId) ?? {
      userId: actor.userId,
      name: actor.name,
      mayDecide: decidingRoles.includes(actor.role),
      authority: 'NONE',
      lent: [],
    }
  );
}

function refusalOf(
  verdict: Extract<ApprovalVerdict, { allowed: false }>,
  question: ApprovalQuestion,
  rules: Rules,
  now: string,
): AppError {
  return new AppError(verdict.code, { ...verdict.details, who: whoCould(ableToApprove(question, rules, now)) });
}

export function ableToApprove(question: ApprovalQuestion, rules: Rules, now: string) {
  return rules.approvers.flatMap(approver => {
    const verdict = judgeApproval(question, approver, rules.limits, now);
    if (!verdict.allowed) return [];
    const { authority, limitGbp, lent } = verdict;
    return [{ userId: approver.userId, name: approver.name, authority, limitGbp, lentBy: lent?.fromName ?? null }];
  });
}

/** No one able is an answer too: then nothing is approved until an administrator acts. */
function whoCould(able: ReturnType<typeof ableToApprove>): string {
  if (able.length === 0) {
    return 'Nobody in this workspace may approve it: an administrator must give someone a sufficient authority.';
  }
  const names = able.slice(0, 3).map(one => `${one.name} (${authorityName[one.authority]})`);
  return `Ask ${names.join(' or ')}.`;
}
