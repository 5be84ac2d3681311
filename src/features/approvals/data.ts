import type { Database } from '../../server/db.ts';
import type { ApprovalAuthority } from '../../server/generated/prisma/enums.ts';

const delegationColumns = {
  id: true,
  validFrom: true,
  validUntil: true,
  revokedAt: true,
  fromUser: { select: { id: true, name: true, role: true, approvalAuthority: true, active: true } },
  toUser: { select: { id: true, name: true } },
} as const;

/** Everyone who might decide on an order: by own authority, or by one that was lent to them and not withdrawn. */
export function selectApprovers(db: Database, organisationId: string) {
  return db.user.findMany({
    where: {
      organisationId,
      active: true,
      OR: [{ approvalAuthority: { not: 'NONE' } }, { delegationsHeld: { some: { revokedAt: null } } }],
    },
    select: {
      id: true,
      name: true,
      role: true,
      approvalAuthority: true,
      delegationsHeld: {
        where: { revokedAt: null },
        select: delegationColumns,
        // The longest lasting first: of several that have ended, the last one is named.
        orderBy: { validUntil: 'desc' },
        take: 20,
      },
    },
    orderBy: { name: 'asc' },
  });
}

export function selectApprovalLimits(db: Database, organisationId: string) {
  return db.approvalLimit.findMany({ where: { organisationId } });
}

export function upsertApprovalLimit(
  db: Database,
  organisationId: string,
  authority: ApprovalAuthority,
  limitGbp: string | null,
) {
  return db.approvalLimit.upsert({
    where: { organisationId_authority: { organisationId, authority } },
    create: { organisationId, authority, limitGbp },
    update: { limitGbp },
  });
}

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

/** @returns how many were ended: 0 when there is no such open delegation */
export async function endDelegation(db: Database, id: string, now: Date): Promise<number> {
  return (await db.delegation.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } })).count;
}

export function selectDelegation(db: Database, organisationId: string, id: string) {
  return db.delegation.findFirst({ where: { id, fromUser: { organisationId } }, select: delegationColumns });
}
