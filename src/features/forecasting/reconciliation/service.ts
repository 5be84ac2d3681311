import { createHash } from 'node:crypto';
import type { Evaluation, FoldForecast } from '../../../../shared/contracts/forecast.ts';
import { AppError } from '../../../../shared/errors.ts';
import { roundForecast, sumQuantities } from '../../../../shared/numerics/exact-quantities.ts';
import { forecastSums } from '../../../../shared/planning/forecast-hierarchy.ts';
import type { Actor } from '../../../server/actor.ts';
import { poolState, runTask } from '../../../server/pool.ts';
import { readCatalogue } from '../../data/catalogue/service.ts';
import type { KnownSeries, WarehouseDemandSeries } from '../../data/sales/service.ts';
import type { Reconciliation } from './schema.ts';

export interface ReconcilableForecast {
  readonly series: WarehouseDemandSeries;
  readonly evaluation: Evaluation;
}

interface ReconcileOptions {
  /** The model of the parts, asked for a sum's demand. */
  evaluate(series: KnownSeries): Promise<Evaluation>;
  readonly signal: AbortSignal;
}

/**
 * Makes the forecasts of a set of SKU × warehouse agree with forecasts of their sums, then rounds them to figures that
 * add up on screen to the last digit. Sums are forecast by the same model and weighed by the errors of their back-test
 * (MinT-shrink). Series too short for a back-test stay as the model has them; where nothing can be weighed, every sum is
 * what its parts add up to.
 *
 * @returns evaluations in the order of `forecasts`: `forecast` is what to publish, accuracy is the model's own
 */
export async function reconcileForecasts(
  actor: Pick<Actor, 'organisationId'>,
  forecasts: readonly ReconcilableForecast[],
  options: ReconcileOptions,
): Promise<{ evaluations: Evaluation[]; reconciliation: Reconciliation }> {
  const rounded = forecasts.map(({ evaluation }) => moved(evaluation, evaluation.forecast.mean));
  const tested = forecasts.filter(({ evaluation }) => evaluation.backtest.length > 0);
  const sums = await forecastedSums(actor, tested, options);
  if (sums.length === 0) {
    const method = forecasts.length > 1 ? 'bottom-up' : 'single';
    return { evaluations: rounded, reconciliation: { method, series: 0, sums: 0, largestChange: null } };
  }
  const errors = outOfSampleErrors([
    ...tested.map(({ evaluation }) => evaluation.backtest),
    ...sums.map(({ evaluation }) => evaluation.backtest),
  ]);
  const reconciled = await runTask(
    'reconcileForecasts',
    {
      hierarchy: { bottoms: tested.length, sums: sums.map(sum => sum.parts) },
      bottoms: tested.map(({ evaluation }) => Float64Array.from(evaluation.forecast.mean)),
      sums: sums.map(({ evaluation }) => Float64Array.from(evaluation.forecast.mean)),
      bottomErrors: errors.slice(0, tested.length),
      sumErrors: errors.slice(tested.length),
    },
    { seed: 0, signal: options.signal },
  );
  const changes: number[] = [];
  for (const [index, forecast] of tested.entries()) {
    const before = forecast.evaluation.forecast.mean;
    const after = [...reconciled.bottoms[index]!];
    const said = sumQuantities(before);
    if (said > 0) changes.push(Math.abs(sumQuantities(after) - said) / said);
    rounded[forecasts.indexOf(forecast)] = moved(forecast.evaluation, after);
  }
  return {
    evaluations: rounded,
    reconciliation: {
      method: reconciled.method,
      series: tested.length,
      sums: sums.length,
      largestChange: changes.length > 0 ? Math.max(...changes) : null,
    },
  };
}

/** The sums over the series that the model could forecast, a few at a time. */
async function forecastedSums(
  actor: Pick<Actor, 'organisationId'>,
  forecasts: readonly ReconcilableForecast[],
  { evaluate, signal }: ReconcileOptions,
) {
  const { skus } = await readCatalogue(actor);
  const skuOf = new Map(skus.map(sku => [sku.id, sku]));
  const parts = forecasts.map(({ series: { skuId } }) => {
    const sku = skuOf.get(skuId);
    return { skuId, productId: sku?.productId ?? '', regionId: sku?.regionId ?? '' };
  });
  const found: { parts: number[]; evaluation: Evaluation }[] = [];
  const queue = forecastSums(parts).values();
  const work = async (): Promise<void> => {
    // The workers share one iterator, so that each sum is taken once.
    for (const sum of queue) {
      if (signal.aborted) return;
      try {
        const evaluation = await evaluate(summedDemand(sum.map(index => forecasts[index]!.series)));
        if (evaluation.backtest.length > 0) found.push({ parts: sum, evaluation });
      } catch (error) {
        // A sum that cannot be forecast is taken from its parts.
        if (signal.aborted || !(error instanceof AppError)) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: poolState().threads }, work));
  // Threads finish in any order; the hierarchy must not depend on it.
  return found.toSorted((a, b) => b.parts.length - a.parts.length || a.parts[0]! - b.parts[0]!);
}

/** Demand of several series together: all end with the same week. */
function summedDemand(series: readonly KnownSeries[]): KnownSeries {
  const longest = series.reduce((a, b) => (b.values.length > a.values.length ? b : a));
  const periods = longest.values.length;
  const values = Array.from({ length: periods }, (_, period) =>
    sumQuantities(series.map(one => one.values[period - periods + one.values.length] ?? 0)),
  );
  const sha256 = createHash('sha256')
    .update(JSON.stringify([longest.start, values]))
    .digest('hex');
  const { country, ...shared } = longest;
  const oneCountry = series.every(one => one.country === country);
  // Out of stock in one part says nothing of the sum.
  return { ...shared, values, stockOuts: [], sha256, ...(country && oneCountry && { country }) };
}

/**
 * Forecast errors of each back-test on the folds that all of them have, the newest folds: folds of one place look at the
 * same weeks whatever the length of the history.
 * @returns one array for each back-test, all of one length
 */
function outOfSampleErrors(backtests: readonly (readonly FoldForecast[])[]): Float64Array[] {
  const folds = Math.min(...backtests.map(backtest => backtest.length));
  return backtests.map(backtest =>
    Float64Array.from(
      backtest.slice(backtest.length - folds).flatMap(({ mean, actual }) =>
        // A week without a record says nothing against the forecast.
        mean.map((value, week) => (actual[week] ?? value) - value),
      ),
    ),
  );
}

/** The forecast at another mean, rounded; its intervals move along. Nothing falls below 0, and what begins there stays. */
function moved(evaluation: Evaluation, mean: readonly number[]): Evaluation {
  const published = roundForecast(mean);
  const shift = published.map((value, period) => value - evaluation.forecast.mean[period]!);
  const along = (end: number, period: number) => Math.max(0, end + shift[period]!);
  return {
    ...evaluation,
    forecast: {
      ...evaluation.forecast,
      mean: published,
      intervals: evaluation.forecast.intervals.map(({ coverage, lower, upper }) => ({
        coverage,
        lower: lower.map((end, period) => (end > 0 ? along(end, period) : 0)),
        upper: upper.map(along),
      })),
    },
  };
}
