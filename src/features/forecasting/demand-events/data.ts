import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

export type EventRow = NonNullable<Awaited<ReturnType<typeof selectEvent>>>;

const author = { author: { select: { name: true } } } as const;

export function selectEvent(db: Database, id: string) {
  return db.demandEvent.findUnique({ where: { id }, include: author });
}

/** Oldest first, without those removed. */
export function selectEvents(db: Database, organisationId: string) {
  return db.demandEvent.findMany({
    where: { organisationId, removedAt: null },
    include: author,
    orderBy: [{ firstDay: 'asc' }, { id: 'asc' }],
  });
}

/** @returns false when the id is taken */
export async function insertEvent(db: Database, event: Prisma.DemandEventCreateManyInput): Promise<boolean> {
  const { count } = await db.demandEvent.createMany({ data: event, skipDuplicates: true });
  return count === 1;
}

/** Changes an event that is still at `version`. @returns false when it is not */
export async function updateEvent(
  db: Database,
  { id, version }: { id: string; version: number },
  data: Prisma.DemandEventUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.demandEvent.updateMany({
    where: { id, version, removedAt: null },
    data: { ...data, version: { increment: 1 } },
  });
  return count === 1;
}
