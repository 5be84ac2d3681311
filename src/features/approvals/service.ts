import { Decimal } from 'decimal.js';
import { AppError } from '../../../shared/errors.ts';
import type { ApprovalLimits, Approver, Authority } from '../../../shared/purchasing/approval-rule.ts';
import { type Actor, hasRole } from '../../server/actor.ts';
import { type Database, database, inTransaction } from '../../server/db.ts';
import { appendEvent } from '../../server/events.ts';
import { recordDone } from '../audit/service.ts';
import { currentActor, decidingColleagues, decidingRoles, localUsers } from '../users/service.ts';
import {
  endDelegation,
  insertDelegation,
  selectApprovalLimits,
  selectApprovers,
  selectDelegation,
  selectDelegations,
  upsertApprovalLimit,
} from './data.ts';
import type { ChangeLimitInput, LendAuthorityInput } from './schema.ts';

const longestDelegationDays = 90;

/** Whom an authority can be lent to. */
export function listColleagues(actor: Actor) {
  return decidingColleagues(database, actor);
}

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

/** Everyone who might decide on orders, by own or lent authority. */
export async function readApprovers(db: Database, organisationId: string): Promise<Approver[]> {
  const users = await selectApprovers(db, organisationId);
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

/** What an authority may approve. Nobody raises the limit that they hold themselves. */
export async function changeLimit(actor: Actor, { authority, limitGbp, reason }: ChangeLimitInput): Promise<void> {
  await inTransaction(async transaction => {
    const current = await currentActor(transaction, actor, 'ADMIN');
    const limits = await readApprovalLimits(transaction, actor.organisationId);
    if (current.approvalAuthority === authority && raises(limits.get(authority), limitGbp)) {
      throw new AppError('users.own-authority');
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
    await tellOfApprovals(transaction, actor, actor.userId);
  });
}

function raises(before: string | null | undefined, after: string | null): boolean {
  if (before === undefined) return true;
  if (before === null) return false;
  return after === null || new Decimal(after).gt(before);
}

/** Administrators see all delegations, everyone else those that they gave or hold. */
export async function listDelegations(actor: Actor) {
  const rows = await selectDelegations(
    database,
    actor.organisationId,
    hasRole(actor, 'ADMIN') ? null : actor.userId,
    100,
  );
  const now = new Date();
  return rows.map(row => ({
    id: row.id,
    from: { id: row.fromUser.id, name: row.fromUser.name, approvalAuthority: row.fromUser.approvalAuthority },
    to: row.toUser,
    validFrom: row.validFrom.toISOString(),
    validUntil: row.validUntil.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    state: row.revokedAt ? 'ended' : row.validUntil <= now ? 'expired' : row.validFrom > now ? 'upcoming' : 'current',
  }));
}

/** Lends the actor's own authority to a colleague until a fixed instant. What was lent to the actor cannot be lent on. */
export async function lendAuthority(actor: Actor, { toUserId, validUntil }: LendAuthorityInput): Promise<void> {
  const now = new Date();
  const until = new Date(validUntil);
  const refuse = (problem: string) => {
    throw new AppError('users.delegation-refused', { problem });
  };
  if (toUserId === actor.userId) refuse('choose someone other than yourself');
  if (until <= now) refuse('its end lies in the past; choose a later one');
  if (until.getTime() > now.getTime() + longestDelegationDays * 86_400_000) {
    refuse(`it may last ${longestDelegationDays} days at most; choose an earlier end`);
  }
  await inTransaction(async transaction => {
    const current = await currentActor(transaction, actor, 'MANAGER');
    if (current.approvalAuthority === 'NONE') throw new AppError('users.nothing-to-delegate');
    const colleagues = await decidingColleagues(transaction, actor);
    if (!colleagues.some(person => person.id === toUserId)) refuse('choose an active manager or administrator');
    const delegation = await insertDelegation(transaction, {
      fromUserId: actor.userId,
      toUserId,
      validFrom: now,
      validUntil: until,
    });
    await recordDone(transaction, current, {
      action: 'delegation.give',
      entityType: 'delegation',
      entityId: delegation.id,
      after: { to: delegation.toUser.name, authority: current.approvalAuthority, validUntil: until.toISOString() },
    });
    await tellOfApprovals(transaction, actor, toUserId);
  });
}

/** Ends a delegation early: its giver may, and an administrator. */
export async function withdrawDelegation(actor: Actor, delegationId: string): Promise<void> {
  await inTransaction(async transaction => {
    const current = await currentActor(transaction, actor, 'VIEWER');
    const delegation = await selectDelegation(transaction, actor.organisationId, delegationId);
    const mayEnd = delegation && (delegation.fromUser.id === actor.userId || hasRole(current, 'ADMIN'));
    if (!mayEnd || (await endDelegation(transaction, delegationId, new Date())) === 0) {
      throw new AppError('entity.not-found', { entity: 'open delegation', id: delegationId });
    }
    await recordDone(transaction, current, {
      action: 'delegation.end',
      entityType: 'delegation',
      entityId: delegationId,
      before: { to: delegation.toUser.name, validUntil: delegation.validUntil.toISOString() },
    });
    await tellOfApprovals(transaction, actor, delegation.toUser.id);
  });
}

function tellOfApprovals(transaction: Database, actor: Actor, entityId: string): Promise<void> {
  return appendEvent(transaction, {
    organisationId: actor.organisationId,
    topic: 'approval-rule',
    entityId,
    payload: {},
  });
}
