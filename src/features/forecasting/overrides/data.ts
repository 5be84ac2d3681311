import { addDays, dateOfDay } from '../../../../shared/business-day.ts';
import { type Database, inChunks } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import type { OverrideEnd } from '../../../server/generated/prisma/enums.ts';

/** Planners of one organisation follow each other, so that each sees what the one before has saved. */
export async function lockOverrides(db: Database, organisationId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('forecast-overrides'), hashtext(${organisationId}))`;
}

export interface StandingWeek {
  readonly id: string;
  readonly overrideId: string;
  readonly skuId: string;
  readonly warehouseId: string;
  /** First day of the week, `YYYY-MM-DD`. */
  readonly week: string;
  readonly quantity: number;
  readonly baseline: number;
  readonly author: string;
  readonly reason: string;
  readonly expiresOn: string;
  readonly createdAt: Date;
}

/** Figures that count on a day or after it: neither ended nor expired. Only those of a slice when one is given. */
export function selectStandingWeeks(
  db: Database,
  organisationId: string,
  day: string,
  slice: { skuIds: readonly string[]; warehouseIds: readonly string[] } | null,
): Promise<StandingWeek[]> {
  return db.$queryRaw<StandingWeek[]>`
    SELECT line.id, line."overrideId", line."skuId", line."warehouseId", to_char(line.week, 'YYYY-MM-DD') AS week,
      line.quantity::float8 AS quantity, line.baseline::float8 AS baseline, author.name AS author, made.reason,
      to_char(made."expiresOn", 'YYYY-MM-DD') AS "expiresOn", made."createdAt"
    FROM "OverriddenWeek" AS line
    JOIN "ForecastOverride" AS made ON made.id = line."overrideId"
    JOIN "User" AS author ON author.id = made."authorId"
    WHERE made."organisationId" = ${organisationId}::uuid AND line."end" IS NULL AND made."expiresOn" >= ${day}::date
      AND line.week > ${addDays(day, -7)}::date
      AND (${slice === null} OR (line."skuId" = ANY(${slice?.skuIds ?? []}::uuid[])
        AND line."warehouseId" = ANY(${slice?.warehouseIds ?? []}::uuid[])))
    ORDER BY line."skuId", line."warehouseId", line.week`;
}

/** Whether the id is taken, and by whom. */
export function selectOverride(db: Database, overrideId: string) {
  return db.forecastOverride.findUnique({ where: { id: overrideId }, select: { organisationId: true } });
}

export interface NewOverriddenWeek {
  readonly skuId: string;
  readonly warehouseId: string;
  readonly week: string;
  readonly baseline: number;
  readonly quantity: number;
}

export async function insertOverride(
  db: Database,
  override: Prisma.ForecastOverrideUncheckedCreateInput,
  weeks: readonly NewOverriddenWeek[],
): Promise<void> {
  await db.forecastOverride.create({ data: override });
  const rows = weeks.map(one => ({ ...one, overrideId: override.id, week: dateOfDay(one.week) }));
  for (const data of inChunks(rows, 2_000)) await db.overriddenWeek.createMany({ data });
}

interface Ending {
  readonly end: OverrideEnd;
  readonly endedOn: string;
  readonly endedById: string;
}

/** Ends what stands for these weeks, expired or not. @returns how many rows */
export function endStandingWeeks(
  db: Database,
  weeks: readonly { skuId: string; warehouseId: string; week: string }[],
  { end, endedOn, endedById }: Ending,
): Promise<number> {
  return db.$executeRaw`
    UPDATE "OverriddenWeek"
    SET "end" = ${end}::"OverrideEnd", "endedOn" = ${endedOn}::date, "endedAt" = now(), "endedById" = ${endedById}::uuid
    WHERE "end" IS NULL AND ("skuId", "warehouseId", week) IN (
      SELECT * FROM unnest(${weeks.map(one => one.skuId)}::uuid[], ${weeks.map(one => one.warehouseId)}::uuid[],
        ${weeks.map(one => one.week)}::date[]))`;
}

/** Ends what still stands of one override. @returns how many rows */
export async function endOverride(
  db: Database,
  overrideId: string,
  { end, endedOn, endedById }: Ending,
): Promise<number> {
  const { count } = await db.overriddenWeek.updateMany({
    where: { overrideId, end: null },
    data: { end, endedOn: dateOfDay(endedOn), endedById, endedAt: new Date() },
  });
  return count;
}

export interface OverrideSummary {
  readonly id: string;
  readonly selection: Prisma.JsonValue;
  readonly reason: string;
  readonly expiresOn: string;
  readonly author: string;
  readonly createdAt: Date;
  /** Null when it only took overrides back. */
  readonly firstWeek: string | null;
  readonly lastWeek: string | null;
  readonly weeks: number;
  readonly series: number;
  /** Units over its weeks. */
  readonly baseline: number;
  readonly quantity: number;
  readonly rows: number;
  readonly standing: number;
  readonly replaced: number;
}

/** Overrides that touch a slice, newest first. */
export function selectOverrides(
  db: Database,
  organisationId: string,
  slice: { skuIds: readonly string[]; warehouseIds: readonly string[] },
  limit: number,
): Promise<OverrideSummary[]> {
  // Cut first: of years of overrides, only those listed have their weeks counted.
  return db.$queryRaw<OverrideSummary[]>`
    WITH listed AS (
      SELECT * FROM "ForecastOverride" AS made
      WHERE "organisationId" = ${organisationId}::uuid AND EXISTS (
        SELECT 1 FROM "OverriddenWeek" AS line WHERE line."overrideId" = made.id
          AND line."skuId" = ANY(${slice.skuIds}::uuid[]) AND line."warehouseId" = ANY(${slice.warehouseIds}::uuid[]))
      ORDER BY "createdAt" DESC
      LIMIT ${limit}
    )
    SELECT made.id, made.selection, made.reason, to_char(made."expiresOn", 'YYYY-MM-DD') AS "expiresOn",
      author.name AS author, made."createdAt",
      to_char(min(line.week), 'YYYY-MM-DD') AS "firstWeek", to_char(max(line.week), 'YYYY-MM-DD') AS "lastWeek",
      count(DISTINCT line.week)::int AS weeks, count(DISTINCT (line."skuId", line."warehouseId"))::int AS series,
      sum(line.baseline)::float8 AS baseline, sum(line.quantity)::float8 AS quantity, count(*)::int AS rows,
      count(*) FILTER (WHERE line."end" IS NULL)::int AS standing,
      count(*) FILTER (WHERE line."end" = 'REPLACED')::int AS replaced
    FROM listed AS made
    JOIN "User" AS author ON author.id = made."authorId"
    JOIN "OverriddenWeek" AS line ON line."overrideId" = made.id
    WHERE line."skuId" = ANY(${slice.skuIds}::uuid[]) AND line."warehouseId" = ANY(${slice.warehouseIds}::uuid[])
    GROUP BY made.id, made.selection, made.reason, made."expiresOn", made."createdAt", author.name
    ORDER BY made."createdAt" DESC`;
}

export interface UsedOverride {
  readonly skuId: string;
  readonly warehouseId: string;
  readonly week: string;
  readonly baseline: number;
  readonly quantity: number;
  readonly authorId: string;
  readonly author: string;
}

/** For each week the figure that counted when it began: made by then, neither ended before nor expired. */
export function selectUsedOverrides(
  db: Database,
  organisationId: string,
  slice: { skuIds: readonly string[]; warehouseIds: readonly string[] },
  { from, until }: { from: string; until: string },
): Promise<UsedOverride[]> {
  return db.$queryRaw<UsedOverride[]>`
    SELECT DISTINCT ON (line."skuId", line."warehouseId", line.week) line."skuId", line."warehouseId",
      to_char(line.week, 'YYYY-MM-DD') AS week, line.baseline::float8 AS baseline, line.quantity::float8 AS quantity,
      made."authorId", author.name AS author
    FROM "OverriddenWeek" AS line
    JOIN "ForecastOverride" AS made ON made.id = line."overrideId"
    JOIN "User" AS author ON author.id = made."authorId"
    WHERE made."organisationId" = ${organisationId}::uuid
      AND line."skuId" = ANY(${slice.skuIds}::uuid[]) AND line."warehouseId" = ANY(${slice.warehouseIds}::uuid[])
      AND line.week BETWEEN ${from}::date AND ${until}::date
      AND made."madeOn" <= line.week AND made."expiresOn" >= line.week
      AND (line."endedOn" IS NULL OR line."endedOn" >= line.week)
    ORDER BY line."skuId", line."warehouseId", line.week, made."createdAt" DESC`;
}
