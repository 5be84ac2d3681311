import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import type { Actor } from '../../server/actor.ts';
import { type Credentials, clerkSubjectOf } from '../../server/auth.ts';
import { database, inTransaction } from '../../server/db.ts';
import { localSignInAllowed } from '../../server/env.ts';
import type { Role } from '../../server/generated/prisma/enums.ts';
import { recordDone } from '../audit/service.ts';
import {
  endSessions,
  insertSession,
  openSessionsOldestFirst,
  selectLocalUsers,
  selectOrganisation,
  selectUserByClerkId,
  selectUserBySession,
  selectUsers,
} from './data.ts';

const sessionHours: Record<Role, number> = { ADMIN: 4, MANAGER: 8, OPERATOR: 12, VIEWER: 8 };
const sessionsPerUser = 2;

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
      planningDate: (organisation.planningDate ?? new Date()).toISOString().slice(0, 10),
      planningDatePinned: organisation.planningDate !== null,
      baseCurrency: organisation.baseCurrency,
      locale: organisation.locale,
      timeZone: organisation.timeZone,
      weekStartsOn: organisation.weekStartsOn,
    },
  };
}

/** The users a person at this machine may sign in as; empty where local sign-in is off. */
export async function localSignInChoices() {
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

export function listUsers(actor: Actor) {
  return selectUsers(database, actor.organisationId);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
