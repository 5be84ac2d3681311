import { Decimal } from 'decimal.js';
import { AppError } from '../../../../shared/errors.ts';
import type { ApprovalLimits, Authority } from '../../../../shared/purchasing/approval-rule.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { currentActor, localUsers, lockAuthorities } from '../../workspace/users/service.ts';
import { selectApprovalLimits, selectLoanOf, upsertApprovalLimit } from './data.ts';
import type { ChangeLimitInput } from './schema.ts';

/** The users a person at this machine may sign in as, with what each may approve; empty where local sign-in is off. */
export async function localSignInChoices() {
  const users = await localUsers();
  const organisationIds = [...new Set(users.map(user => user.organisationId))];
  const limits = new Map(
    await Promise.all(organisationIds.map(async id => [id, await readApprovalLimits(database, id)] as const)),
  );
  return users.map(({ id, name, role, approvalAuthority, organisationId }) => {
    const limit = limits.get(organisationId)?.get(approvalAuthority);
    return { id, name, role, approvalAuthority, mayApprove: limit !== undefined, approvalLimitGbp: limit ?? null };
  });
}

export async function readApprovalLimits(db: Database, organisationId: string): Promise<ApprovalLimits> {
  const rows = await selectApprovalLimits(db, organisationId);
  return new Map(rows.map(row => [row.authority as Authority, row.limitGbp?.toFixed(2) ?? null]));
}

export async function listLimits(actor: Actor) {
  const limits = await readApprovalLimits(database, actor.organisationId);
  return (['MANAGER', 'DIRECTOR', 'CFO'] as const).map(authority => ({
    authority,
    /** False: no row, so this authority approves nothing. */
    defined: limits.has(authority),
    limitGbp: limits.get(authority) ?? null,
  }));
}

/** What an authority may approve. Nobody raises the limit that they hold themselves, be it lent. */
export async function changeLimit(actor: Actor, { authority, limitGbp, reason }: ChangeLimitInput): Promise<void> {
  await inTransaction(async transaction => {
    await lockAuthorities(transaction, actor.organisationId);
    const current = await currentActor(transaction, actor, 'ADMIN');
    const limits = await readApprovalLimits(transaction, actor.organisationId);
    if (raises(limits.get(authority), limitGbp)) {
      if (current.approvalAuthority === authority) throw new AppError('users.own-authority');
      const loan = await selectLoanOf(transaction, actor.userId, authority, new Date());
      if (loan) throw new AppError('users.lent-authority', { lender: loan.fromUser.name });
    }
    await upsertApprovalLimit(transaction, actor.organisationId, authority, limitGbp);
    await recordDone(transaction, current, {
      action: 'approval-limit.change',
      entityType: 'approval-limit',
      entityId: authority,
      before: { authority, limitGbp: limits.get(authority) ?? (limits.has(authority) ? 'unlimited' : 'not set') },
      after: { authority, limitGbp: limitGbp ?? 'unlimited' },
      reason,
    });
    await appendEvent(transaction, {
      organisationId: actor.organisationId,
      topic: 'user',
      entityId: authority,
      payload: {},
    });
  });
}

function raises(before: string | null | undefined, after: string | null): boolean {
  if (before === undefined) return true;
  if (before === null) return false;
  return after === null || new Decimal(after).gt(before);
}
