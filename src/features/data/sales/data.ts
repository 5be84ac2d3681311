import type { Period } from '../../../../shared/contracts/series.ts';
import type { Shortage } from '../../../../shared/stock-out-periods.ts';
import type { Database } from '../../../server/db.ts';
import { Prisma } from '../../../server/generated/prisma/client.ts';
import type { WarehouseSlice } from './schema.ts';

/** What was sold in the periods that have a record, oldest first. */
export interface RecordedDemand {
  /** First day of the first of them, `YYYY-MM-DD`. */
  readonly start: string;
  /** Of each the periods since `start`: 0 for the first, without those that have no record. */
  readonly places: readonly number[];
  /** Units of each. */
  readonly quantities: readonly number[];
}

/** The facts that a series of each period is made of: shorter periods are summed, longer ones cannot be split. */
const factsOf: Record<Period, Prisma.Sql> = {
  day: Prisma.sql`period = 'DAY'`,
  week: Prisma.sql`period <> 'MONTH'`,
  month: Prisma.sql`period <> 'WEEK'`,
};

function firstDayOf(period: Period, weekStartsOn: number): Prisma.Sql {
  if (period === 'day') return Prisma.sql`"periodStart"`;
  return period === 'month'
    ? Prisma.sql`date_trunc('month', "periodStart")::date`
    : Prisma.sql`"periodStart" - ((extract(dow FROM "periodStart")::int - ${weekStartsOn}::int + 7) % 7)`;
}

/** Counts periods from some early one on: the difference of two is the number of periods between them. */
function numberOf(period: Period, first: Prisma.Sql): Prisma.Sql {
  if (period === 'month') return Prisma.sql`(extract(year FROM ${first}) * 12 + extract(month FROM ${first}))::int`;
  return period === 'day' ? Prisma.sql`${first} - DATE '0001-01-01'` : Prisma.sql`(${first} - DATE '0001-01-01') / 7`;
}

/** Demand of a group of periods, each once. JSON: taking arrays of a database apart would cost more than the sums. */
function recordedDemand(period: Period): Prisma.Sql {
  const number = numberOf(period, Prisma.sql`first`);
  return Prisma.sql`to_char(min(first), 'YYYY-MM-DD') AS start, json_agg(${number} ORDER BY first) AS numbers,
    json_agg(quantity ORDER BY first) AS quantities`;
}

interface NumberedDemand {
  readonly start: string;
  readonly numbers: readonly number[];
  readonly quantities: readonly number[];
}

function placed({ start, numbers, quantities }: NumberedDemand): RecordedDemand {
  return { start, places: numbers.map(number => number - numbers[0]!), quantities };
}

/**
 * Demand by period, summed over the SKUs and channels; null without any record.
 * @param weekStartsOn 0 Sunday … 6 Saturday
 */
export async function selectDemand(
  db: Database,
  slice: { skuIds: string[]; channelIds: string[]; period: Period; weekStartsOn: number },
): Promise<RecordedDemand | null> {
  const [row] = await db.$queryRaw<NumberedDemand[]>`
    SELECT ${recordedDemand(slice.period)}
    FROM (
      SELECT ${firstDayOf(slice.period, slice.weekStartsOn)} AS first, sum(quantity)::float8 AS quantity
      FROM "SalesFact"
      WHERE "skuId" = ANY(${slice.skuIds}::uuid[]) AND "channelId" = ANY(${slice.channelIds}::uuid[])
        AND ${factsOf[slice.period]}
      GROUP BY first
    ) AS demand
    HAVING count(*) > 0`;
  return row ? placed(row) : null;
}

/** The periods that a slice has facts of. */
export async function selectFactPeriods(
  db: Database,
  slice: { skuIds: string[]; channelIds: string[] },
): Promise<Set<Period>> {
  // One probe of the key for each SKU × channel and period: reading all facts would take a second for a million.
  const rows = await db.$queryRaw<{ period: Period }[]>`
    SELECT lower(kind::text) AS period FROM unnest(enum_range(NULL::"Period")) AS kind
    WHERE EXISTS (
      SELECT 1 FROM unnest(${slice.skuIds}::uuid[]) AS sku(id) CROSS JOIN unnest(${slice.channelIds}::uuid[]) AS channel(id)
      WHERE EXISTS (
        SELECT 1 FROM "SalesFact" AS fact
        WHERE fact."skuId" = sku.id AND fact."channelId" = channel.id AND fact.period = kind))`;
  return new Set(rows.map(row => row.period));
}

export interface WarehouseDemand extends RecordedDemand {
  readonly skuId: string;
  readonly warehouseId: string;
  /** Null for the sum over the channels. */
  readonly channelId: string | null;
  /** Of the region that the warehouse serves; null when that has several. */
  readonly country: string | null;
}

/** The same for each SKU × warehouse: the sum over the channels that ship from the warehouse, or each of them apart. */
export async function selectDemandByWarehouse(
  db: Database,
  slice: WarehouseSlice & { period: Period; weekStartsOn: number; byChannel: boolean },
): Promise<WarehouseDemand[]> {
  const channelIds = slice.channelIds ?? null;
  const parts = await db.$queryRaw<(Omit<WarehouseDemand, 'places'> & NumberedDemand)[]>`
    SELECT "skuId", "warehouseId", part AS "channelId", region.country, ${recordedDemand(slice.period)}
    FROM (
      SELECT fact."skuId", channel."warehouseId",
        ${slice.byChannel ? Prisma.sql`fact."channelId"` : Prisma.sql`NULL::uuid`} AS part,
        ${firstDayOf(slice.period, slice.weekStartsOn)} AS first, sum(quantity)::float8 AS quantity
      FROM "SalesFact" AS fact JOIN "Channel" AS channel ON channel.id = fact."channelId"
      WHERE fact."skuId" = ANY(${slice.skuIds}::uuid[]) AND channel."warehouseId" = ANY(${slice.warehouseIds}::uuid[])
        AND (${channelIds}::uuid[] IS NULL OR channel.id = ANY(${channelIds}::uuid[]))
        AND ${factsOf[slice.period]}
      GROUP BY fact."skuId", channel."warehouseId", part, first
    ) AS demand
    JOIN "Warehouse" AS warehouse ON warehouse.id = "warehouseId"
    JOIN "Region" AS region ON region.id = warehouse."regionId"
    GROUP BY "skuId", "warehouseId", part, region.country
    ORDER BY "skuId", "warehouseId", part`;
  return parts.map(({ skuId, warehouseId, channelId, country, ...demand }) => {
    return { skuId, warehouseId, channelId, country, ...placed(demand) };
  });
}

/**
 * When a part of the selection was out of stock, with the part's share of all that the selection sold. Other warehouses
 * count only for the channels that ship from them.
 */
export async function selectShortages(
  db: Database,
  slice: { skuIds: string[]; channelIds: string[]; period: Period },
): Promise<Shortage[]> {
  const known = await db.stockOut.count({ where: { skuId: { in: slice.skuIds } } });
  // Most selections never ran out, and then nothing has to be summed.
  if (known === 0) return [];
  return db.$queryRaw<Shortage[]>`
    WITH sold AS (
      SELECT fact."skuId", channel."warehouseId", sum(fact.quantity) AS quantity
      FROM "SalesFact" AS fact JOIN "Channel" AS channel ON channel.id = fact."channelId"
      WHERE fact."skuId" = ANY(${slice.skuIds}::uuid[]) AND fact."channelId" = ANY(${slice.channelIds}::uuid[])
        AND ${factsOf[slice.period]}
      GROUP BY fact."skuId", channel."warehouseId"
    )
    SELECT to_char("firstDay", 'YYYY-MM-DD') AS "firstDay", to_char("lastDay", 'YYYY-MM-DD') AS "lastDay",
      (sold.quantity / (SELECT sum(quantity) FROM sold))::float8 AS share
    FROM "StockOut" AS missing JOIN sold USING ("skuId", "warehouseId")
    WHERE sold.quantity > 0
    ORDER BY missing."firstDay", missing.id`;
}

/** The share of each channel in what a slice sold, 0–1. */
export function selectChannelShares(
  db: Database,
  slice: { skuIds: readonly string[]; channelIds: readonly string[]; period: Period },
): Promise<{ channelId: string; share: number }[]> {
  return db.$queryRaw`
    SELECT "channelId", (sum(quantity) / nullif(sum(sum(quantity)) OVER (), 0))::float8 AS share
    FROM "SalesFact"
    WHERE "skuId" = ANY(${slice.skuIds}::uuid[]) AND "channelId" = ANY(${slice.channelIds}::uuid[])
      AND ${factsOf[slice.period]}
    GROUP BY "channelId"`;
}

/** The share of each of some channels in what a SKU × warehouse sold, 0–1. */
export function selectChannelSharesByWarehouse(
  db: Database,
  slice: WarehouseSlice & { period: Period; silentIds: readonly string[] },
): Promise<{ skuId: string; warehouseId: string; channelId: string; share: number }[]> {
  const channelIds = slice.channelIds ?? null;
  return db.$queryRaw`
    SELECT * FROM (
      SELECT fact."skuId", channel."warehouseId", channel.id AS "channelId",
        (sum(quantity) / nullif(sum(sum(quantity)) OVER (PARTITION BY fact."skuId", channel."warehouseId"), 0))::float8 AS share
      FROM "SalesFact" AS fact JOIN "Channel" AS channel ON channel.id = fact."channelId"
      WHERE fact."skuId" = ANY(${slice.skuIds}::uuid[]) AND channel."warehouseId" = ANY(${slice.warehouseIds}::uuid[])
        AND (${channelIds}::uuid[] IS NULL OR channel.id = ANY(${channelIds}::uuid[]))
        AND ${factsOf[slice.period]}
      GROUP BY fact."skuId", channel."warehouseId", channel.id
    ) AS part
    WHERE "channelId" = ANY(${slice.silentIds}::uuid[])`;
}

/** When SKUs were out of stock, warehouse by warehouse. */
export function selectShortagesByWarehouse(
  db: Database,
  slice: { skuIds: readonly string[]; warehouseIds: readonly string[] },
): Promise<(Shortage & { skuId: string; warehouseId: string })[]> {
  return db.$queryRaw`
    SELECT "skuId", "warehouseId", to_char("firstDay", 'YYYY-MM-DD') AS "firstDay",
      to_char("lastDay", 'YYYY-MM-DD') AS "lastDay", 1::float8 AS share
    FROM "StockOut"
    WHERE "skuId" = ANY(${slice.skuIds}::uuid[]) AND "warehouseId" = ANY(${slice.warehouseIds}::uuid[])
    ORDER BY "firstDay", id`;
}

/** The SKU × warehouse pairs that have facts of which a series of this period is made. */
export function selectSoldPairs(
  db: Database,
  slice: WarehouseSlice & { period: Period },
): Promise<{ skuId: string; warehouseId: string }[]> {
  const channelIds = slice.channelIds ?? null;
  // One probe of the key for each SKU × channel: reading all facts would take a second for a million.
  return db.$queryRaw`
    SELECT DISTINCT sku.id AS "skuId", channel."warehouseId"
    FROM unnest(${slice.skuIds}::uuid[]) AS sku(id) CROSS JOIN "Channel" AS channel
    WHERE channel."warehouseId" = ANY(${slice.warehouseIds}::uuid[])
      AND (${channelIds}::uuid[] IS NULL OR channel.id = ANY(${channelIds}::uuid[])) AND EXISTS (
      SELECT 1 FROM "SalesFact" AS fact
      WHERE fact."skuId" = sku.id AND fact."channelId" = channel.id AND ${factsOf[slice.period]})`;
}

export interface SalesSource {
  /** Null for facts that no import brought. */
  readonly importBatchId: string | null;
  readonly fileName: string | null;
  readonly committedAt: Date | null;
  readonly factCount: number;
}

/** Where the facts of a slice come from, newest import first. */
export function selectSalesSources(
  db: Database,
  slice: { skuIds: string[]; channelIds: string[]; period: Period },
): Promise<SalesSource[]> {
  return db.$queryRaw<SalesSource[]>`
    SELECT source."importBatchId", batch."fileName", batch."committedAt", source."factCount"
    FROM (
      SELECT "importBatchId", count(*)::int AS "factCount"
      FROM "SalesFact"
      WHERE "skuId" = ANY(${slice.skuIds}::uuid[]) AND "channelId" = ANY(${slice.channelIds}::uuid[])
        AND ${factsOf[slice.period]}
      GROUP BY "importBatchId"
    ) AS source LEFT JOIN "ImportBatch" AS batch ON batch.id = source."importBatchId"
    ORDER BY batch."committedAt" DESC NULLS LAST`;
}
