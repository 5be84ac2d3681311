import type { Evaluation } from '../../../../shared/contracts/forecast.ts';
import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { RunStatus } from '../forecasts/schema.ts';

/** @returns false when the run was already there */
export async function insertRun(db: Database, run: Prisma.ForecastRunCreateManyInput): Promise<boolean> {
  const { count } = await db.forecastRun.createMany({ data: run, skipDuplicates: true });
  return count === 1;
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

/** An evaluation is plain JSON already; only Prisma's type does not know it. */
function asJson(evaluation: Evaluation): Prisma.InputJsonObject {
  return evaluation as unknown as Prisma.InputJsonObject;
}
