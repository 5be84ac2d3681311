import type { Database } from '../../../server/db.ts';
import { Prisma } from '../../../server/generated/prisma/client.ts';
import type { ListSeriesInput, SeriesFilter, SeriesSort } from './schema.ts';

const runColumns = {
  id: true,
  organisationId: true,
  scheduledFor: true,
  status: true,
  failureReason: true,
  horizonPeriods: true,
  folds: true,
  salesVersion: true,
  seriesCount: true,
  doneCount: true,
  failedCount: true,
  busySeconds: true,
  learning: true,
  heartbeatAt: true,
  createdAt: true,
  finishedAt: true,
  requestedBy: { select: { name: true } },
} as const satisfies Prisma.PortfolioRunSelect;

export type RunRow = NonNullable<Awaited<ReturnType<typeof selectRun>>>;

export function selectRun(db: Database, organisationId: string, runId: string) {
  return db.portfolioRun.findFirst({ where: { id: runId, organisationId }, select: runColumns });
}

/** Whether the id is taken, by whomever: ids are unique across organisations. */
export async function runExists(db: Database, runId: string): Promise<boolean> {
  return (await db.portfolioRun.count({ where: { id: runId } })) > 0;
}

export function selectRuns(db: Database, organisationId: string, limit: number) {
  return db.portfolioRun.findMany({
    where: { organisationId },
    select: runColumns,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
}

export interface RunErrors {
  readonly runId: string;
  /** Of all held-out units together, over the series that both were measured on; null where nothing was. */
  readonly wape: number | null;
  readonly naiveWape: number | null;
}

export function selectRunErrors(db: Database, runIds: readonly string[]): Promise<RunErrors[]> {
  return db.$queryRaw<RunErrors[]>`
    SELECT "runId", sum("missedUnits") / nullif(sum("heldOutUnits"), 0) AS wape,
      sum("naiveMissedUnits") / nullif(sum("heldOutUnits"), 0) AS "naiveWape"
    FROM "PortfolioSeries"
    WHERE "runId" = ANY(${runIds}::uuid[]) AND "missedUnits" IS NOT NULL AND "naiveMissedUnits" IS NOT NULL
    GROUP BY "runId"`;
}

/** The newest run that has series to show: one that ended well before one that did not. */
export async function selectShownRun(db: Database, organisationId: string): Promise<RunRow | null> {
  const where = { organisationId, series: { some: { settledAt: { not: null } } } };
  const newest = { select: runColumns, orderBy: { createdAt: 'desc' } } as const;
  return (
    (await db.portfolioRun.findFirst({ where: { ...where, status: 'COMPLETED' }, ...newest })) ??
    (await db.portfolioRun.findFirst({ where, ...newest }))
  );
}

/** One run at a time for each organisation: whoever starts one holds this until the transaction ends. */
export async function lockStarts(db: Database, organisationId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('portfolio-run'), hashtext(${organisationId}))`;
}

export function selectRunning(db: Database, organisationId: string) {
  return db.portfolioRun.findFirst({ where: { organisationId, status: 'RUNNING' }, select: { id: true } });
}

/** @returns false when the run, or one of the same scheduled day, was already there */
export async function insertRun(db: Database, run: Prisma.PortfolioRunCreateManyInput): Promise<boolean> {
  const { count } = await db.portfolioRun.createMany({ data: run, skipDuplicates: true });
  return count === 1;
}

export function selectSchedule(db: Database, organisationId: string) {
  return db.portfolioSchedule.findUnique({ where: { organisationId } });
}

export function selectSchedules(db: Database) {
  return db.portfolioSchedule.findMany({
    include: { organisation: { select: { timeZone: true, salesVersion: true } } },
  });
}

export function selectScheduledRun(db: Database, organisationId: string, scheduledFor: Date) {
  return db.portfolioRun.findUnique({
    where: { organisationId_scheduledFor: { organisationId, scheduledFor } },
    select: { id: true },
  });
}

/** @param schedule null removes it */
export async function writeSchedule(
  db: Database,
  organisationId: string,
  schedule: Omit<Prisma.PortfolioScheduleUncheckedCreateInput, 'organisationId'> | null,
): Promise<void> {
  if (schedule === null) await db.portfolioSchedule.deleteMany({ where: { organisationId } });
  else {
    await db.portfolioSchedule.upsert({
      where: { organisationId },
      create: { organisationId, ...schedule },
      update: schedule,
    });
  }
}

export function selectOrganisation(db: Database, organisationId: string) {
  return db.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { timeZone: true, salesVersion: true },
  });
}

const settledSeries = Prisma.sql`FROM "PortfolioSeries" AS series
  JOIN "Sku" AS sku ON sku.id = series."skuId"
  JOIN "Warehouse" AS warehouse ON warehouse.id = series."warehouseId"`;

/** Published from this run already; a later publication of the series makes it false again. */
const isPublished = Prisma.sql`EXISTS (
  SELECT 1 FROM "PublishedForecast" AS published
  WHERE published."skuId" = series."skuId" AND published."warehouseId" = series."warehouseId"
    AND published."portfolioRunId" = series."runId"
    AND published.version = (
      SELECT max(version) FROM "PublishedForecast" AS newest
      WHERE newest."skuId" = series."skuId" AND newest."warehouseId" = series."warehouseId"))`;

const onlyThose: Record<SeriesFilter['only'], Prisma.Sql> = {
  all: Prisma.sql`TRUE`,
  negative: Prisma.sql`series."forecastValueAdded" < 0`,
  warnings: Prisma.sql`cardinality(series.warnings) > 0`,
  new: Prisma.sql`series."classAverage"`,
  failed: Prisma.sql`series."failureReason" IS NOT NULL`,
  unpublished: Prisma.sql`series."failureReason" IS NULL AND NOT ${isPublished}`,
};

function underFilter(runId: string, { productIds, regionIds, text, only }: SeriesFilter): Prisma.Sql {
  const pattern = `%${text.replace(/[\\%_]/g, character => `\\${character}`)}%`;
  return Prisma.sql`WHERE series."runId" = ${runId}::uuid AND series."settledAt" IS NOT NULL
    AND (${productIds.length === 0} OR sku."productId" = ANY(${productIds}::uuid[]))
    AND (${regionIds.length === 0} OR sku."regionId" = ANY(${regionIds}::uuid[]))
    AND (${text === ''} OR sku.code ILIKE ${pattern} OR sku.name ILIKE ${pattern} OR warehouse.code ILIKE ${pattern})
    AND ${onlyThose[only]}`;
}

const sortColumns: Record<SeriesSort, Prisma.Sql> = {
  sku: Prisma.sql`sku.code`,
  warehouse: Prisma.sql`warehouse.code`,
  attention: Prisma.sql`series."attentionGbp"`,
  value: Prisma.sql`series."valueGbp"`,
  wape: Prisma.sql`series.wape`,
  mase: Prisma.sql`series.mase`,
  bias: Prisma.sql`abs(series.bias)`,
  forecastValueAdded: Prisma.sql`series."forecastValueAdded"`,
  units: Prisma.sql`series.units`,
};

export interface SeriesRow {
  readonly skuId: string;
  readonly skuCode: string;
  readonly skuName: string;
  readonly productId: string;
  readonly regionId: string;
  readonly unitOfMeasure: string;
  readonly warehouseId: string;
  readonly warehouseCode: string;
  readonly failureReason: string | null;
  readonly warnings: string[];
  readonly classAverage: boolean;
  /** Who got which weight. */
  readonly description: string | null;
  readonly wape: number | null;
  readonly mase: number | null;
  readonly bias: number | null;
  readonly forecastValueAdded: number | null;
  readonly units: number | null;
  readonly valueGbp: string | null;
  readonly attentionGbp: string | null;
  readonly published: boolean;
}

/** Settled series in the order asked for; what is not known comes last. */
export function selectSeries(db: Database, input: ListSeriesInput): Promise<SeriesRow[]> {
  const direction = input.descending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  // The page is cut first: the evaluations are long, and only its rows need theirs read.
  return db.$queryRaw<SeriesRow[]>`
    WITH page AS (
      SELECT series."runId", series."skuId", series."warehouseId", sku.code AS "skuCode", sku.name AS "skuName",
        sku."productId", sku."regionId", sku."unitOfMeasure", warehouse.code AS "warehouseCode",
        row_number() OVER (
          ORDER BY ${sortColumns[input.sort]} ${direction} NULLS LAST,
            series."missedUnits" DESC NULLS LAST, sku.code, warehouse.code) AS place
      ${settledSeries} ${underFilter(input.runId, input.filter)}
      ORDER BY place LIMIT ${input.limit} OFFSET ${input.offset}
    )
    SELECT page."skuId", page."skuCode", page."skuName", page."productId", page."regionId", page."unitOfMeasure",
      page."warehouseId", page."warehouseCode", series."failureReason", series.warnings, series."classAverage",
      series.evaluation ->> 'description' AS description, series.wape, series.mase, series.bias,
      series."forecastValueAdded", series.units, series."valueGbp"::text, series."attentionGbp"::text,
      ${isPublished} AS published
    FROM page JOIN "PortfolioSeries" AS series USING ("runId", "skuId", "warehouseId")
    ORDER BY page.place`;
}

export interface SeriesSummary {
  readonly series: number;
  readonly failed: number;
  readonly negative: number;
  readonly warnings: number;
  readonly new: number;
  readonly unpublished: number;
  /** Of the unpublished ones, those that need a reason. */
  readonly unpublishedNegative: number;
  /** Series whose value is not known because no revenue is recorded. */
  readonly withoutValue: number;
  readonly valueGbp: string | null;
  readonly attentionGbp: string | null;
  /** Over all held-out units together: ratios, null where nothing was held out. */
  readonly wape: number | null;
  readonly forecastValueAdded: number | null;
}

/** Sums of the series under a filter, from the same rows that the list shows. */
export async function summariseSeries(db: Database, runId: string, filter: SeriesFilter): Promise<SeriesSummary> {
  const [row] = await db.$queryRaw<SeriesSummary[]>`
    SELECT count(*)::int AS series, count("failureReason")::int AS failed,
      (count(*) FILTER (WHERE "forecastValueAdded" < 0))::int AS negative,
      (count(*) FILTER (WHERE warned))::int AS warnings, (count(*) FILTER (WHERE "classAverage"))::int AS new,
      (count(*) FILTER (WHERE waiting))::int AS unpublished,
      (count(*) FILTER (WHERE waiting AND "forecastValueAdded" < 0))::int AS "unpublishedNegative",
      (count(*) FILTER (WHERE "failureReason" IS NULL AND "valueGbp" IS NULL))::int AS "withoutValue",
      sum("valueGbp")::text AS "valueGbp", sum("attentionGbp")::text AS "attentionGbp",
      sum("missedUnits") / nullif(sum("heldOutUnits") FILTER (WHERE "missedUnits" IS NOT NULL), 0) AS wape,
      (sum("naiveMissedUnits") FILTER (WHERE compared) - sum("missedUnits") FILTER (WHERE compared))
        / nullif(sum("heldOutUnits") FILTER (WHERE compared), 0) AS "forecastValueAdded"
    FROM (
      SELECT series.*, cardinality(series.warnings) > 0 AS warned,
        series."failureReason" IS NULL AND NOT ${isPublished} AS waiting,
        series."missedUnits" IS NOT NULL AND series."naiveMissedUnits" IS NOT NULL AS compared
      ${settledSeries} ${underFilter(runId, filter)}
    ) AS shown`;
  return row!;
}

/** Series with a forecast under a filter or among pairs, that are not published from this run yet. */
export function selectPublishable(
  db: Database,
  runId: string,
  filter: SeriesFilter,
  pairs: readonly { skuId: string; warehouseId: string }[] | undefined,
): Promise<{ skuId: string; warehouseId: string; negative: boolean }[]> {
  const skuIds = pairs?.map(pair => pair.skuId) ?? null;
  const warehouseIds = pairs?.map(pair => pair.warehouseId) ?? null;
  return db.$queryRaw`
    SELECT series."skuId", series."warehouseId", coalesce(series."forecastValueAdded" < 0, false) AS negative
    ${settledSeries} ${underFilter(runId, filter)} AND series.evaluation IS NOT NULL AND NOT ${isPublished}
      AND (${skuIds}::uuid[] IS NULL
        OR (series."skuId", series."warehouseId") IN (SELECT * FROM unnest(${skuIds}::uuid[], ${warehouseIds}::uuid[])))`;
}

/** Publishers of one organisation follow each other, these and those of single comparisons. */
export async function lockPublishing(db: Database, organisationId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('publish-forecasts'), hashtext(${organisationId}))`;
}
