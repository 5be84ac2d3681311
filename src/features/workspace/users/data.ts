import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { ApprovalAuthority, Role } from '../../../server/generated/prisma/enums.ts';

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

/** At most `limit` by name, the inactive ones too. */
export function selectUsers(db: Database, organisationId: string, filter: { search?: string; limit: number }) {
  const contains = filter.search ? { contains: filter.search, mode: 'insensitive' as const } : undefined;
  return db.user.findMany({
    where: { organisationId, ...(contains && { OR: [{ name: contains }, { email: contains }] }) },
    select: { ...actorColumns, active: true, clerkUserId: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: filter.limit,
  });
}

/** Lets nobody change roles, authorities, limits or loans of authority until the transaction ends. */
export async function holdAuthorities(db: Database, organisationId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtext('authorities'), hashtext(${organisationId}))`;
}

/** Waits for all who hold them. Take it before any other lock. */
export async function lockAuthorities(db: Database, organisationId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('authorities'), hashtext(${organisationId}))`;
}

/** The role and authority of one user as of now; held until the transaction ends, so that a change of them waits. */
export async function holdUser(db: Database, userId: string) {
  const rows = await db.$queryRaw<
    { name: string; organisationId: string; role: Role; approvalAuthority: ApprovalAuthority }[]
  >`SELECT name, "organisationId", role, "approvalAuthority" FROM "User" WHERE id = ${userId}::uuid AND active FOR SHARE`;
  return rows[0] ?? null;
}

/** One user of the organisation, locked for a change. */
export async function lockUser(db: Database, organisationId: string, userId: string) {
  await db.$queryRaw`
    SELECT id FROM "User" WHERE id = ${userId}::uuid AND "organisationId" = ${organisationId}::uuid FOR UPDATE`;
  return db.user.findFirst({ where: { id: userId, organisationId }, select: { ...actorColumns, active: true } });
}

/** Locks the administrators in one order, so that two of them cannot remove each other at once. */
export async function lockActiveAdministrators(db: Database, organisationId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "User" WHERE "organisationId" = ${organisationId}::uuid AND role = 'ADMIN' AND active
    ORDER BY id FOR UPDATE`;
  return rows.map(row => row.id);
}

export function updateUser(
  db: Database,
  id: string,
  change: { role: Role; approvalAuthority: ApprovalAuthority; active: boolean },
) {
  return db.user.update({ where: { id }, data: change });
}

/** People with the roles given, for a choice; no addresses. */
export function selectColleagues(db: Database, organisationId: string, roles: Role[], limit: number) {
  return db.user.findMany({
    where: { organisationId, active: true, role: { in: roles } },
    select: { id: true, name: true, role: true, approvalAuthority: true },
    orderBy: { name: 'asc' },
    take: limit,
  });
}

/** A loan of one user's authority to another that is in force. */
export function selectLoan(db: Database, fromUserId: string, toUserId: string, now: Date) {
  return db.delegation.findFirst({
    where: { fromUserId, toUserId, revokedAt: null, validUntil: { gt: now } },
    select: { id: true },
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

/** The limits of the settled policy, inclusive, in GBP; administrators change them later. */
const startingLimits = [
  { authority: 'MANAGER', limitGbp: '50000' },
  { authority: 'DIRECTOR', limitGbp: '200000' },
  { authority: 'CFO', limitGbp: null },
] as const;

export function insertOrganisation(db: Database, name: string) {
  return db.organisation.create({ data: { name, approvalLimits: { create: [...startingLimits] } } });
}

export function insertUser(db: Database, user: Prisma.UserUncheckedCreateInput) {
  return db.user.create({ data: user, select: actorColumns });
}

/** Whoever holds this id, this e-mail in the organisation, or this Clerk user anywhere. */
export function selectSameUser(
  db: Database,
  user: { id: string; organisationId: string; email: string; clerkUserId: string | null },
) {
  const { id, organisationId, email, clerkUserId } = user;
  return db.user.findFirst({
    where: { OR: [{ id }, { organisationId, email }, ...(clerkUserId ? [{ clerkUserId }] : [])] },
    select: { ...actorColumns, clerkUserId: true },
  });
}
