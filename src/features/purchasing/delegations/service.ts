import { AppError } from '../../../../shared/errors.ts';
import { type Actor, hasRole } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { currentActor, decidingColleagues, lockAuthorities } from '../../workspace/users/service.ts';
import { endDelegation, endLoans, insertDelegation, selectDelegation, selectDelegations } from './data.ts';
import type { LendAuthorityInput } from './schema.ts';

const longestDelegationDays = 90;

/** Whom an authority can be lent to. */
export function listColleagues(actor: Actor) {
  return decidingColleagues(database, actor);
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
    state: stateOf(row, now),
  }));
}

type DelegationState = 'ended' | 'expired' | 'upcoming' | 'current';

function stateOf(row: { revokedAt: Date | null; validUntil: Date; validFrom: Date }, now: Date): DelegationState {
  if (row.revokedAt) return 'ended';
  if (row.validUntil <= now) return 'expired';
  return row.validFrom > now ? 'upcoming' : 'current';
}

/**
 * Lends the actor's own authority to a colleague until a fixed instant. What was lent to the actor cannot be lent on.
 * There is one loan to each colleague: lending again takes the place of the earlier one.
 */
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
    await lockAuthorities(transaction, actor.organisationId);
    const current = await currentActor(transaction, actor, 'MANAGER');
    if (current.approvalAuthority === 'NONE') throw new AppError('users.nothing-to-delegate');
    const colleagues = await decidingColleagues(transaction, actor);
    if (!colleagues.some(person => person.id === toUserId)) refuse('choose an active manager or administrator');
    const replaced = await endLoans(transaction, actor.userId, toUserId, now);
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
      after: {
        to: delegation.toUser.name,
        authority: current.approvalAuthority,
        validUntil: until.toISOString(),
        replaced,
      },
    });
    await tellOfDelegation(transaction, actor, toUserId);
  });
}

/** Ends a delegation early: its giver may, and an administrator. */
export async function withdrawDelegation(actor: Actor, delegationId: string): Promise<void> {
  await inTransaction(async transaction => {
    await lockAuthorities(transaction, actor.organisationId);
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
    await tellOfDelegation(transaction, actor, delegation.toUser.id);
  });
}

function tellOfDelegation(transaction: Database, actor: Actor, entityId: string): Promise<void> {
  return appendEvent(transaction, {
    organisationId: actor.organisationId,
    topic: 'user',
    entityId,
    payload: {},
  });
}
