import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

/** Holds back whoever publishes from the same run, until the transaction ends. */
export async function lockRun(db: Database, runId: string): Promise<void> {
  await db.$queryRaw`SELECT id FROM "ForecastRun" WHERE id = ${runId}::uuid FOR UPDATE`;
}

export function insertPublication(db: Database, publication: Prisma.ForecastPublicationUncheckedCreateInput) {
  return db.forecastPublication.create({ data: publication, include: publicationParts });
}

const publicationParts = {
  requestedBy: { select: { id: true, name: true, role: true, approvalAuthority: true } },
  run: { select: { selection: true } },
  _count: { select: { published: true } },
} as const satisfies Prisma.ForecastPublicationInclude;

export type PublicationRow = NonNullable<Awaited<ReturnType<typeof selectPublication>>>;

/** Without an organisation only for the job, which acts for whoever asked. */
export function selectPublication(db: Database, publicationId: string, organisationId?: string) {
  return db.forecastPublication.findFirst({
    where: { id: publicationId, ...(organisationId !== undefined && { organisationId }) },
    include: publicationParts,
  });
}

export function selectRunningPublication(db: Database, runId: string, forecasterId: string) {
  return db.forecastPublication.findFirst({
    where: { runId, forecasterId, status: 'RUNNING' },
    include: publicationParts,
  });
}

/** Publications that nobody may have queued: the process died between the commit and the queue. */
export function selectWaitingPublications(db: Database, olderThan: Date) {
  return db.forecastPublication.findMany({
    where: { status: 'RUNNING', doneCount: 0, createdAt: { lt: olderThan } },
    select: { id: true },
  });
}

export function selectPublications(db: Database, organisationId: string, limit: number) {
  return db.forecastPublication.findMany({
    where: { organisationId },
    include: publicationParts,
    orderBy: { createdAt: 'desc' },
    take: limit,
  });
}

export type PublicationChange = Prisma.ForecastPublicationUpdateManyMutationInput;

/** Changes a publication that is still running. @returns false when it is not */
export async function updateRunningPublication(
  db: Database,
  publicationId: string,
  data: PublicationChange,
): Promise<boolean> {
  const { count } = await db.forecastPublication.updateMany({
    where: { id: publicationId, status: 'RUNNING' },
    data,
  });
  return count === 1;
}
