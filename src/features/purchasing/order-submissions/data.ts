import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

export function insertSubmission(db: Database, submission: Prisma.PurchaseOrderSubmissionUncheckedCreateInput) {
  return db.purchaseOrderSubmission.create({ data: submission });
}

export function selectApproval(db: Database, orderId: string, contentHash: string) {
  return db.approval.findUnique({
    where: { orderId_contentHash: { orderId, contentHash } },
    include: { decidedBy: { select: { name: true } } },
  });
}
