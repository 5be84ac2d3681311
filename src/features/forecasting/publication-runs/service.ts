import { type Evaluation, ForecasterId } from '../../../../shared/contracts/forecast.ts';
import { AppError } from '../../../../shared/errors.ts';
import { pairKey } from '../../../../shared/planning/open-weeks.ts';
import type { Actor } from '../../../server/actor.ts';
import { poolState, runTask } from '../../../server/pool.ts';
import type { JobRun } from '../../../server/queue.ts';
import { Selection } from '../../data/catalogue/schema.ts';
import { readCatalogue } from '../../data/catalogue/service.ts';
import { demandByWarehouse, type KnownSeries, type WarehouseDemandSeries } from '../../data/sales/service.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { evaluationInput, seedOf } from '../forecast-runs/service.ts';
import { RunSettings } from '../forecasts/schema.ts';
import { readEvaluation } from '../forecasts/service.ts';
import type { HeldBackSeries } from '../publications/schema.ts';
import { changeRunning, entityOf, inPoints, type PublicationRow, runningPublication } from '../publications/service.ts';
import { addVersions, type NewPublished, slicedByWarehouse } from '../published-forecasts/service.ts';
import type { Reconciliation } from '../reconciliation/schema.ts';
import { type ReconcilableForecast, reconcileForecasts } from '../reconciliation/service.ts';

/** SKUs whose demand is read in one query. */
const skusPerRead = 300;
const weekMilliseconds = 7 * 86_400_000;
const progressEveryMilliseconds = 500;

/**
 * The job: evaluates the model on each series, reusing the run's own evaluation where it is that very series, makes them
 * agree with their sums, then publishes all of them in one transaction. A series is held back, with the reason, when the model cannot be fitted,
 * or when it does worse than seasonal naive and the publication carries no reason. A publication that has ended is
 * left alone, so the job may run again.
 */
export async function runPublication(publicationId: string, job: Pick<JobRun, 'signal' | 'progress'>): Promise<void> {
  const publication = await runningPublication(publicationId);
  if (!publication) return;
  try {
    const computed = await computePublication(publication, job);
    if (computed) await settle(publication, computed);
  } catch (error) {
    // A process that stops leaves the work to the next one.
    if (job.signal.aborted) throw new Error('The process stopped; the next one takes the publication up.');
    const failureReason =
      error instanceof AppError ? error.message : 'It stopped unexpectedly; see the list of failed jobs.';
    await fail(publication, failureReason);
    throw error;
  }
}

interface Computed {
  readonly publishable: readonly NewPublished[];
  readonly heldBack: readonly HeldBackSeries[];
  readonly reconciliation: Reconciliation;
}

/** @returns undefined when it was cancelled */
async function computePublication(
  publication: PublicationRow,
  job: Pick<JobRun, 'signal' | 'progress'>,
): Promise<Computed | undefined> {
  const actor = actorOf(publication);
  const forecasterId = ForecasterId.parse(publication.forecasterId);
  const { run, evaluation: runEvaluation } = await readEvaluation(actor, publication.runId, forecasterId);
  const catalogueSeries: WarehouseDemandSeries[] = [];
  for await (const series of seriesUnder(actor, Selection.parse(run.selection))) catalogueSeries.push(series);

  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, job.signal]);
  const forecasts: ReconcilableForecast[] = [];
  const heldBack: HeldBackSeries[] = [];
  let toldAt = 0;

  const total = catalogueSeries.reduce((sum, series) => sum + unitsOf(series), 0);
  const evaluate = (series: KnownSeries): Promise<Evaluation> => {
    if (series.sha256 === run.historySha256) return Promise.resolve(runEvaluation);
    const { horizonPeriods, folds } = run;
    const seed = seedOf(series);
    const settings = settingsOfPart(RunSettings.parse(run.settings), unitsOf(series) / total);
    const input = evaluationInput(series, { forecasterId, horizonPeriods, folds, seed }, settings);
    return runTask('evaluateForecaster', input, { seed, signal });
  };
  const settleOne = async (series: WarehouseDemandSeries): Promise<void> => {
    const { skuId, warehouseId } = series;
    try {
      const evaluation = await evaluate(series);
      const valueAdded = evaluation.forecastValueAdded;
      if (valueAdded !== null && valueAdded < 0 && publication.reason === null) {
        const why = `Forecast value added is ${inPoints(valueAdded)} percentage points: give a reason to publish it.`;
        heldBack.push({ skuId, warehouseId, why });
      } else {
        forecasts.push({ series, evaluation });
      }
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError)) throw error;
      heldBack.push({ skuId, warehouseId, why: error.message });
    }
  };
  const tellProgress = async (): Promise<void> => {
    const doneCount = forecasts.length + heldBack.length;
    if (performance.now() - toldAt < progressEveryMilliseconds && doneCount < catalogueSeries.length) return;
    toldAt = performance.now();
    const progress = { doneCount, seriesCount: catalogueSeries.length };
    if (!(await changeRunning(publication, progress))) stop.abort();
    await job.progress(doneCount / Math.max(1, catalogueSeries.length), `${doneCount} of ${catalogueSeries.length}`);
  };

  const queue = catalogueSeries.values();
  const work = async (): Promise<void> => {
    // The workers share one iterator, so that each series is taken once.
    for (const series of queue) {
      if (signal.aborted) return;
      await settleOne(series);
      await tellProgress();
    }
  };
  await tellProgress();
  try {
    await Promise.all(Array.from({ length: poolState().threads }, work));
  } catch (error) {
    if (stop.signal.aborted) return undefined;
    stop.abort();
    throw error;
  }
  if (stop.signal.aborted) return undefined;
  // Threads finish in any order; what is published must not depend on it.
  forecasts.sort((a, b) => pairKey(a.series).localeCompare(pairKey(b.series)));
  const { evaluations, reconciliation } = await reconcileForecasts(actor, forecasts, { evaluate, signal });
  const publishable = forecasts.map(({ series }, index): NewPublished => {
    const { skuId, warehouseId, start, values, sha256: historySha256 } = series;
    const firstPeriod = new Date(Date.parse(start) + values.length * weekMilliseconds);
    const { reason } = publication;
    return { skuId, warehouseId, firstPeriod, evaluation: evaluations[index]!, historySha256, reason };
  });
  return { publishable, heldBack, reconciliation };
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

/** The demand of each SKU × warehouse that a selection touches, whole: whatever channel it was sold through. */
async function* seriesUnder(actor: Actor, selection: Selection): AsyncGenerator<WarehouseDemandSeries> {
  const { skuIds, warehouseIds } = slicedByWarehouse(await readCatalogue(actor), selection);
  for (let from = 0; from < skuIds.length; from += skusPerRead) {
    yield* await demandByWarehouse(actor, { skuIds: skuIds.slice(from, from + skusPerRead), warehouseIds });
  }
}

async function settle(publication: PublicationRow, { publishable, heldBack, reconciliation }: Computed): Promise<void> {
  const [first] = heldBack;
  if (publishable.length === 0) {
    return fail(publication, first ? `Nothing was published. ${first.why}` : 'The selection has no sales.', heldBack);
  }
  const { organisationId, runId, forecasterId, reason, requestedById: publishedById } = publication;
  const ended = { status: 'COMPLETED', finishedAt: new Date(), heldBack: [...heldBack], reconciliation } as const;
  await changeRunning(publication, ended, async transaction => {
    const common = { organisationId, runId, publicationId: publication.id, forecasterId, publishedById };
    await addVersions(transaction, common, publishable);
    await recordDone(transaction, actorOf(publication), {
      action: 'forecast.publish',
      ...entityOf(publication.id),
      after: { runId, forecasterId, published: publishable.length, heldBack: heldBack.length, reconciliation },
      ...(reason !== null && { reason }),
    });
  });
}

async function fail(
  publication: PublicationRow,
  failureReason: string,
  heldBack: readonly HeldBackSeries[] = [],
): Promise<void> {
  const ended = { status: 'FAILED', finishedAt: new Date(), failureReason, heldBack: [...heldBack] } as const;
  await changeRunning(publication, ended);
}

/** The job acts as whoever asked for it. */
function actorOf({ organisationId, requestedBy, id }: PublicationRow): Actor {
  const { id: userId, ...user } = requestedBy;
  return { ...user, userId, organisationId, requestId: `publication ${id}` };
}
