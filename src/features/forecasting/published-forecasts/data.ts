import type { Evaluation } from '../../../../shared/contracts/forecast.ts';
import type { Database } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';

export interface LatestPublishedRow {
  readonly id: string;
  readonly skuId: string;
  readonly warehouseId: string;
  readonly version: number;
  readonly runId: string | null;
  readonly forecasterId: string;
  /** First day of the first period, `YYYY-MM-DD`. */
  readonly firstPeriod: string;
  /** Units per period, length horizon. */
  readonly mean: number[];
  /** Standard deviation of the out-of-sample error at each lead, units per period. */
  readonly errorDeviation: number[];
  readonly historySha256: string;
  readonly publishedAt: Date;
}

/** The newest version of each SKU × warehouse, or of those pairs only that are given. */
export function selectLatestPublished(
  db: Database,
  organisationId: string,
  pairs?: readonly { skuId: string; warehouseId: string }[],
): Promise<LatestPublishedRow[]> {
  const skuIds = pairs?.map(pair => pair.skuId) ?? null;
  const warehouseIds = pairs?.map(pair => pair.warehouseId) ?? null;
  return db.$queryRaw<LatestPublishedRow[]>`
    SELECT DISTINCT ON ("skuId", "warehouseId") id, "skuId", "warehouseId", version, "runId", "forecasterId",
      to_char("firstPeriod", 'YYYY-MM-DD') AS "firstPeriod", mean, "errorDeviation", "historySha256", "publishedAt"
    FROM "PublishedForecast"
    WHERE "organisationId" = ${organisationId}::uuid
      AND (${skuIds}::uuid[] IS NULL
        OR ("skuId", "warehouseId") IN (SELECT * FROM unnest(${skuIds}::uuid[], ${warehouseIds}::uuid[])))
    ORDER BY "skuId", "warehouseId", version DESC`;
}

/** SKUs and warehouses; a pair is in it when both are. */
export interface WarehouseSlice {
  readonly skuIds: readonly string[];
  readonly warehouseIds: readonly string[];
}

export interface VersionRow {
  readonly id: string;
  readonly skuId: string;
  readonly warehouseId: string;
  readonly version: number;
  readonly firstPeriod: string;
  /** Units per period. */
  readonly mean: number[];
}

/** The newest versions of each SKU × warehouse, newest first. */
export function selectNewestVersions(
  db: Database,
  organisationId: string,
  slice: WarehouseSlice,
  count: number,
): Promise<VersionRow[]> {
  return db.$queryRaw<VersionRow[]>`
    SELECT id, "skuId", "warehouseId", version, to_char("firstPeriod", 'YYYY-MM-DD') AS "firstPeriod", mean
    FROM (
      SELECT *, row_number() OVER (PARTITION BY "skuId", "warehouseId" ORDER BY version DESC) AS age
      FROM "PublishedForecast"
      WHERE "organisationId" = ${organisationId}::uuid
        AND "skuId" = ANY(${slice.skuIds}::uuid[]) AND "warehouseId" = ANY(${slice.warehouseIds}::uuid[])
    ) AS published
    WHERE age <= ${count}
    ORDER BY "skuId", "warehouseId", version DESC`;
}

export interface WeekInForce {
  readonly skuId: string;
  readonly warehouseId: string;
  /** First day of the week, `YYYY-MM-DD`. */
  readonly week: string;
  readonly units: number;
}

/** What was forecast for each week by the newest version that had begun by then: none that knew the week itself. */
export function selectInForce(
  db: Database,
  organisationId: string,
  slice: WarehouseSlice,
  { from, until }: { from: string; until: string },
): Promise<WeekInForce[]> {
  return db.$queryRaw<WeekInForce[]>`
    SELECT DISTINCT ON ("skuId", "warehouseId", week) "skuId", "warehouseId", to_char(week, 'YYYY-MM-DD') AS week, units
    FROM (
      SELECT "skuId", "warehouseId", version, "firstPeriod" + 7 * (place::int - 1) AS week, units
      FROM "PublishedForecast", unnest(mean) WITH ORDINALITY AS point(units, place)
      WHERE "organisationId" = ${organisationId}::uuid AND period = 'WEEK' AND "firstPeriod" <= ${until}::date
        AND "skuId" = ANY(${slice.skuIds}::uuid[]) AND "warehouseId" = ANY(${slice.warehouseIds}::uuid[])
    ) AS forecast
    WHERE week BETWEEN ${from}::date AND ${until}::date
    ORDER BY "skuId", "warehouseId", week, version DESC`;
}

export interface PublishedSummary {
  readonly id: string;
  readonly skuId: string;
  readonly skuCode: string;
  readonly skuName: string;
  readonly unitOfMeasure: string;
  readonly warehouseId: string;
  readonly warehouseCode: string;
  readonly version: number;
  readonly forecasterId: string;
  readonly description: string;
  readonly firstPeriod: string;
  readonly periods: number;
  /** Units per period. */
  readonly mean: number[];
  readonly wape: number | null;
  readonly forecastValueAdded: number | null;
  readonly reason: string | null;
  readonly runId: string | null;
  readonly publishedBy: string;
  readonly publishedAt: Date;
  /** Rows of the whole list, before paging. */
  readonly rowCount: number;
}

/**
 * Versions for a list: the newest of each SKU × warehouse, or with `allVersions` each of them, newest first.
 * Empty id lists mean none.
 */
export function selectPublishedSummaries(
  db: Database,
  organisationId: string,
  filter: {
    skuIds: readonly string[];
    warehouseIds: readonly string[];
    allVersions: boolean;
    limit: number;
    offset: number;
  },
): Promise<PublishedSummary[]> {
  // The page is cut first: the evaluations are long, and only its rows need theirs read.
  return db.$queryRaw<PublishedSummary[]>`
    WITH page AS (
      SELECT published.id, sku.code AS "skuCode", sku.name AS "skuName", sku."unitOfMeasure",
        warehouse.code AS "warehouseCode", count(*) OVER ()::int AS "rowCount"
      FROM "PublishedForecast" AS published
      JOIN "Sku" AS sku ON sku.id = published."skuId"
      JOIN "Warehouse" AS warehouse ON warehouse.id = published."warehouseId"
      WHERE published."organisationId" = ${organisationId}::uuid
        AND published."skuId" = ANY(${filter.skuIds}::uuid[])
        AND published."warehouseId" = ANY(${filter.warehouseIds}::uuid[])
        AND (${filter.allVersions} OR NOT EXISTS (
          SELECT 1 FROM "PublishedForecast" AS newer
          WHERE newer."skuId" = published."skuId" AND newer."warehouseId" = published."warehouseId"
            AND newer.version > published.version))
      ORDER BY sku.code, warehouse.code, published.version DESC
      LIMIT ${filter.limit} OFFSET ${filter.offset}
    )
    SELECT page.*, published."skuId", published."warehouseId", published.version, published."forecasterId",
      published.evaluation ->> 'description' AS description,
      to_char(published."firstPeriod", 'YYYY-MM-DD') AS "firstPeriod",
      published.mean, cardinality(published.mean) AS periods,
      (published.evaluation #>> '{accuracy,wape}')::float8 AS wape,
      (published.evaluation ->> 'forecastValueAdded')::float8 AS "forecastValueAdded",
      published.reason, published."runId", author.name AS "publishedBy", published."publishedAt"
    FROM page
    JOIN "PublishedForecast" AS published ON published.id = page.id
    JOIN "User" AS author ON author.id = published."publishedById"
    ORDER BY page."skuCode", page."warehouseCode", published.version DESC`;
}

export function selectPublished(db: Database, organisationId: string, publishedId: string) {
  return db.publishedForecast.findFirst({
    where: { id: publishedId, organisationId },
    include: {
      sku: { select: { code: true, name: true, unitOfMeasure: true } },
      warehouse: { select: { code: true, name: true } },
      publishedBy: { select: { name: true } },
      publication: { select: { reconciliation: true } },
    },
  });
}

/** What all series of one publication share. */
export interface PublishedCommon {
  readonly organisationId: string;
  readonly runId: string;
  readonly publicationId: string;
  readonly forecasterId: string;
  readonly publishedById: string;
}

export interface NewPublished {
  readonly skuId: string;
  readonly warehouseId: string;
  readonly firstPeriod: Date;
  readonly evaluation: Evaluation;
  readonly historySha256: string;
  readonly reason: string | null;
}

/** Adds a version to each series, the one after its newest. Publishers of one organisation follow each other. */
export async function insertPublished(
  db: Database,
  common: PublishedCommon,
  series: readonly NewPublished[],
): Promise<void> {
  const { organisationId } = common;
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('publish-forecasts'), hashtext(${organisationId}))`;
  const newest = await db.$queryRaw<{ skuId: string; warehouseId: string; version: number }[]>`
    SELECT "skuId", "warehouseId", max(version) AS version FROM "PublishedForecast"
    WHERE "skuId" = ANY(${series.map(one => one.skuId)}::uuid[]) GROUP BY "skuId", "warehouseId"`;
  const versions = new Map(newest.map(row => [`${row.skuId} ${row.warehouseId}`, row.version]));
  const rows = series.map(
    ({ evaluation, ...one }): Prisma.PublishedForecastCreateManyInput => ({
      ...common,
      ...one,
      version: (versions.get(`${one.skuId} ${one.warehouseId}`) ?? 0) + 1,
      period: 'WEEK',
      mean: [...evaluation.forecast.mean],
      errorDeviation: [...evaluation.errorDeviation],
      evaluation: asJson(evaluation),
    }),
  );
  // Evaluations are some ten kilobytes each: one statement for all would be too long.
  for (let from = 0; from < rows.length; from += 200) {
    await db.publishedForecast.createMany({ data: rows.slice(from, from + 200) });
  }
}

/** An evaluation is plain JSON already; only Prisma's type does not know it. */
function asJson(evaluation: Evaluation): Prisma.InputJsonObject {
  return evaluation as unknown as Prisma.InputJsonObject;
}
