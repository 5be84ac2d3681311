import type { Interval } from '../../../../shared/contracts/forecast.ts';
import type { Period } from '../../../../shared/contracts/series.ts';
import type { Database } from '../../../server/db.ts';
import { Prisma } from '../../../server/generated/prisma/client.ts';
import type { WarehouseSlice } from '../../data/sales/schema.ts';

export interface LatestPublishedRow {
  readonly id: string;
  readonly skuId: string;
  readonly warehouseId: string;
  readonly version: number;
  readonly runId: string | null;
  readonly forecasterId: string;
  readonly period: Period;
  /** First day of the first period, `YYYY-MM-DD`. */
  readonly firstPeriod: string;
  /** Units per period, length horizon. */
  readonly mean: number[];
  /** Standard deviation of the out-of-sample error at each lead, units per period. */
  readonly errorDeviation: number[];
  /** How much more a week misses than days with uncorrelated errors would. */
  readonly weekErrorFactor: number;
  readonly historySha256: string;
  readonly publishedAt: Date;
}

/** Of `published`; told by the key, for sorting all versions would take them all into memory. */
const isNewest = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM "PublishedForecast" AS newer
  WHERE newer."skuId" = published."skuId" AND newer."warehouseId" = published."warehouseId"
    AND newer.version > published.version)`;

/** The newest version of each SKU × warehouse, or of those pairs only that are given. */
export function selectLatestPublished(
  db: Database,
  organisationId: string,
  pairs?: readonly { skuId: string; warehouseId: string }[],
): Promise<LatestPublishedRow[]> {
  const skuIds = pairs?.map(pair => pair.skuId) ?? null;
  const warehouseIds = pairs?.map(pair => pair.warehouseId) ?? null;
  return db.$queryRaw<LatestPublishedRow[]>`
    SELECT id, "skuId", "warehouseId", version, "runId", "forecasterId",
      lower(period::text) AS period, to_char("firstPeriod", 'YYYY-MM-DD') AS "firstPeriod", mean, "errorDeviation",
      "weekErrorFactor", "historySha256", "publishedAt"
    FROM "PublishedForecast" AS published
    WHERE "organisationId" = ${organisationId}::uuid AND ${isNewest}
      AND (${skuIds}::uuid[] IS NULL
        OR ("skuId", "warehouseId") IN (SELECT * FROM unnest(${skuIds}::uuid[], ${warehouseIds}::uuid[])))
    ORDER BY "skuId", "warehouseId"`;
}

export type BandRow = Pick<LatestPublishedRow, 'id' | 'period' | 'firstPeriod' | 'mean' | 'errorDeviation'> &
  Pick<LatestPublishedRow, 'weekErrorFactor'> & { readonly intervals: readonly Interval[] };

/** The bands of versions, which lie in their long evaluations. */
export function selectBands(db: Database, publishedIds: readonly string[]): Promise<BandRow[]> {
  return db.$queryRaw<BandRow[]>`
    SELECT id, lower(period::text) AS period, to_char("firstPeriod", 'YYYY-MM-DD') AS "firstPeriod", mean,
      "errorDeviation", "weekErrorFactor", coalesce(evaluation #> '{forecast,intervals}', '[]') AS intervals
    FROM "PublishedForecast" WHERE id = ANY(${[...publishedIds]}::uuid[])`;
}

export interface VersionRow {
  readonly id: string;
  readonly skuId: string;
  readonly warehouseId: string;
  readonly version: number;
  readonly period: Period;
  readonly firstPeriod: string;
  /** Units per period. */
  readonly mean: number[];
}

export interface ChannelMeanRow {
  readonly publishedForecastId: string;
  readonly channelId: string;
  /** Units per period. */
  readonly mean: number[];
}

/** What versions say of each channel; those published before channels were have none. */
export function selectChannelMeans(db: Database, publishedForecastIds: readonly string[]): Promise<ChannelMeanRow[]> {
  // An array is one parameter, however many versions there are.
  return db.$queryRaw<ChannelMeanRow[]>`
    SELECT "publishedForecastId", "channelId", mean FROM "PublishedForecastChannel"
    WHERE "publishedForecastId" = ANY(${publishedForecastIds}::uuid[])
    ORDER BY "publishedForecastId", "channelId"`;
}

/** The newest versions of each SKU × warehouse, newest first. */
export function selectNewestVersions(
  db: Database,
  organisationId: string,
  slice: WarehouseSlice,
  count: number,
): Promise<VersionRow[]> {
  return db.$queryRaw<VersionRow[]>`
    SELECT id, "skuId", "warehouseId", version, lower(period::text) AS period,
      to_char("firstPeriod", 'YYYY-MM-DD') AS "firstPeriod", mean
    FROM (
      SELECT *, row_number() OVER (PARTITION BY "skuId", "warehouseId" ORDER BY version DESC) AS age
      FROM "PublishedForecast"
      WHERE "organisationId" = ${organisationId}::uuid
        AND "skuId" = ANY(${slice.skuIds}::uuid[]) AND "warehouseId" = ANY(${slice.warehouseIds}::uuid[])
    ) AS published
    WHERE age <= ${count}
    ORDER BY "skuId", "warehouseId", version DESC`;
}

export interface VersionInForce extends VersionRow {
  /** First day of which a newer version knows better; null for the newest. */
  readonly supersededOn: string | null;
}

/** The versions that counted at any time of a window, from their first day to the one on which a newer one began. */
export function selectInForce(
  db: Database,
  organisationId: string,
  slice: WarehouseSlice,
  { from, until }: { from: string; until: string },
): Promise<VersionInForce[]> {
  return db.$queryRaw<VersionInForce[]>`
    SELECT id, "skuId", "warehouseId", version, lower(period::text) AS period,
      to_char("firstPeriod", 'YYYY-MM-DD') AS "firstPeriod", mean,
      to_char("supersededOn", 'YYYY-MM-DD') AS "supersededOn"
    FROM (
      SELECT *, min("firstPeriod") OVER (
        PARTITION BY "skuId", "warehouseId" ORDER BY version ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
      ) AS "supersededOn"
      FROM "PublishedForecast"
      WHERE "organisationId" = ${organisationId}::uuid
        AND "skuId" = ANY(${slice.skuIds}::uuid[]) AND "warehouseId" = ANY(${slice.warehouseIds}::uuid[])
    ) AS published
    WHERE "firstPeriod" <= ${until}::date AND "firstPeriod" < COALESCE("supersededOn", 'infinity')
      AND COALESCE("supersededOn", 'infinity') > ${from}::date
    ORDER BY "skuId", "warehouseId", version DESC`;
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
  readonly period: Period;
  readonly firstPeriod: string;
  readonly periods: number;
  /** Units per period; of several channels one after the other. */
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
 * Versions for a list: the newest of each SKU × warehouse, or with `allVersions` each of them, newest first; with
 * channels only what they say of these.
 * Empty id lists mean none.
 */
export function selectPublishedSummaries(
  db: Database,
  organisationId: string,
  filter: WarehouseSlice & { allVersions: boolean; limit: number; offset: number },
): Promise<PublishedSummary[]> {
  const channelIds = filter.channelIds ?? null;
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
        AND (${channelIds}::uuid[] IS NULL OR EXISTS (
          SELECT 1 FROM "PublishedForecastChannel" AS part
          WHERE part."publishedForecastId" = published.id AND part."channelId" = ANY(${channelIds}::uuid[])))
        AND (${filter.allVersions} OR ${isNewest})
      ORDER BY sku.code, warehouse.code, published.version DESC
      LIMIT ${filter.limit} OFFSET ${filter.offset}
    )
    SELECT page.*, published."skuId", published."warehouseId", published.version, published."forecasterId",
      published.evaluation ->> 'description' AS description, lower(published.period::text) AS period,
      to_char(published."firstPeriod", 'YYYY-MM-DD') AS "firstPeriod",
      CASE WHEN ${channelIds}::uuid[] IS NULL THEN published.mean ELSE ARRAY(
        SELECT units FROM "PublishedForecastChannel" AS part, unnest(part.mean) AS units
        WHERE part."publishedForecastId" = published.id AND part."channelId" = ANY(${channelIds}::uuid[])) END AS mean,
      cardinality(published.mean) AS periods,
      (published.evaluation #>> '{accuracy,wape}')::float8 AS wape,
      (published.evaluation ->> 'forecastValueAdded')::float8 AS "forecastValueAdded",
      published.reason, published."runId", author.name AS "publishedBy", published."publishedAt"
    FROM page
    JOIN "PublishedForecast" AS published ON published.id = page.id
    JOIN "User" AS author ON author.id = published."publishedById"
    ORDER BY page."skuCode", page."warehouseCode", published.version DESC`;
}

/**
 * How the published forecasts of all active SKUs did in their back-tests, together.
 *
 * @returns `accuracy` 1 − WAPE, each series weighed by the units that it expects a period; null where none was measured
 */
export async function selectPublishedAccuracy(db: Database, organisationId: string) {
  const [row] = await db.$queryRaw<{ series: number; accuracy: number | null; publishedAt: Date | null }[]>`
    SELECT count(*)::int AS series, max("publishedAt") AS "publishedAt",
      1 - sum(wape * level) / nullif(sum(level) FILTER (WHERE wape IS NOT NULL), 0) AS accuracy
    FROM (
      SELECT published."publishedAt", (published.evaluation #>> '{accuracy,wape}')::float8 AS wape,
        (SELECT avg(units) FROM unnest(published.mean) AS units) AS level
      FROM "PublishedForecast" AS published JOIN "Sku" AS sku ON sku.id = published."skuId"
      WHERE published."organisationId" = ${organisationId}::uuid AND sku.active AND ${isNewest}
    ) AS newest`;
  return row!;
}

export function selectPublished(db: Database, organisationId: string, publishedId: string) {
  return db.publishedForecast.findFirst({
    where: { id: publishedId, organisationId },
    include: {
      sku: { select: { code: true, name: true, unitOfMeasure: true } },
      warehouse: { select: { code: true, name: true } },
      publishedBy: { select: { name: true } },
      publication: { select: { reconciliation: true } },
      channels: { select: { mean: true, channel: { select: { code: true, name: true } } } },
    },
  });
}
