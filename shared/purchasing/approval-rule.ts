import { Decimal } from 'decimal.js';
import type { ErrorCode } from '../errors.ts';
import { poundsText } from './order-money.ts';

/** From the least on. */
export const authorities = ['NONE', 'MANAGER', 'DIRECTOR', 'CFO'] as const;
export type Authority = (typeof authorities)[number];

/** The most that each authority may approve, pounds, inclusive; null is unlimited. An authority without a row may approve nothing. */
export type ApprovalLimits = ReadonlyMap<Authority, string | null>;

export interface LentAuthority {
  readonly id: string;
  readonly fromUserId: string;
  readonly fromName: string;
  /** The lender's own authority; what was lent to them cannot be lent on. NONE when they may not act themselves. */
  readonly authority: Authority;
  /** ISO instants; from the first, up to but without the second. */
  readonly validFrom: string;
  readonly validUntil: string;
}

export interface Approver {
  readonly userId: string;
  readonly name: string;
  /** Active, with a role that may decide on orders. */
  readonly mayDecide: boolean;
  readonly authority: Authority;
  readonly lent: readonly LentAuthority[];
}

export interface ApprovalQuestion {
  readonly number: string;
  readonly supplierName: string;
  readonly requestedById: string;
  readonly requesterName: string;
  /** What is held against the limit: see `sevenDaySumGbp`. Decimal string, pounds. */
  readonly heldGbp: string;
}

/** An authority that somebody may decide with: their own, or a lent one. */
interface Ground {
  readonly authority: Authority;
  readonly limitGbp: string | null;
  readonly lent: LentAuthority | null;
}

interface Refusal {
  readonly allowed: false;
  readonly code: ErrorCode;
  readonly details: Record<string, string>;
}

export type ApprovalVerdict = ({ readonly allowed: true } & Ground) | Refusal;

/**
 * Whether one person may approve one order, and on what ground. Own authority goes before a lent one.
 *
 * @param now ISO instant
 */
export function judgeApproval(
  question: ApprovalQuestion,
  approver: Approver,
  limits: ApprovalLimits,
  now: string,
): ApprovalVerdict {
  const { number } = question;
  const decision = judgeDecision(question, approver, limits, now);
  if (!decision.allowed) return decision;

  const grounds = groundsOf(approver, limits, now);
  const sufficient = grounds.find(({ limitGbp }) => limitGbp === null || new Decimal(question.heldGbp).lte(limitGbp));
  if (sufficient) return { allowed: true, ...sufficient };

  const ended = endedLoan(approver, limits, now, question.heldGbp);
  if (ended) return loanEnded(number, ended);
  const best = grounds.toSorted((a, b) => new Decimal(b.limitGbp ?? 0).comparedTo(a.limitGbp ?? 0))[0];
  const limitGbp = best?.limitGbp ?? '0';
  return {
    allowed: false,
    code: 'approval.over-limit',
    details: {
      number,
      requester: question.requesterName,
      supplier: question.supplierName,
      amount: poundsText(question.heldGbp),
      authority: authorityName[best?.authority ?? 'NONE'],
      limit: poundsText(limitGbp),
      excess: poundsText(new Decimal(question.heldGbp).minus(limitGbp).toFixed(2)),
    },
  };
}

/** Whether a person may decide on an order at all, rejecting included, and on what ground: that needs no limit. */
export function judgeDecision(
  question: Pick<ApprovalQuestion, 'number' | 'requestedById' | 'requesterName'>,
  approver: Approver,
  limits: ApprovalLimits,
  now: string,
): ApprovalVerdict {
  const { number } = question;
  const refuse = (code: ErrorCode, details: Record<string, string> = {}) =>
    ({ allowed: false, code, details: { number, ...details } }) as const;

  if (approver.userId === question.requestedById) return refuse('approval.own-request');
  if (!approver.mayDecide) return refuse('approval.role-too-low', { name: approver.name });
  const lender = approver.lent.find(loan => loan.fromUserId === question.requestedById && isCurrent(loan, now));
  if (lender) return refuse('approval.delegators-request', { delegator: lender.fromName });
  const [ground] = groundsOf(approver, limits, now);
  if (ground) return { allowed: true, ...ground };
  const ended = endedLoan(approver, limits, now, null);
  return ended ? loanEnded(number, ended) : refuse('approval.no-authority');
}

export const authorityName: Record<Authority, string> = {
  NONE: 'no approval authority',
  MANAGER: 'Manager',
  DIRECTOR: 'Director',
  CFO: 'CFO',
};

function groundsOf(approver: Approver, limits: ApprovalLimits, now: string): Ground[] {
  const own = { authority: approver.authority, lent: null };
  const lent = approver.lent
    .filter(loan => isCurrent(loan, now))
    .map(loan => ({ authority: loan.authority, lent: loan }));
  return [own, ...lent].flatMap(ground => {
    const limitGbp = ground.authority === 'NONE' ? undefined : limits.get(ground.authority);
    return limitGbp === undefined ? [] : [{ ...ground, limitGbp }];
  });
}

/** A loan that has run out and would have been enough. */
function endedLoan(approver: Approver, limits: ApprovalLimits, now: string, heldGbp: string | null) {
  return approver.lent.find(loan => {
    const limitGbp = loan.authority === 'NONE' ? undefined : limits.get(loan.authority);
    const enough = limitGbp === null || (limitGbp !== undefined && new Decimal(heldGbp ?? 0).lte(limitGbp));
    return Date.parse(loan.validUntil) <= Date.parse(now) && enough;
  });
}

function loanEnded(number: string, loan: LentAuthority): Refusal {
  return {
    allowed: false,
    code: 'approval.delegation-expired',
    details: { number, delegator: loan.fromName, ended: `${loan.validUntil.slice(0, 16).replace('T', ' ')} UTC` },
  };
}

function isCurrent(loan: LentAuthority, now: string): boolean {
  const instant = Date.parse(now);
  return Date.parse(loan.validFrom) <= instant && instant < Date.parse(loan.validUntil);
}
