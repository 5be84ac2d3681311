import type { Evaluation } from '../../../shared/contracts/forecast.ts';
import type { Database } from '../../server/db.ts';
import type { Prisma } from '../../server/generated/prisma/client.ts';
import type { Selection } from '../catalogue/schema.ts';
import type { RunStatus } from './schema.ts';

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

/** @returns false when the run was already there */
export async function insertRun(db: Database, run: Prisma.ForecastRunCreateManyInput): Promise<boolean> {
  const { count } = await db.forecastRun.createMany({ data: run, skipDuplicates: true });
  return count === 1;
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
    ...(page.cursor && { cursor: { id: page.cursor }, skip: 1 }),
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

/** Moves a run from one of the given states to another. @returns false when it was in none of them */
export async function moveRun(
  db: Database,
  runId: string,
  from: readonly RunStatus[],
  to: RunStatus,
): Promise<boolean> {
  const { count } = await db.forecastRun.updateMany({
    where: { id: runId, status: { in: [...from] } },
    data: { status: to, finishedAt: to === 'RUNNING' ? null : new Date() },
  });
  return count === 1;
}

/** Takes up an interrupted run; only one caller gets it. */
export async function claimInterruptedRun(db: Database, runId: string): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE "ForecastRun" SET status = 'RUNNING', "finishedAt" = NULL, "heartbeatAt" = now()
    WHERE id = ${runId}::uuid AND status = 'INTERRUPTED'`;
  return count === 1;
}

/** Tells that this process still computes the runs. @returns those that still want to be computed */
export async function renewHeartbeats(db: Database, runIds: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE "ForecastRun" SET "heartbeatAt" = now()
    WHERE id = ANY(${runIds}::uuid[]) AND status = 'RUNNING' RETURNING id`;
  return rows.map(row => row.id);
}

/** Marks runs whose computing process has been silent for `silentSeconds`; the database's clock judges. */
export function interruptSilentRuns(db: Database, silentSeconds: number) {
  return db.$queryRaw<{ id: string; organisationId: string }[]>`
    UPDATE "ForecastRun" SET status = 'INTERRUPTED', "finishedAt" = now()
    WHERE status = 'RUNNING' AND "heartbeatAt" < now() - make_interval(secs => ${silentSeconds}::float8)
    RETURNING id, "organisationId"`;
}

/** @returns false when the model's row was already there */
export async function insertEvaluation(
  db: Database,
  row: { runId: string; forecasterId: string; evaluation?: Evaluation; failureReason?: string },
): Promise<boolean> {
  const { evaluation, ...rest } = row;
  const { count } = await db.modelEvaluation.createMany({
    data: { ...rest, ...(evaluation && { evaluation: asJson(evaluation) }) },
    skipDuplicates: true,
  });
  return count === 1;
}

export type EvaluationRow = NonNullable<Awaited<ReturnType<typeof selectEvaluation>>>;

export function selectEvaluations(db: Database, runId: string) {
  return db.modelEvaluation.findMany({ where: { runId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
}

export function selectEvaluation(db: Database, runId: string, forecasterId: string) {
  return db.modelEvaluation.findUnique({ where: { runId_forecasterId: { runId, forecasterId } } });
}

/** An evaluation is plain JSON already; only Prisma's type does not know it. */
function asJson(evaluation: Evaluation): Prisma.InputJsonObject {
  return evaluation as unknown as Prisma.InputJsonObject;
}
