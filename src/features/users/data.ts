import type { Database } from '../../server/db.ts';

const actorColumns = {
  id: true,
  organisationId: true,
  email: true,
  name: true,
  role: true,
  approvalAuthority: true,
} as const;

export function selectUserByClerkId(db: Database, clerkUserId: string) {
  return db.user.findFirst({ where: { clerkUserId, active: true }, select: actorColumns });
}

export async function selectUserBySession(db: Database, tokenHash: string, now: Date) {
  const session = await db.session.findFirst({
    where: { tokenHash, endedAt: null, expiresAt: { gt: now }, user: { active: true } },
    select: { user: { select: actorColumns } },
  });
  return session?.user ?? null;
}

export function selectLocalUsers(db: Database) {
  return db.user.findMany({
    where: { active: true, organisation: { isSample: true } },
    select: actorColumns,
    orderBy: [{ role: 'asc' }, { name: 'asc' }],
  });
}

export function selectUsers(db: Database, organisationId: string) {
  return db.user.findMany({
    where: { organisationId },
    select: { ...actorColumns, active: true },
    orderBy: { name: 'asc' },
  });
}

export function insertSession(db: Database, session: { userId: string; tokenHash: string; expiresAt: Date }) {
  return db.session.create({ data: session });
}

export function openSessionsOldestFirst(db: Database, userId: string, now: Date) {
  return db.session.findMany({
    where: { userId, endedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  });
}

export function endSessions(db: Database, where: { ids: string[] } | { tokenHash: string }, now: Date) {
  return db.session.updateMany({
    where: 'ids' in where ? { id: { in: where.ids } } : { tokenHash: where.tokenHash, endedAt: null },
    data: { endedAt: now },
  });
}

export function selectOrganisation(db: Database, id: string) {
  return db.organisation.findUniqueOrThrow({ where: { id } });
}
