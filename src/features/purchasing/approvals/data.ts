import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

/** Everyone who might decide on an order: by own authority, or by one that was lent to them, not withdrawn, and valid after a day. */
export function selectApprovers(db: Database, organisationId: string, validAfter: Date) {
  const held = { revokedAt: null, validUntil: { gt: validAfter } };
  return db.user.findMany({
    where: {
      organisationId,
      active: true,
      OR: [{ approvalAuthority: { not: 'NONE' } }, { delegationsHeld: { some: held } }],
    },
    select: {
      id: true,
      name: true,
      role: true,
      approvalAuthority: true,
      delegationsHeld: {
        where: held,
        select: {
          id: true,
          validFrom: true,
          validUntil: true,
          fromUser: { select: { id: true, name: true, role: true, approvalAuthority: true, active: true } },
        },
        // The longest lasting first: of several that have ended, the last one is named.
        orderBy: { validUntil: 'desc' },
      },
    },
    orderBy: { name: 'asc' },
  });
}

export function insertApproval(db: Database, approval: Prisma.ApprovalUncheckedCreateInput) {
  return db.approval.create({ data: approval });
}

/**
 * Submitted orders of the given pairs of supplier and requester whose submission lies in a span: what a seven-day sum
 * is taken over. An order that was sent to its supplier counts even when it was cancelled afterwards.
 */
export function selectSubmittedOrders(
  db: Database,
  organisationId: string,
  pairs: readonly { supplierId: string; requestedById: string }[],
  from: Date,
  to: Date,
) {
  return db.purchaseOrder.findMany({
    where: {
      organisationId,
      submittedAt: { gt: from, lt: to },
      AND: [
        { OR: pairs.map(({ supplierId, requestedById }) => ({ supplierId, requestedById })) },
        {
          OR: [
            { status: { in: ['SUBMITTED', 'APPROVED', 'ORDERED', 'RECEIVED'] } },
            { status: 'CANCELLED', orderedOn: { not: null } },
          ],
        },
      ],
    },
    select: {
      id: true,
      number: true,
      status: true,
      supplierId: true,
      requestedById: true,
      submittedAt: true,
      totalGbp: true,
    },
    orderBy: { submittedAt: 'asc' },
  });
}
