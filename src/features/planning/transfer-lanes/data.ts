import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { ChangeLaneInput } from './schema.ts';

const place = { select: { code: true, name: true } } as const;
const places = { fromWarehouse: place, toWarehouse: place } as const;

export type LaneRow = NonNullable<Awaited<ReturnType<typeof selectLane>>>;

/** By the codes of the warehouses. */
export function selectLanes(db: Database, organisationId: string) {
  return db.transferLane.findMany({
    where: { organisationId },
    include: places,
    orderBy: [{ fromWarehouse: { code: 'asc' } }, { toWarehouse: { code: 'asc' } }],
  });
}

export function selectLane(db: Database, organisationId: string, id: string) {
  return db.transferLane.findUnique({ where: { id, organisationId }, include: places });
}

/** @returns false when the id or the pair of warehouses is taken */
export async function insertLane(db: Database, lane: Prisma.TransferLaneCreateManyInput): Promise<boolean> {
  const { count } = await db.transferLane.createMany({ data: lane, skipDuplicates: true });
  return count === 1;
}

interface Opened {
  readonly id: string;
  readonly organisationId: string;
  readonly version: number;
}

/** Changes a lane that is still at `version`. @returns false when it is not */
export async function updateLane(db: Database, opened: Opened, change: ChangeLaneInput['change']): Promise<boolean> {
  const { count } = await db.transferLane.updateMany({
    where: { ...opened },
    // A partial input allows `undefined` by its type; the JSON it was parsed from cannot carry it.
    data: { ...(change as Prisma.TransferLaneUncheckedUpdateManyInput), version: { increment: 1 } },
  });
  return count === 1;
}

/** Removes a lane that is still at `version`. @returns false when it is not */
export async function deleteLane(db: Database, opened: Opened): Promise<boolean> {
  const { count } = await db.transferLane.deleteMany({ where: { ...opened } });
  return count === 1;
}
