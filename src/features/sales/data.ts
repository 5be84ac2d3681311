import type { Database } from '../../server/db.ts';

export interface DemandRow {
  /** First day of the period, `YYYY-MM-DD`. */
  readonly periodStart: string;
  /** Units. */
  readonly quantity: number;
}

/**
 * Demand by week, oldest first, summed over the SKUs and channels. Daily facts are summed into weeks, monthly ones are
 * left out: they cannot be split.
 * @param weekStartsOn 0 Sunday … 6 Saturday
 */
export async function selectWeeklyDemand(
  db: Database,
  slice: { skuIds: string[]; channelIds: string[]; weekStartsOn: number },
): Promise<DemandRow[]> {
  return db.$queryRaw<DemandRow[]>`
    SELECT to_char(week, 'YYYY-MM-DD') AS "periodStart", sum(quantity)::float8 AS quantity
    FROM (
      SELECT "periodStart" - ((extract(dow FROM "periodStart")::int - ${slice.weekStartsOn}::int + 7) % 7) AS week, quantity
      FROM "SalesFact"
      WHERE "skuId" = ANY(${slice.skuIds}::uuid[]) AND "channelId" = ANY(${slice.channelIds}::uuid[]) AND period <> 'MONTH'
    ) AS fact
    GROUP BY week
    ORDER BY week`;
}

export async function selectSalesState(db: Database, organisationId: string) {
  return db.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { salesVersion: true, weekStartsOn: true, planningDate: true, timeZone: true },
  });
}

export function bumpSalesVersion(db: Database, organisationId: string) {
  return db.organisation.update({ where: { id: organisationId }, data: { salesVersion: { increment: 1 } } });
}
