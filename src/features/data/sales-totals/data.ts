import type { Database } from '../../../server/db.ts';

export interface SalesSliceRow {
  readonly skuId: string;
  readonly channelId: string;
  readonly currency: string | null;
  /** Units in the window, and in the window of the same length a year (52 weeks) before. */
  readonly quantity: number;
  readonly quantityYearBefore: number;
  /** Money as the database adds it: decimal text. */
  readonly revenue: string | null;
  readonly revenueYearBefore: string | null;
}

/** Sales of each SKU × channel from `from` to `until` (inclusive days), beside the same weeks a year before. */
export function selectSalesBySlice(
  db: Database,
  window: { organisationId: string; from: string; until: string },
): Promise<SalesSliceRow[]> {
  return db.$queryRaw<SalesSliceRow[]>`
    SELECT fact."skuId", fact."channelId", fact.currency,
      coalesce(sum(quantity) FILTER (WHERE "periodStart" >= ${window.from}::date), 0)::float8 AS quantity,
      coalesce(sum(quantity) FILTER (WHERE "periodStart" <= ${window.until}::date - 364), 0)::float8 AS "quantityYearBefore",
      (sum(revenue) FILTER (WHERE "periodStart" >= ${window.from}::date))::text AS revenue,
      (sum(revenue) FILTER (WHERE "periodStart" <= ${window.until}::date - 364))::text AS "revenueYearBefore"
    FROM "SalesFact" AS fact
    JOIN "Sku" AS sku ON sku.id = fact."skuId"
    WHERE sku."organisationId" = ${window.organisationId}::uuid
      AND ("periodStart" BETWEEN ${window.from}::date AND ${window.until}::date
        OR "periodStart" BETWEEN ${window.from}::date - 364 AND ${window.until}::date - 364)
    GROUP BY fact."skuId", fact."channelId", fact.currency`;
}
