import type { Evaluation } from '../../../../shared/contracts/forecast.ts';
import type { Period } from '../../../../shared/contracts/series.ts';
import { weekErrorFactor } from '../../../../shared/numerics/week-error-factor.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import { type Database, inChunks } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import { storedPeriod } from '../../data/sales/schema.ts';

/** What all series of one publication share. */
export interface PublishedCommon {
  readonly organisationId: string;
  /** One of a comparison or a portfolio run. */
  readonly runId: string | null;
  readonly portfolioRunId: string | null;
  readonly publicationId: string;
  readonly period: Period;
  readonly publishedById: string;
}

export interface NewPublished {
  readonly skuId: string;
  readonly warehouseId: string;
  readonly firstPeriod: Date;
  readonly evaluation: Evaluation;
  /** In every period they add up to the forecast, to the thousandth. */
  readonly channels: readonly { readonly channelId: string; readonly mean: readonly number[] }[];
  readonly historySha256: string;
  readonly reason: string | null;
}

/** Adds a version to each series, the one after its newest. Publishers of one organisation follow each other. */
export async function insertVersions(
  db: Database,
  common: PublishedCommon,
  series: readonly NewPublished[],
): Promise<void> {
  const { organisationId } = common;
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('publish-forecasts'), hashtext(${organisationId}))`;
  const newest = await db.$queryRaw<{ skuId: string; warehouseId: string; version: number }[]>`
    SELECT "skuId", "warehouseId", max(version) AS version FROM "PublishedForecast"
    WHERE "skuId" = ANY(${series.map(one => one.skuId)}::uuid[]) GROUP BY "skuId", "warehouseId"`;
  const versions = new Map(newest.map(row => [pairKey(row), row.version]));
  const rows = series.map(({ evaluation, channels, ...one }) => ({
    row: {
      ...common,
      ...one,
      period: storedPeriod[common.period],
      version: (versions.get(pairKey(one)) ?? 0) + 1,
      forecasterId: evaluation.forecasterId,
      mean: [...evaluation.forecast.mean],
      errorDeviation: [...evaluation.errorDeviation],
      weekErrorFactor: common.period === 'day' ? weekErrorFactor(outOfSampleErrors(evaluation)) : 1,
      evaluation: asJson(evaluation),
    } satisfies Prisma.PublishedForecastCreateManyInput,
    channels,
  }));
  // Evaluations are some ten kilobytes each: one statement for all would be too long.
  for (const some of inChunks(rows, 200)) {
    const data = some.map(({ row }) => row);
    const created = await db.publishedForecast.createManyAndReturn({
      data,
      select: { id: true, skuId: true, warehouseId: true },
    });
    const idOf = new Map(created.map(({ id, ...pair }) => [pairKey(pair), id]));
    await db.publishedForecastChannel.createMany({
      data: some.flatMap(({ row, channels }) =>
        channels.map(({ channelId, mean }) => ({
          publishedForecastId: idOf.get(pairKey(row))!,
          channelId,
          mean: [...mean],
        })),
      ),
    });
  }
}

function outOfSampleErrors({ backtest }: Evaluation): (number | null)[][] {
  return backtest.map(({ mean, actual }) => mean.map((said, day) => (actual[day] == null ? null : actual[day] - said)));
}

/** An evaluation is plain JSON already; only Prisma's type does not know it. */
function asJson(evaluation: Evaluation): Prisma.InputJsonObject {
  return evaluation as unknown as Prisma.InputJsonObject;
}
