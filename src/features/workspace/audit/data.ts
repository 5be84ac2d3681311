import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { ListAuditInput } from './schema.ts';

export function insertAuditEvents(db: Database, events: Prisma.AuditEventCreateManyInput[]) {
  return db.auditEvent.createMany({ data: events });
}

/** Newest first, `limit` rows before the id `before`. */
export function selectAuditEvents(
  db: Database,
  organisationId: string,
  filter: Omit<ListAuditInput, 'cursor' | 'from' | 'to'> & { before?: bigint; from?: Date; until?: Date },
) {
  const { before, outcome, entityType, entityId, action, search, from, until, limit } = filter;
  const contains = search ? { contains: search, mode: 'insensitive' as const } : undefined;
  return db.auditEvent.findMany({
    where: {
      organisationId,
      ...(before !== undefined && { id: { lt: before } }),
      ...(outcome && { outcome }),
      ...(entityType && { entityType }),
      ...(entityId && { entityId }),
      ...(action && { action }),
      ...((from || until) && { createdAt: { ...(from && { gte: from }), ...(until && { lt: until }) } }),
      ...(contains && {
        OR: [{ action: contains }, { actorName: contains }, { entityId: contains }, { reason: contains }],
      }),
    },
    orderBy: { id: 'desc' },
    take: limit,
  });
}

/** What rows of this organisation are about, for filters. */
export async function selectAuditChoices(db: Database, organisationId: string) {
  const rows = await db.auditEvent.groupBy({
    by: ['entityType', 'action'],
    where: { organisationId },
    orderBy: [{ entityType: 'asc' }, { action: 'asc' }],
  });
  return { entityTypes: [...new Set(rows.map(row => row.entityType))], actions: rows.map(row => row.action) };
}
