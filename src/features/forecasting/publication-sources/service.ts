import type { Evaluation, ForecasterId, SharedLearning } from '../../../../shared/contracts/forecast.ts';
import type { Period } from '../../../../shared/contracts/series.ts';
import { AppError } from '../../../../shared/errors.ts';
import { addPeriods } from '../../../../shared/periods.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import type { Actor } from '../../../server/actor.ts';
import { database, inChunks } from '../../../server/db.ts';
import { overThreads, runTask } from '../../../server/pool.ts';
import { Selection } from '../../data/catalogue/schema.ts';
import { readCatalogue } from '../../data/catalogue/service.ts';
import {
  demandByWarehouse,
  type KnownSeries,
  knownBefore,
  type WarehouseDemandSeries,
} from '../../data/sales/service.ts';
import { RunSettings } from '../forecasts/schema.ts';
import { periodOf, readEvaluation } from '../forecasts/service.ts';
import { learnedAcross, siblingsOf } from '../learned-models/service.ts';
import { evaluationInput, seedOf } from '../model-inputs/service.ts';
import type { HeldBackSeries, PublishedPair } from '../publications/schema.ts';
import { inPoints } from '../publications/service.ts';
import { slicedByWarehouse } from '../published-forecasts/service.ts';
import { selectRequest, selectRunForecasts } from './data.ts';

/** Forecasts of a run that are read in one query: evaluations are some ten kilobytes each. */
const forecastsPerRead = 200;

/** How the work on a publication tells of itself. */
export interface PublicationWork {
  readonly signal: AbortSignal;
  /** That so many series more will be forecast. */
  expect(series: number): void;
  /** That one of them is settled. */
  settled(): Promise<void>;
}

/** What a publication starts from: the forecast of each SKU × warehouse alone. */
export interface PublicationSource {
  readonly period: Period;
  readonly forecasts: readonly { readonly series: WarehouseDemandSeries; readonly evaluation: Evaluation }[];
  readonly heldBack: readonly HeldBackSeries[];
  /** A model asked for further demand, that of a channel or of a sum, as the series were. */
  evaluate(series: KnownSeries, forecasterId: ForecasterId): Promise<Evaluation>;
}

/**
 * The model of a comparison fitted to each SKU × warehouse under it; the comparison's own evaluation is reused where it
 * is that very series. A series is held back when the model cannot be fitted, or when it does worse than seasonal naive
 * and the publication carries no reason.
 */
export async function comparedForecasts(
  actor: Actor,
  { runId, forecasterId, reason }: { runId: string; forecasterId: ForecasterId; reason: string | null },
  work: PublicationWork,
): Promise<PublicationSource> {
  const { run, evaluation: ofRun } = await readEvaluation(actor, runId, forecasterId);
  const period = periodOf(run);
  const slice = slicedByWarehouse(await readCatalogue(actor), Selection.parse(run.selection));
  const all = await demandByWarehouse(actor, slice, period);
  const total = all.reduce((sum, series) => sum + unitsOf(series), 0);
  const evaluate = (series: KnownSeries, model: ForecasterId, shared?: SharedLearning | null): Promise<Evaluation> => {
    if (series.sha256 === run.historySha256 && model === forecasterId) return Promise.resolve(ofRun);
    const settings = settingsOfPart(RunSettings.parse(run.settings), unitsOf(series) / total);
    return evaluateSeries(series, model, run, work.signal, settings, shared);
  };
  // Sums and channels that are asked for later learn alone.
  const learned = await learnedAcross(actor, forecasterId, async () => all[0] && siblingsOf(actor, all[0], run));
  const forecasts: PublicationSource['forecasts'][number][] = [];
  const heldBack: HeldBackSeries[] = [];
  work.expect(all.length);
  await overThreads(all, work.signal, async series => {
    const { skuId, warehouseId } = series;
    try {
      const evaluation = await evaluate(series, forecasterId, learned);
      const valueAdded = evaluation.forecastValueAdded;
      if (valueAdded !== null && valueAdded < 0 && reason === null) {
        const why = `Forecast value added is ${inPoints(valueAdded)} percentage points: give a reason to publish it.`;
        heldBack.push({ skuId, warehouseId, why });
      } else forecasts.push({ series, evaluation });
    } catch (error) {
      if (work.signal.aborted || !(error instanceof AppError)) throw error;
      heldBack.push({ skuId, warehouseId, why: error.message });
    }
    await work.settled();
  });
  return { period, forecasts, heldBack, evaluate };
}

/** Chosen forecasts of a portfolio run, as the run left them, with the demand that they were made from. */
export async function portfolioForecasts(
  actor: Actor,
  { portfolioRunId, pairs }: { portfolioRunId: string; pairs: readonly PublishedPair[] },
  work: PublicationWork,
): Promise<PublicationSource> {
  const request = await selectRequest(database, portfolioRunId);
  const period = 'week';
  const rows = new Map<string, Awaited<ReturnType<typeof selectRunForecasts>>[number]>();
  for (const some of inChunks(pairs, forecastsPerRead)) {
    for (const row of await selectRunForecasts(database, portfolioRunId, some)) rows.set(pairKey(row), row);
  }
  const ids = (of: 'skuId' | 'warehouseId') => [...new Set(pairs.map(pair => pair[of]))];
  const demand = await demandByWarehouse(actor, { skuIds: ids('skuId'), warehouseIds: ids('warehouseId') }, period);
  const demandOfPair = new Map(demand.map(series => [pairKey(series), series]));
  const heldBack: HeldBackSeries[] = [];
  const forecasts = pairs.flatMap(({ skuId, warehouseId }) => {
    const row = rows.get(pairKey({ skuId, warehouseId }));
    const series = demandOfPair.get(pairKey({ skuId, warehouseId }));
    // Sales imported since are no part of what the run has seen.
    const known = row && series && knownBefore(series, row.firstPeriod);
    if (known && known.values.length > 0 && addPeriods(known.start, known.values.length, period) === row.firstPeriod) {
      return [{ series: { ...known, sha256: row.historySha256 }, evaluation: row.evaluation }];
    }
    const why = row
      ? 'Its sales were removed after the run: run the portfolio again.'
      : 'The run no longer keeps its forecast: publish from the newest run.';
    heldBack.push({ skuId, warehouseId, why });
    return [];
  });
  const evaluate = (series: KnownSeries, model: ForecasterId) => evaluateSeries(series, model, request, work.signal);
  return { period, forecasts, heldBack, evaluate };
}

function evaluateSeries(
  series: KnownSeries,
  forecasterId: ForecasterId,
  { horizonPeriods, folds }: { horizonPeriods: number; folds: number },
  signal: AbortSignal,
  settings?: RunSettings,
  shared?: SharedLearning | null,
): Promise<Evaluation> {
  const seed = seedOf(series);
  const input = evaluationInput(series, { forecasterId, horizonPeriods, folds, seed }, settings);
  return runTask('evaluateForecaster', shared ? { ...input, shared } : input, { seed, signal });
}

function unitsOf({ values }: KnownSeries): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** A part grows towards its share of what the whole selection grows towards. */
function settingsOfPart(settings: RunSettings, share: number): RunSettings {
  const { saturation } = settings;
  if (saturation === null || !(share > 0)) return { ...settings, saturation: null };
  return { ...settings, saturation: { capacity: saturation.capacity * share, floor: saturation.floor * share } };
}
