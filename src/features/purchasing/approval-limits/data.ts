import type { Database } from '../../../server/db.ts';
import type { ApprovalAuthority } from '../../../server/generated/prisma/enums.ts';

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
