import type { Database } from '../../server/db.ts';
import type { Prisma } from '../../server/generated/prisma/client.ts';

export function insertAuditEvent(db: Database, event: Prisma.AuditEventUncheckedCreateInput) {
  return db.auditEvent.create({ data: event });
}

/** Newest first, `limit` rows before the id `before`. */
export function selectAuditEvents(
  db: Database,
  organisationId: string,
  filter: { before?: bigint; entityType?: string; entityId?: string; search?: string; limit: number },
) {
  return db.auditEvent.findMany({
    where: {
      organisationId,
      ...(filter.before !== undefined && { id: { lt: filter.before } }),
      ...(filter.entityType && { entityType: filter.entityType }),
      ...(filter.entityId && { entityId: filter.entityId }),
      ...(filter.search && {
        OR: [
          { action: { contains: filter.search, mode: 'insensitive' as const } },
          { actorName: { contains: filter.search, mode: 'insensitive' as const } },
          { entityId: { contains: filter.search, mode: 'insensitive' as const } },
        ],
      }),
    },
    orderBy: { id: 'desc' },
    take: filter.limit,
  });
}
