import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

/** Holds back whoever publishes from the same run, until the transaction ends. */
export async function lockRun(db: Database, runId: string): Promise<void> {
  await db.$queryRaw`SELECT id FROM "ForecastRun" WHERE id = ${runId}::uuid FOR UPDATE`;
}

/** What a portfolio run publishes may be ten thousand pairs: they are read by `selectPairs` alone. */
const shape = {
  include: {
    requestedBy: { select: { id: true, name: true, role: true, approvalAuthority: true } },
    run: { select: { selection: true } },
    _count: { select: { published: true } },
  },
  omit: { series: true },
} as const satisfies Prisma.ForecastPublicationDefaultArgs;

export function insertPublication(db: Database, publication: Prisma.ForecastPublicationUncheckedCreateInput) {
  return db.forecastPublication.create({ data: publication, ...shape });
}

export type PublicationRow = NonNullable<Awaited<ReturnType<typeof selectPublication>>>;

/** Without an organisation only for the job, which acts for whoever asked. */
export function selectPublication(db: Database, publicationId: string, organisationId?: string) {
  return db.forecastPublication.findFirst({
    where: { id: publicationId, ...(organisationId !== undefined && { organisationId }) },
    ...shape,
  });
}

/** The one that runs of a model of a comparison, or of a portfolio run. */
export function selectRunningPublication(
  db: Database,
  of: { runId: string; forecasterId: string } | { portfolioRunId: string },
) {
  return db.forecastPublication.findFirst({ where: { ...of, status: 'RUNNING' }, ...shape });
}

/** Publications of all organisations that run since before an instant. */
export function selectRunningPublications(db: Database, begunBefore: Date) {
  return db.forecastPublication.findMany({ where: { status: 'RUNNING', createdAt: { lt: begunBefore } }, ...shape });
}

export function selectPublications(db: Database, organisationId: string, limit: number) {
  return db.forecastPublication.findMany({
    where: { organisationId },
    ...shape,
    orderBy: { createdAt: 'desc' },
    take: limit,
  });
}

/** The series that a publication of a portfolio run is of; null with a comparison. */
export async function selectPairs(db: Database, publicationId: string) {
  const { series } = await db.forecastPublication.findUniqueOrThrow({
    where: { id: publicationId },
    select: { series: true },
  });
  return series;
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
