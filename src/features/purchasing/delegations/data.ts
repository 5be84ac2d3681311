import type { Database } from '../../../server/db.ts';

const delegationColumns = {
  id: true,
  validFrom: true,
  validUntil: true,
  revokedAt: true,
  fromUser: { select: { id: true, name: true, approvalAuthority: true } },
  toUser: { select: { id: true, name: true } },
} as const;

/** Delegations that touch one user, or all of the organisation; those that end last come first. */
export function selectDelegations(db: Database, organisationId: string, userId: string | null, limit: number) {
  return db.delegation.findMany({
    where: {
      fromUser: { organisationId },
      ...(userId && { OR: [{ fromUserId: userId }, { toUserId: userId }] }),
    },
    select: delegationColumns,
    orderBy: [{ validUntil: 'desc' }, { id: 'desc' }],
    take: limit,
  });
}

export function insertDelegation(
  db: Database,
  delegation: { fromUserId: string; toUserId: string; validFrom: Date; validUntil: Date },
) {
  return db.delegation.create({ data: delegation, select: delegationColumns });
}

/** Ends what one user has lent to another. @returns how many loans */
export async function endLoans(db: Database, fromUserId: string, toUserId: string, now: Date): Promise<number> {
  const { count } = await db.delegation.updateMany({
    where: { fromUserId, toUserId, revokedAt: null, validUntil: { gt: now } },
    data: { revokedAt: now },
  });
  return count;
}

/** @returns how many were ended: 0 when there is no such open delegation */
export async function endDelegation(db: Database, id: string, now: Date): Promise<number> {
  return (await db.delegation.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } })).count;
}

export function selectDelegation(db: Database, organisationId: string, id: string) {
  return db.delegation.findFirst({ where: { id, fromUser: { organisationId } }, select: delegationColumns });
}
