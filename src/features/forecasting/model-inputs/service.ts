import { type EvaluateInput, type ForecasterId, standardCoverages } from '../../../../shared/contracts/forecast.ts';
import { type History, seasonLengthOf } from '../../../../shared/contracts/series.ts';
import type { KnownSeries } from '../../data/sales/service.ts';
import { defaultSettings, type RunSettings } from '../forecasts/schema.ts';

/** Same series, same seed, same answer: in any run, on any thread. */
export function seedOf(series: Pick<KnownSeries, 'sha256'>): number {
  return Number.parseInt(series.sha256.slice(0, 8), 16) >>> 1;
}

/** How models see a series; weeks that nobody reported are NaN. */
export function historyOf(
  series: KnownSeries,
  { correctStockOuts, leaveOutUnreported, correctOutliers, saturation }: RunSettings = defaultSettings,
): History {
  const stockOut = new Uint8Array(series.values.length);
  for (const index of series.stockOuts) stockOut[index] = 1;
  const values = Float64Array.from(series.values);
  if (leaveOutUnreported) for (const index of series.unreported) values[index] = Number.NaN;
  return {
    values,
    period: series.period,
    start: series.start,
    seasonLength: seasonLengthOf[series.period],
    regressors: [],
    ...(series.country && { country: series.country }),
    ...(correctStockOuts && series.stockOuts.length > 0 && { stockOut }),
    ...(!correctOutliers && { keepOutliers: true }),
    ...(saturation && { saturation }),
  };
}

/** What a model is asked about a series. */
export function evaluationInput(
  series: KnownSeries,
  request: { forecasterId: ForecasterId; horizonPeriods: number; folds: number; seed: number },
  settings?: RunSettings,
): EvaluateInput {
  return { ...request, coverages: standardCoverages, history: historyOf(series, settings) };
}
