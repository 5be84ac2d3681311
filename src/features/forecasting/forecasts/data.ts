import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { Selection } from '../../data/catalogue/schema.ts';

const runColumns = {
  id: true,
  status: true,
  selection: true,
  period: true,
  horizonPeriods: true,
  folds: true,
  forecasterIds: true,
  settings: true,
  seed: true,
  historyStart: true,
  historyPeriods: true,
  historySha256: true,
  salesVersion: true,
  createdAt: true,
  finishedAt: true,
  requestedBy: { select: { id: true, name: true } },
} as const satisfies Prisma.ForecastRunSelect;

export type RunRow = NonNullable<Awaited<ReturnType<typeof selectRun>>>;

export function selectRun(db: Database, organisationId: string, runId: string) {
  return db.forecastRun.findFirst({ where: { id: runId, organisationId }, select: runColumns });
}

/** Whether the id is taken, by whomever: ids are unique across organisations. */
export async function runExists(db: Database, runId: string): Promise<boolean> {
  return (await db.forecastRun.count({ where: { id: runId } })) > 0;
}

/** Newest first, with the accuracy of each model and without the forecasts themselves. */
export async function selectRuns(
  db: Database,
  organisationId: string,
  page: { limit: number; cursor?: string | null | undefined; selection?: Selection | undefined },
) {
  const runs = await db.forecastRun.findMany({
    where: { organisationId, ...(page.selection && { selection: { equals: page.selection } }) },
    select: runColumns,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: page.limit,
    ...(page.cursor && { cursor: { id: page.cursor, organisationId }, skip: 1 }),
  });
  const scores = await db.$queryRaw<RunScore[]>`
    SELECT "runId", "forecasterId", "failureReason",
      (evaluation #>> '{accuracy,wape}')::float8 AS wape,
      (evaluation ->> 'forecastValueAdded')::float8 AS "forecastValueAdded"
    FROM "ModelEvaluation" WHERE "runId" = ANY(${runs.map(run => run.id)}::uuid[])`;
  return runs.map(run => ({ ...run, scores: scores.filter(score => score.runId === run.id) }));
}

export interface RunScore {
  readonly runId: string;
  readonly forecasterId: string;
  readonly failureReason: string | null;
  /** Ratios; null where undefined or failed. */
  readonly wape: number | null;
  readonly forecastValueAdded: number | null;
}

export type EvaluationRow = NonNullable<Awaited<ReturnType<typeof selectEvaluation>>>;

export function selectEvaluations(db: Database, runId: string) {
  return db.modelEvaluation.findMany({ where: { runId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
}

export function selectEvaluation(db: Database, runId: string, forecasterId: string) {
  return db.modelEvaluation.findUnique({ where: { runId_forecasterId: { runId, forecasterId } } });
}
