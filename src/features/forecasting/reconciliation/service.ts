import { createHash } from 'node:crypto';
import type { Evaluation, FoldForecast, ForecasterId } from '../../../../shared/contracts/forecast.ts';
import { AppError } from '../../../../shared/errors.ts';
import { roundForecast, sumQuantities } from '../../../../shared/numerics/exact-quantities.ts';
import { addPeriods } from '../../../../shared/periods.ts';
import { forecastSums, mostNodesInFull } from '../../../../shared/planning/forecast-hierarchy.ts';
import { lostShareLimit } from '../../../../shared/stock-out-periods.ts';
import type { Tenant } from '../../../server/actor.ts';
import { overThreads, runTask } from '../../../server/pool.ts';
import { type Catalogue, readCatalogue } from '../../data/catalogue/service.ts';
import type { KnownSeries, WarehouseDemandSeries } from '../../data/sales/service.ts';
import { type ChannelForecast, type ChannelMean, splitByChannel } from '../channel-forecasts/service.ts';
import type { Reconciliation } from './schema.ts';

export interface ReconcilableForecast {
  readonly series: WarehouseDemandSeries;
  readonly evaluation: Evaluation;
  /** The channels that it is sold through, at least one. */
  readonly channels: readonly ChannelForecast[];
}

export interface ReconciledForecast {
  /** `forecast` is what to publish; accuracy is the model's own. */
  readonly evaluation: Evaluation;
  /** They add up to the published mean to the last digit. */
  readonly channels: readonly ChannelMean[];
}

interface ReconcileOptions {
  /** The model of the parts, asked for a sum's demand. */
  evaluate(series: KnownSeries): Promise<Evaluation>;
  /** Tells how many sums will be asked for. */
  expect(sums: number): void;
  readonly channelModel: ForecasterId;
  readonly signal: AbortSignal;
}

/** What is weighed in the reconciliation: a mean, and the errors of the same model where it was tested. */
type Weighed = Pick<Evaluation, 'forecast' | 'backtest'>;

/** A lowest series: a channel of a SKU × warehouse, or a SKU × warehouse that is not told apart. */
interface Bottom {
  /** Index of its SKU × warehouse. */
  readonly of: number;
  readonly channelId: string | null;
  readonly series: KnownSeries;
  readonly evaluation: Weighed;
}

interface Sum {
  /** Indices of bottoms. */
  readonly parts: readonly number[];
  readonly evaluation: Weighed;
}

/**
 * Makes the forecasts of a set of SKU × warehouse agree with those of their channels and of their sums, then rounds them
 * to figures that add up on screen to the last digit. Sums are forecast by the same model, and all are weighed by the
 * errors of their back-tests (MinT-shrink). Channels that would make the hierarchy too large, or are too short for a
 * back-test, share what their SKU × warehouse has in proportion to their forecasts. A SKU × warehouse too short for a
 * back-test stays as the model has it; where nothing can be weighed, every sum is what its parts add up to.
 *
 * @returns in the order of `forecasts`
 */
export async function reconcileForecasts(
  actor: Tenant,
  forecasts: readonly ReconcilableForecast[],
  options: ReconcileOptions,
): Promise<{ forecasts: ReconciledForecast[]; reconciliation: Reconciliation }> {
  const { bottoms, pairs, wanted } = hierarchyOf(forecasts, await readCatalogue(actor));
  options.expect(wanted.length);
  const forecasted = await forecastedSums(bottoms, wanted, options);
  const sums = [...forecasted, ...pairs];
  const apart = new Set(bottoms.flatMap(bottom => (bottom.channelId === null ? [] : [bottom.of])));
  const ofChannels = forecasts.filter(({ channels }) => channels.length > 1);
  const channels =
    ofChannels.length === 0
      ? null
      : {
          series: ofChannels.reduce((count, one) => count + one.channels.length, 0),
          forecasterId: options.channelModel,
          adjusted: bottoms.filter(bottom => bottom.channelId !== null).length,
        };
  const addedUp = (): { forecasts: ReconciledForecast[]; reconciliation: Reconciliation } => ({
    forecasts: forecasts.map(forecast => published(forecast, forecast.evaluation.forecast.mean)),
    reconciliation: {
      method: forecasts.length > 1 ? 'bottom-up' : 'single',
      series: 0,
      sums: 0,
      largestChange: null,
      channels: channels && { ...channels, adjusted: 0 },
    },
  });
  if (sums.length === 0) return addedUp();
  const errors = outOfSampleErrors([...bottoms, ...sums].map(({ evaluation }) => evaluation.backtest));
  const reconciled = await runTask(
    'reconcileForecasts',
    {
      hierarchy: { bottoms: bottoms.length, sums: sums.map(sum => sum.parts) },
      bottoms: bottoms.map(({ evaluation }) => Float64Array.from(evaluation.forecast.mean)),
      sums: sums.map(({ evaluation }) => Float64Array.from(evaluation.forecast.mean)),
      bottomErrors: errors.slice(0, bottoms.length),
      sumErrors: errors.slice(bottoms.length),
    },
    { seed: 0, signal: options.signal },
  );
  // Too few errors to weigh by: a SKU × warehouse keeps its own forecast rather than that of its channels.
  if (reconciled.method === 'bottom-up') return addedUp();
  const adjusted = Map.groupBy(
    bottoms.map((bottom, index) => ({ ...bottom, mean: reconciled.bottoms[index]! })),
    ({ of }) => of,
  );
  const results = forecasts.map((forecast, index) => {
    const parts = adjusted.get(index);
    if (!parts) return published(forecast, forecast.evaluation.forecast.mean);
    const mean = Array.from(parts[0]!.mean, (_, period) => parts.reduce((sum, part) => sum + part.mean[period]!, 0));
    return published(forecast, mean, apart.has(index) ? parts.map(part => [...part.mean]) : undefined);
  });
  return {
    forecasts: results,
    reconciliation: {
      method: reconciled.method,
      series: adjusted.size,
      sums: forecasted.length,
      largestChange: largestChange([...adjusted.keys()].map(index => [forecasts[index]!, results[index]!])),
      channels,
    },
  };
}

/** The lowest series that can be weighed, and the sums over them; channels are left out where they are too many. */
function hierarchyOf(forecasts: readonly ReconcilableForecast[], catalogue: Catalogue) {
  const skuOf = new Map(catalogue.skus.map(sku => [sku.id, sku]));
  // All end with the same period unless sales were imported while they were read: what begins earlier stays as it is.
  const begins = forecasts.map(({ series: { start, values, period } }) => addPeriods(start, values.length, period));
  const begin = begins.reduce((newest, one) => (one > newest ? one : newest), '');
  const tested = forecasts.flatMap((forecast, of) =>
    forecast.evaluation.backtest.length > 0 && begins[of] === begin ? [{ ...forecast, of }] : [],
  );
  const lowest = (byChannel: boolean) => {
    const bottoms: Bottom[] = [];
    const pairs: Sum[] = [];
    for (const { of, series, evaluation, channels } of tested) {
      const apart = channels.flatMap(channel => (channel.evaluation?.backtest.length ? [channel] : []));
      if (!byChannel || apart.length < 2 || apart.length < channels.length) {
        bottoms.push({ of, channelId: null, series, evaluation });
        continue;
      }
      pairs.push({ parts: apart.map((_, index) => bottoms.length + index), evaluation });
      for (const channel of apart) {
        bottoms.push({
          of,
          channelId: channel.series.channelId,
          series: channel.series,
          evaluation: channel.evaluation!,
        });
      }
    }
    const wanted = forecastSums(
      bottoms.map(({ of, channelId }) => {
        const { series, channels } = forecasts[of]!;
        const { productId = '', regionId = '' } = skuOf.get(series.skuId) ?? {};
        const only = byChannel && channels.length === 1 ? channels[0]!.series.channelId : null;
        return {
          skuId: series.skuId,
          warehouseId: series.warehouseId,
          productId,
          regionId,
          channelId: channelId ?? only,
        };
      }),
      pairs.map(({ parts }) => parts),
    );
    return { bottoms, pairs, wanted };
  };
  const all = lowest(true);
  return all.bottoms.length + all.pairs.length + all.wanted.length > mostNodesInFull ? lowest(false) : all;
}

/** Forecasts of sums; one that cannot be forecast is taken from its parts. */
async function forecastedSums(
  bottoms: readonly Bottom[],
  wanted: readonly (readonly number[])[],
  { evaluate, signal }: ReconcileOptions,
): Promise<Sum[]> {
  const evaluations = new Map<readonly number[], Evaluation>();
  await overThreads(wanted, signal, async parts => {
    try {
      const evaluation = await evaluate(summedDemand(parts.map(index => bottoms[index]!.series)));
      if (evaluation.backtest.length > 0) evaluations.set(parts, evaluation);
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError)) throw error;
    }
  });
  // Threads finish in any order; the hierarchy must not depend on it.
  return wanted.flatMap(parts => {
    const evaluation = evaluations.get(parts);
    return evaluation ? [{ parts, evaluation }] : [];
  });
}

/** Demand of several series together: all end with the same period. */
function summedDemand(series: readonly KnownSeries[]): KnownSeries {
  const longest = series.reduce((a, b) => (b.values.length > a.values.length ? b : a));
  const periods = longest.values.length;
  const values = Array.from({ length: periods }, (_, period) =>
    sumQuantities(series.map(one => one.values[period - periods + one.values.length] ?? 0)),
  );
  const unreported = unreportedSums(series, values);
  // Of the same content as a series that is read as a whole, so that each is known as the other.
  const content = [
    ...(longest.period === 'week' ? [] : [longest.period]),
    longest.start,
    values,
    ...(unreported.length > 0 ? [{ unreported }] : []),
  ];
  const sha256 = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const { country, ...shared } = longest;
  const oneCountry = series.every(one => one.country === country);
  // Out of stock in one part says nothing of the sum.
  return { ...shared, values, stockOuts: [], unreported, sha256, ...(country && oneCountry && { country }) };
}

/** Periods in which parts that sell a good share of the sum were not reported. */
function unreportedSums(series: readonly KnownSeries[], sums: readonly number[]): number[] {
  const total = sumQuantities(sums);
  const lost = sums.map(() => 0);
  for (const { values, unreported } of series) {
    const share = total > 0 ? sumQuantities(values) / total : 0;
    for (const period of unreported) lost[period + sums.length - values.length]! += share;
  }
  return lost.flatMap((share, period) => (share >= lostShareLimit ? [period] : []));
}

/**
 * Forecast errors of each back-test on the folds that all of them have, the newest folds: folds of one place look at the
 * same periods whatever the length of the history.
 * @returns one array for each back-test, all of one length
 */
function outOfSampleErrors(backtests: readonly (readonly FoldForecast[])[]): Float64Array[] {
  const folds = Math.min(...backtests.map(backtest => backtest.length));
  return backtests.map(backtest =>
    Float64Array.from(
      backtest.slice(backtest.length - folds).flatMap(({ mean, actual }) =>
        // A period without a record says nothing against the forecast.
        mean.map((value, period) => (actual[period] ?? value) - value),
      ),
    ),
  );
}

/** @param means of each channel, where they were adjusted; else they share the mean by their forecasts */
function published(
  { evaluation, channels }: ReconcilableForecast,
  mean: readonly number[],
  means?: readonly (readonly number[])[],
): ReconciledForecast {
  const moved = movedTo(evaluation, roundForecast(mean));
  return { evaluation: moved, channels: splitByChannel(moved.forecast.mean, channels, means) };
}

/**
 * The forecast at another mean; its intervals move along. What begins at 0 stays there, and nothing else comes to begin
 * there: lower ends fall by the factor by which the mean falls.
 */
function movedTo(evaluation: Evaluation, mean: readonly number[]): Evaluation {
  const before = evaluation.forecast.mean;
  const intervals = evaluation.forecast.intervals.map(interval => ({
    ...interval,
    lower: interval.lower.map((end, period) => {
      const [from, to] = [before[period]!, mean[period]!];
      if (end === 0) return 0;
      return end > 0 && to < from ? (end * to) / from : end + to - from;
    }),
    upper: interval.upper.map((end, period) => Math.max(0, end + mean[period]! - before[period]!)),
  }));
  return { ...evaluation, forecast: { ...evaluation.forecast, mean, intervals } };
}

function largestChange(moved: readonly [ReconcilableForecast, ReconciledForecast][]): number | null {
  const changes = moved.flatMap(([before, after]) => {
    const said = sumQuantities(before.evaluation.forecast.mean);
    return said > 0 ? [Math.abs(sumQuantities(after.evaluation.forecast.mean) - said) / said] : [];
  });
  return changes.length > 0 ? Math.max(...changes) : null;
}
