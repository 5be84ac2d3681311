import type { Evaluation } from '../../../../shared/contracts/forecast.ts';
import type { Database } from '../../../server/db.ts';

/** What a portfolio run was asked for. */
export function selectRequest(db: Database, portfolioRunId: string) {
  return db.portfolioRun.findUniqueOrThrow({
    where: { id: portfolioRunId },
    select: { horizonPeriods: true, folds: true },
  });
}

export interface RunForecastRow {
  readonly skuId: string;
  readonly warehouseId: string;
  /** First day of the first period, `YYYY-MM-DD`. */
  readonly firstPeriod: string;
  readonly historySha256: string;
  readonly evaluation: Evaluation;
}

/** Forecasts of some series of a portfolio run; those that it no longer keeps are absent. */
export function selectRunForecasts(
  db: Database,
  portfolioRunId: string,
  pairs: readonly { skuId: string; warehouseId: string }[],
): Promise<RunForecastRow[]> {
  return db.$queryRaw<RunForecastRow[]>`
    SELECT "skuId", "warehouseId", to_char("firstPeriod", 'YYYY-MM-DD') AS "firstPeriod", "historySha256", evaluation
    FROM "PortfolioSeries"
    WHERE "runId" = ${portfolioRunId}::uuid AND evaluation IS NOT NULL
      AND ("skuId", "warehouseId") IN (SELECT * FROM unnest(
        ${pairs.map(pair => pair.skuId)}::uuid[], ${pairs.map(pair => pair.warehouseId)}::uuid[]))
    ORDER BY position`;
}
