import type { Database } from '../../../server/db.ts';
import { Prisma } from '../../../server/generated/prisma/client.ts';

interface Slice {
  readonly organisationId: string;
  /** 0 Sunday … 6 Saturday */
  readonly weekStartsOn: number;
}

function weekOf(day: Prisma.Sql, weekStartsOn: number): Prisma.Sql {
  return Prisma.sql`(${day} - ((extract(dow FROM ${day})::int - ${weekStartsOn}::int + 7) % 7))`;
}

/** The first of the weeks that a fact is a record of: the one that it lies in; of a month those that begin in it. */
function firstWeekOf(start: Prisma.Sql, weekStartsOn: number): Prisma.Sql {
  return Prisma.sql`CASE WHEN period = 'MONTH' THEN ${weekOf(Prisma.sql`(${start} + 6)`, weekStartsOn)}
    ELSE ${weekOf(start, weekStartsOn)} END`;
}

/** The last of them. */
function lastWeekOf(start: Prisma.Sql, weekStartsOn: number): Prisma.Sql {
  const monthsEnd = Prisma.sql`(${start} + interval '1 month' - interval '1 day')::date`;
  return Prisma.sql`CASE WHEN period = 'MONTH' THEN ${weekOf(monthsEnd, weekStartsOn)}
    ELSE ${weekOf(start, weekStartsOn)} END`;
}

export interface SalesRecordRow {
  readonly skuId: string;
  readonly channelId: string;
  /** First days of the first and of the newest week with a record. */
  readonly firstWeek: string;
  readonly newestWeek: string;
  /** Units of all weeks. */
  readonly quantity: number;
}

/** From when to when each SKU × channel has records. */
export function selectSalesRecords(db: Database, { organisationId, weekStartsOn }: Slice): Promise<SalesRecordRow[]> {
  // Weeks are worked out for the ends alone: for each of a million facts it would take seconds.
  return db.$queryRaw<SalesRecordRow[]>`
    SELECT "skuId", "channelId", to_char(min(${firstWeekOf(Prisma.sql`first`, weekStartsOn)}), 'YYYY-MM-DD') AS "firstWeek",
      to_char(max(${lastWeekOf(Prisma.sql`newest`, weekStartsOn)}), 'YYYY-MM-DD') AS "newestWeek",
      sum(quantity)::float8 AS quantity
    FROM (
      SELECT fact."skuId", fact."channelId", fact.period, min("periodStart") AS first, max("periodStart") AS newest,
        sum(quantity) AS quantity
      FROM "SalesFact" AS fact JOIN "Sku" AS sku ON sku.id = fact."skuId"
      WHERE sku."organisationId" = ${organisationId}::uuid
      GROUP BY fact."skuId", fact."channelId", fact.period
    ) AS record
    GROUP BY "skuId", "channelId"`;
}

export interface ReportRow {
  readonly channelId: string;
  /** First days of the first and of the last of the weeks on end that it covers. */
  readonly first: string;
  readonly last: string;
}

/** Weeks in which a channel reported anything. */
export function selectReports(db: Database, { organisationId, weekStartsOn }: Slice): Promise<ReportRow[]> {
  const start = Prisma.sql`"periodStart"`;
  return db.$queryRaw<ReportRow[]>`
    SELECT DISTINCT "channelId", to_char(${firstWeekOf(start, weekStartsOn)}, 'YYYY-MM-DD') AS first,
      to_char(${lastWeekOf(start, weekStartsOn)}, 'YYYY-MM-DD') AS last
    FROM (
      SELECT DISTINCT fact."channelId", fact.period, fact."periodStart"
      FROM "SalesFact" AS fact JOIN "Channel" AS channel ON channel.id = fact."channelId"
      WHERE channel."organisationId" = ${organisationId}::uuid
    ) AS report`;
}
