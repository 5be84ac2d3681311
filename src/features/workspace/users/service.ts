import { createHash, randomBytes } from 'node:crypto';
import { planningDay } from '../../../../shared/business-day.ts';
import { AppError } from '../../../../shared/errors.ts';
import { authorities } from '../../../../shared/purchasing/approval-rule.ts';
import { type Actor, hasRole } from '../../../server/actor.ts';
import { type Credentials, clerkSubjectOf } from '../../../server/auth.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { localSignInAllowed } from '../../../server/env.ts';
import { appendEvent } from '../../../server/events.ts';
import type { Role } from '../../../server/generated/prisma/enums.ts';
import { recordDone } from '../audit/service.ts';
import {
  endSessions,
  holdUser,
  insertOrganisation,
  insertSession,
  insertUser,
  lockActiveAdministrators,
  lockAuthorities,
  lockUser,
  openSessionsOldestFirst,
  selectColleagues,
  selectLoan,
  selectLocalUsers,
  selectOrganisation,
  selectSameUser,
  selectUserByClerkId,
  selectUserBySession,
  selectUsers,
  updateUser,
} from './data.ts';
import type { AddUserInput, ChangeUserInput, FoundOrganisationInput, ListUsersInput } from './schema.ts';

/** What a decision rests on stands still for it; what changes that waits. */
export { holdAuthorities, lockAuthorities } from './data.ts';

const sessionHours: Record<Role, number> = { ADMIN: 4, MANAGER: 8, OPERATOR: 12, VIEWER: 8 };
const sessionsPerUser = 2;
/** Roles that may plan and decide. */
export const decidingRoles: readonly Role[] = ['MANAGER', 'ADMIN'];

/** The user behind a request, or null. Read from the database each time, so that a changed role counts at once. */
export async function actorOf(credentials: Credentials, requestId: string): Promise<Actor | null> {
  const user = await userOf(credentials);
  if (!user) return null;
  const { id: userId, organisationId, name, role, approvalAuthority } = user;
  return { userId, organisationId, name, role, approvalAuthority, requestId };
}

async function userOf({ localSessionToken, clerkToken }: Credentials) {
  if (localSessionToken && localSignInAllowed) {
    return selectUserBySession(database, sha256(localSessionToken), new Date());
  }
  const subject = clerkToken && (await clerkSubjectOf(clerkToken));
  return subject ? selectUserByClerkId(database, subject) : null;
}

/** What the shell shows of the session, or null when signed out. */
export async function describeSession(actor: Actor | null) {
  if (!actor) return null;
  const organisation = await selectOrganisation(database, actor.organisationId);
  return {
    user: {
      id: actor.userId,
      name: actor.name,
      role: actor.role,
      approvalAuthority: actor.approvalAuthority,
    },
    workspace: {
      name: organisation.name,
      isSample: organisation.isSample,
      planningDate: planningDay(organisation),
      planningDatePinned: organisation.planningDate !== null,
      baseCurrency: organisation.baseCurrency,
      locale: organisation.locale,
      timeZone: organisation.timeZone,
      weekStartsOn: organisation.weekStartsOn,
    },
  };
}

/** The users a person at this machine may sign in as; empty where local sign-in is off. */
export async function localUsers() {
  return localSignInAllowed ? selectLocalUsers(database) : [];
}

/**
 * Opens a session for a local user; the oldest beyond two ends.
 * @returns the token for the cookie; only its hash is stored
 */
export async function signInLocally(userId: string, requestId: string): Promise<{ token: string; expiresAt: Date }> {
  if (!localSignInAllowed) throw new AppError('auth.local-sign-in-off');
  const user = (await selectLocalUsers(database)).find(choice => choice.id === userId);
  if (!user) throw new AppError('entity.not-found', { entity: 'user', id: userId });

  const now = new Date();
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + sessionHours[user.role] * 3_600_000);
  await inTransaction(async transaction => {
    const open = await openSessionsOldestFirst(transaction, userId, now);
    await endSessions(
      transaction,
      { ids: open.slice(0, Math.max(0, open.length - sessionsPerUser + 1)).map(session => session.id) },
      now,
    );
    await insertSession(transaction, { userId, tokenHash: sha256(token), expiresAt });
    await recordDone(
      transaction,
      { ...user, userId, requestId },
      {
        action: 'user.sign-in',
        entityType: 'user',
        entityId: userId,
        after: { method: 'local', expiresAt: expiresAt.toISOString() },
      },
    );
  });
  return { token, expiresAt };
}

export async function signOut(token: string | undefined): Promise<void> {
  if (token) await endSessions(database, { tokenHash: sha256(token) }, new Date());
}

export async function listUsers(actor: Actor, { search, limit }: ListUsersInput) {
  const users = await selectUsers(database, actor.organisationId, { limit, ...(search && { search }) });
  return users.map(({ clerkUserId, organisationId: _, ...user }) => ({
    ...user,
    signsIn: clerkUserId ? 'clerk' : 'local',
  }));
}

/** Colleagues who may plan and decide, without the actor. */
export async function decidingColleagues(db: Database, actor: Actor) {
  const people = await selectColleagues(db, actor.organisationId, [...decidingRoles], 500);
  return people.filter(person => person.id !== actor.userId);
}

/**
 * The actor as the database knows them now, held until the transaction ends: whoever lost a role while a request was
 * on its way no longer acts with it.
 * @throws AppError `auth.signed-out` when no longer active, `auth.role-required`
 */
export async function currentActor(transaction: Database, actor: Actor, required: Role): Promise<Actor> {
  const user = await holdUser(transaction, actor.userId);
  if (!user || user.organisationId !== actor.organisationId) throw new AppError('auth.signed-out');
  const current = { ...actor, role: user.role, approvalAuthority: user.approvalAuthority };
  if (!hasRole(current, required)) throw new AppError('auth.role-required', { required, actual: user.role });
  return current;
}

export function readOrganisation(db: Database, organisationId: string) {
  return selectOrganisation(db, organisationId);
}

/** "Today" for planning and ordering, and where weeks begin (0 Sunday … 6 Saturday). */
export async function businessCalendar(db: Database, organisationId: string) {
  const organisation = await selectOrganisation(db, organisationId);
  return { today: planningDay(organisation), weekStartsOn: organisation.weekStartsOn };
}

/**
 * Opens an empty business with its first administrator, who adds everyone else.
 * @returns the organisation's id
 */
export function foundOrganisation({ organisation, administrator }: FoundOrganisationInput): Promise<string> {
  return inTransaction(async transaction => {
    const { id: organisationId } = await insertOrganisation(transaction, organisation);
    await requireNewUser(transaction, { id: organisationId, organisationId, ...administrator });
    const user = await insertUser(transaction, { organisationId, ...administrator, role: 'ADMIN' });
    const actor = { ...user, userId: user.id, requestId: 'found-organisation' };
    await recordDone(transaction, actor, {
      action: 'organisation.found',
      entityType: 'organisation',
      entityId: organisationId,
      after: { organisation, administrator: administrator.name },
    });
    return organisationId;
  });
}

/** Lets a person in. Approval authority is given afterwards, with a reason. */
export async function addUser(actor: Actor, { userId: id, ...user }: AddUserInput): Promise<void> {
  const { organisationId } = actor;
  await inTransaction(async transaction => {
    await lockAuthorities(transaction, organisationId);
    const current = await currentActor(transaction, actor, 'ADMIN');
    if (!(await requireNewUser(transaction, { id, organisationId, ...user }))) return;
    await insertUser(transaction, { id, organisationId, ...user });
    await recordDone(transaction, current, {
      action: 'user.add',
      entityType: 'user',
      entityId: id,
      after: { name: user.name, role: user.role, signsIn: user.clerkUserId ? 'clerk' : 'local' },
    });
    await appendEvent(transaction, { organisationId, topic: 'user', entityId: id, payload: {} });
  });
}

/**
 * @returns false when this very user was added before
 * @throws AppError `users.exists` when someone else holds the e-mail or the Clerk user
 */
async function requireNewUser(
  db: Database,
  user: { id: string; organisationId: string; email: string; clerkUserId: string | null },
): Promise<boolean> {
  const same = await selectSameUser(db, user);
  if (!same) return true;
  if (same.id === user.id && same.organisationId === user.organisationId) return false;
  throw new AppError('users.exists', { email: user.email });
}

/** Role, approval authority and access of another user. */
export async function changeUser(actor: Actor, { userId, reason, ...change }: ChangeUserInput): Promise<void> {
  await inTransaction(async transaction => {
    await lockAuthorities(transaction, actor.organisationId);
    const administrators = await lockActiveAdministrators(transaction, actor.organisationId);
    const current = await currentActor(transaction, actor, 'ADMIN');
    if (userId === actor.userId) throw new AppError('users.own-authority');
    const user = await lockUser(transaction, actor.organisationId, userId);
    if (!user) throw new AppError('entity.not-found', { entity: 'user', id: userId });
    const staysAdministrator = change.role === 'ADMIN' && change.active;
    if (!staysAdministrator && administrators.length === 1 && administrators[0] === userId) {
      throw new AppError('users.last-administrator', { name: user.name });
    }
    const lent = reachOf(change) > reachOf(user) && (await selectLoan(transaction, userId, actor.userId, new Date()));
    if (lent) throw new AppError('users.lent-authority', { lender: user.name });
    await updateUser(transaction, userId, change);
    const { role, approvalAuthority, active } = user;
    await recordDone(transaction, current, {
      action: 'user.change',
      entityType: 'user',
      entityId: userId,
      before: { name: user.name, role, approvalAuthority, active },
      after: { name: user.name, ...change },
      reason,
    });
    await appendEvent(transaction, {
      organisationId: actor.organisationId,
      topic: 'user',
      entityId: userId,
      payload: {},
    });
  });
}

/** How much a user may approve, as a rank; whoever may not decide lends nothing either. */
function reachOf({ role, approvalAuthority, active }: Pick<ChangeUserInput, 'role' | 'approvalAuthority' | 'active'>) {
  return active && decidingRoles.includes(role) ? authorities.indexOf(approvalAuthority) : 0;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
