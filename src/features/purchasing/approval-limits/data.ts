import type { Database } from '../../../server/db.ts';
import type { ApprovalAuthority } from '../../../server/generated/prisma/enums.ts';

export function selectApprovalLimits(db: Database, organisationId: string) {
  return db.approvalLimit.findMany({ where: { organisationId } });
}

/** A loan of an authority to a user that is in force. */
export function selectLoanOf(db: Database, toUserId: string, authority: ApprovalAuthority, now: Date) {
  return db.delegation.findFirst({
    where: { toUserId, revokedAt: null, validUntil: { gt: now }, fromUser: { approvalAuthority: authority } },
    select: { fromUser: { select: { name: true } } },
  });
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
