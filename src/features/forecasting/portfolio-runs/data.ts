import type { Evaluation } from '../../../../shared/contracts/forecast.ts';
import { type Database, inChunks } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { Learning } from '../portfolio-learning/schema.ts';

/** A heartbeat later than this tells nothing of the time before it. */
const longestBeatSeconds = 5;

export type ComputedRun = NonNullable<Awaited<ReturnType<typeof selectRunningRun>>>;

export function selectRunningRun(db: Database, runId: string) {
  return db.portfolioRun.findFirst({
    where: { id: runId, status: 'RUNNING' },
    select: {
      id: true,
      organisationId: true,
      horizonPeriods: true,
      folds: true,
      seriesCount: true,
      knowledge: true,
    },
  });
}

export interface NewSeries {
  readonly skuId: string;
  readonly warehouseId: string;
  /** Revenue for one unit; null where none is recorded. */
  readonly priceGbp: string | null;
}

/** Writes what a run will compute, at once with what it learned. @returns false when it no longer runs */
export async function insertSeries(
  db: Database,
  runId: string,
  series: readonly NewSeries[],
  prepared: { learning: Learning | null; knowledge: Uint8Array<ArrayBuffer> },
): Promise<boolean> {
  const { learning, knowledge } = prepared;
  const { count } = await db.portfolioRun.updateMany({
    where: { id: runId, status: 'RUNNING', seriesCount: null },
    data: { seriesCount: series.length, knowledge, ...(learning && { learning }) },
  });
  if (count === 0) return false;
  const rows = series.map((one, position): Prisma.PortfolioSeriesCreateManyInput => ({ ...one, runId, position }));
  for (const data of inChunks(rows, 2_000)) await db.portfolioSeries.createMany({ data });
  return true;
}

/** Tells that some process still computes the run, and counts the time. @returns false when it no longer runs */
export async function renewHeartbeat(db: Database, runId: string): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE "PortfolioRun" SET "heartbeatAt" = now(),
      "busySeconds" = "busySeconds" + least(extract(epoch FROM now() - "heartbeatAt"), ${longestBeatSeconds}::int)
    WHERE id = ${runId}::uuid AND status = 'RUNNING'`;
  return count === 1;
}

/** Series of one piece that are not settled yet, in their order. */
export function selectPendingSeries(db: Database, runId: string, from: number, until: number) {
  return db.portfolioSeries.findMany({
    where: { runId, settledAt: null, position: { gte: from, lt: until } },
    select: { skuId: true, warehouseId: true, priceGbp: true },
    orderBy: { position: 'asc' },
  });
}

/** First positions of the pieces that hold unsettled series. */
export async function selectPendingPieces(db: Database, runId: string, pieceSize: number): Promise<number[]> {
  const rows = await db.$queryRaw<{ from: number }[]>`
    SELECT DISTINCT position - position % ${pieceSize}::int AS "from" FROM "PortfolioSeries"
    WHERE "runId" = ${runId}::uuid AND "settledAt" IS NULL ORDER BY 1`;
  return rows.map(row => row.from);
}

export interface SettledSeries {
  readonly skuId: string;
  readonly warehouseId: string;
  readonly failureReason: string | null;
  readonly historySha256?: string;
  readonly firstPeriod?: string;
  readonly evaluation?: Evaluation;
  readonly classAverage?: boolean;
  readonly heldOutUnits?: number | null;
  readonly missedUnits?: number | null;
  readonly naiveMissedUnits?: number | null;
  readonly units?: number;
  readonly valueGbp?: string | null;
  readonly attentionGbp?: string | null;
}

/**
 * Writes what came of some series, each once whoever computed it, and counts it in the run.
 * @returns how far the run is; null when it no longer runs, and then the caller's transaction must not commit
 */
export async function settleSeries(
  db: Database,
  runId: string,
  settled: readonly SettledSeries[],
): Promise<{ doneCount: number; failedCount: number; seriesCount: number } | null> {
  const rows = await db.$queryRaw<{ failed: boolean }[]>`
    UPDATE "PortfolioSeries" AS series SET "settledAt" = now(), "failureReason" = settled."failureReason",
      "historySha256" = settled."historySha256", "firstPeriod" = settled."firstPeriod",
      evaluation = settled.evaluation, "classAverage" = coalesce(settled."classAverage", false),
      warnings = coalesce(
        (SELECT array_agg(warning) FROM jsonb_array_elements_text(settled.evaluation -> 'warnings') AS warning), '{}'),
      wape = (settled.evaluation #>> '{accuracy,wape}')::float8, mase = (settled.evaluation #>> '{accuracy,mase}')::float8,
      bias = (settled.evaluation #>> '{accuracy,bias}')::float8,
      "forecastValueAdded" = (settled.evaluation ->> 'forecastValueAdded')::float8,
      "heldOutUnits" = settled."heldOutUnits", "missedUnits" = settled."missedUnits",
      "naiveMissedUnits" = settled."naiveMissedUnits", units = settled.units,
      "valueGbp" = settled."valueGbp", "attentionGbp" = settled."attentionGbp"
    FROM jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) AS settled(
      "skuId" uuid, "warehouseId" uuid, "failureReason" text, "historySha256" text, "firstPeriod" date, evaluation jsonb,
      "classAverage" boolean, "heldOutUnits" float8, "missedUnits" float8, "naiveMissedUnits" float8, units float8,
      "valueGbp" numeric, "attentionGbp" numeric)
    WHERE series."runId" = ${runId}::uuid AND series."skuId" = settled."skuId"
      AND series."warehouseId" = settled."warehouseId" AND series."settledAt" IS NULL
    RETURNING settled."failureReason" IS NOT NULL AS failed`;
  const failed = rows.filter(row => row.failed).length;
  const [run] = await db.$queryRaw<{ doneCount: number; failedCount: number; seriesCount: number }[]>`
    UPDATE "PortfolioRun" SET "doneCount" = "doneCount" + ${rows.length}::int, "failedCount" = "failedCount" + ${failed}::int
    WHERE id = ${runId}::uuid AND status = 'RUNNING' RETURNING "doneCount", "failedCount", "seriesCount"`;
  return run ?? null;
}

/** Ends a run that is running. @returns false when it is not */
export async function endRun(
  db: Database,
  runId: string,
  end: { status: 'COMPLETED' | 'FAILED' | 'CANCELLED'; failureReason?: string },
): Promise<boolean> {
  const { count } = await db.portfolioRun.updateMany({
    where: { id: runId, status: 'RUNNING' },
    data: { ...end, knowledge: null, finishedAt: new Date() },
  });
  return count === 1;
}

/** Evaluations are long: only the two newest runs that ended well, and what came after, keep their series. */
export async function deleteOlderSeries(db: Database, organisationId: string): Promise<void> {
  await db.$executeRaw`
    DELETE FROM "PortfolioSeries" WHERE "runId" IN (
      SELECT id FROM "PortfolioRun" WHERE "organisationId" = ${organisationId}::uuid AND "createdAt" < (
        SELECT min("createdAt") FROM (
          SELECT "createdAt" FROM "PortfolioRun"
          WHERE "organisationId" = ${organisationId}::uuid AND status = 'COMPLETED'
          ORDER BY "createdAt" DESC LIMIT 2) AS newest))`;
}

/** Runs that nobody has computed for some seconds; the database's clock judges. */
export function selectSilentRuns(db: Database, silentSeconds: number) {
  return db.$queryRaw<{ id: string; seriesCount: number | null }[]>`
    SELECT id, "seriesCount" FROM "PortfolioRun"
    WHERE status = 'RUNNING' AND "heartbeatAt" < now() - make_interval(secs => ${silentSeconds}::float8)`;
}
