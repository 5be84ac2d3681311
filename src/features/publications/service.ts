import { type Evaluation, ForecasterId, forecasterNames } from '../../../shared/contracts/forecast.ts';
import { AppError } from '../../../shared/errors.ts';
import { pairKey } from '../../../shared/planning/open-weeks.ts';
import type { Actor } from '../../server/actor.ts';
import { type Database, database, inTransaction } from '../../server/db.ts';
import { appendEvent } from '../../server/events.ts';
import { poolState, runTask } from '../../server/pool.ts';
import { enqueue, type JobRun } from '../../server/queue.ts';
import { recordDone, recordRefused } from '../audit/service.ts';
import { Selection } from '../catalogue/schema.ts';
import { describeSelection, readCatalogue } from '../catalogue/service.ts';
import { selectionQuality } from '../data-quality/service.ts';
import { RunSettings } from '../forecasts/schema.ts';
import { evaluationInput, getRun, readEvaluation, seedOf } from '../forecasts/service.ts';
import { addVersions, type NewPublished, slicedByWarehouse } from '../published-forecasts/service.ts';
import { Reconciliation } from '../reconciliation/schema.ts';
import { type ReconcilableForecast, reconcileForecasts } from '../reconciliation/service.ts';
import { demandByWarehouse, type KnownSeries, soldPairs, type WarehouseDemandSeries } from '../sales/service.ts';
import {
  insertPublication,
  lockRun,
  type PublicationRow,
  selectPublication,
  selectPublications,
  selectRunningPublication,
  selectWaitingPublications,
  updateRunningPublication,
} from './data.ts';
import { HeldBackSeries, type PublishInput, publicationTopic, publishForecastsJob } from './schema.ts';

type Tenant = Pick<Actor, 'organisationId'>;

/** SKUs whose demand is read in one query. */
const skusPerRead = 300;
const weekMilliseconds = 7 * 86_400_000;
const progressEveryMilliseconds = 500;
const requeueAfterMilliseconds = 15_000;

/**
 * Asks for a model of a run to become the forecast of every SKU × warehouse under the run's selection. The work is a
 * job; `readPublication` and live events tell how far it is. Asked twice while it runs, it is one publication.
 * @throws AppError without a reason `forecast.value-added-negative`, `forecast.data-quality-low`; `forecast.model-not-in-run`; `entity.not-found`
 */
export async function startPublication(actor: Actor, { runId, forecasterId, reason }: PublishInput) {
  const { evaluation, run } = await readEvaluation(actor, runId, forecasterId);
  const refusal = reason === undefined ? await reasonNeeded(actor, run, forecasterId, evaluation) : null;
  if (refusal) {
    const entity = { entityType: 'forecast-run', entityId: runId };
    await recordRefused(actor, { action: 'forecast.publish', ...entity, reason: refusal.message });
    throw refusal;
  }
  const publication = await inTransaction(async transaction => {
    await lockRun(transaction, runId);
    const running = await selectRunningPublication(transaction, runId, forecasterId);
    if (running) return running;
    const created = await insertPublication(transaction, {
      organisationId: actor.organisationId,
      runId,
      forecasterId,
      reason: reason ?? null,
      status: 'RUNNING',
      requestedById: actor.userId,
    });
    await recordDone(transaction, actor, {
      action: 'forecast-publication.start',
      ...entityOf(created.id),
      after: { runId, forecasterId },
      ...(reason !== undefined && { reason }),
    });
    await tell(transaction, created);
    return created;
  });
  await enqueuePublication(publication.id);
  return summaryOf(publication);
}

/** What speaks against publishing without a reason; null when nothing does. */
async function reasonNeeded(
  actor: Actor,
  run: { selection: unknown },
  forecasterId: ForecasterId,
  { forecastValueAdded }: Evaluation,
): Promise<AppError | null> {
  if (forecastValueAdded !== null && forecastValueAdded < 0) {
    const model = forecasterNames[forecasterId];
    return new AppError('forecast.value-added-negative', { model, valueAdded: inPoints(forecastValueAdded) });
  }
  const { claim, score, reason } = await selectionQuality(actor, Selection.parse(run.selection));
  return claim === 'none' ? new AppError('forecast.data-quality-low', { score, reason: reason ?? '' }) : null;
}

/**
 * What a publication of this run would cover: each SKU × warehouse under its selection, codes of the first 200, and
 * how far the sales behind it can be trusted.
 */
export async function previewPublication(actor: Tenant, runId: string) {
  const run = await getRun(actor, runId);
  const catalogue = await readCatalogue(actor);
  const pairs = await soldPairs(actor, slicedByWarehouse(catalogue, Selection.parse(run.selection)));
  const skus = new Map(catalogue.skus.map(sku => [sku.id, sku.code]));
  const warehouses = new Map(catalogue.warehouses.map(warehouse => [warehouse.id, warehouse.code]));
  const named = pairs.map(pair => ({ sku: skus.get(pair.skuId)!, warehouse: warehouses.get(pair.warehouseId)! }));
  named.sort((left, right) => left.sku.localeCompare(right.sku));
  const quality = await selectionQuality(actor, Selection.parse(run.selection));
  return { seriesCount: named.length, pairs: named.slice(0, 200), quality };
}

async function enqueuePublication(publicationId: string): Promise<void> {
  await enqueue(publishForecastsJob, { publicationId }, `publish-${publicationId}`);
}

/** Queues publications whose process died between their commit and the queue; those already queued stay one job. */
export async function requeueWaitingPublications(): Promise<void> {
  const waiting = await selectWaitingPublications(database, new Date(Date.now() - requeueAfterMilliseconds));
  for (const { id } of waiting) await enqueuePublication(id);
}

/** Stops a publication that has not ended; nothing of it is published. */
export async function cancelPublication(actor: Actor, publicationId: string) {
  await inTransaction(async transaction => {
    const ended = { status: 'CANCELLED', finishedAt: new Date() } as const;
    const publication = await getPublication(transaction, actor, publicationId);
    if (!(await updateRunningPublication(transaction, publicationId, ended))) return;
    await recordDone(transaction, actor, { action: 'forecast-publication.cancel', ...entityOf(publicationId) });
    await tell(transaction, publication);
  });
  return readPublication(actor, publicationId);
}

/**
 * The job: evaluates the model on each series, reusing the run's own evaluation where it is that very series, makes them
 * agree with their sums, then publishes all of them in one transaction. A series is held back, with the reason, when the model cannot be fitted,
 * or when it does worse than seasonal naive and the publication carries no reason. A publication that has ended is
 * left alone, so the job may run again.
 */
export async function runPublication(publicationId: string, job: Pick<JobRun, 'signal' | 'progress'>): Promise<void> {
  const publication = await selectPublication(database, publicationId);
  if (publication?.status !== 'RUNNING') return;
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
    const goesOn = await inTransaction(async transaction => {
      if (!(await updateRunningPublication(transaction, publication.id, progress))) return false;
      await tell(transaction, publication);
      return true;
    });
    if (!goesOn) stop.abort();
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
async function* seriesUnder(actor: Tenant, selection: Selection): AsyncGenerator<WarehouseDemandSeries> {
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
  await inTransaction(async transaction => {
    const ended = { status: 'COMPLETED', finishedAt: new Date(), heldBack: [...heldBack], reconciliation } as const;
    // Taken first: of two processes that run the same job, one publishes.
    if (!(await updateRunningPublication(transaction, publication.id, ended))) return;
    const { organisationId, runId, forecasterId, requestedById: publishedById } = publication;
    const common = { organisationId, runId, publicationId: publication.id, forecasterId, publishedById };
    await addVersions(transaction, common, publishable);
    await recordDone(transaction, actorOf(publication), {
      action: 'forecast.publish',
      ...entityOf(publication.id),
      after: {
        runId: publication.runId,
        forecasterId: publication.forecasterId,
        published: publishable.length,
        heldBack: heldBack.length,
        reconciliation,
      },
      ...(publication.reason !== null && { reason: publication.reason }),
    });
    await tell(transaction, publication);
  });
}

async function fail(
  publication: PublicationRow,
  failureReason: string,
  heldBack: readonly HeldBackSeries[] = [],
): Promise<void> {
  await inTransaction(async transaction => {
    const ended = { status: 'FAILED', finishedAt: new Date(), failureReason, heldBack: [...heldBack] } as const;
    if (!(await updateRunningPublication(transaction, publication.id, ended))) return;
    await tell(transaction, publication);
  });
}

/** @throws AppError `entity.not-found` */
export async function readPublication(actor: Tenant, publicationId: string) {
  return summaryOf(await getPublication(database, actor, publicationId));
}

export async function listPublications(actor: Tenant, limit: number) {
  const [catalogue, rows] = await Promise.all([
    readCatalogue(actor),
    selectPublications(database, actor.organisationId, limit),
  ]);
  return rows.map(row => ({
    ...summaryOf(row),
    description: describeSelection(catalogue, Selection.parse(row.run.selection)),
  }));
}

async function getPublication(db: Database, actor: Tenant, publicationId: string): Promise<PublicationRow> {
  const publication = await selectPublication(db, publicationId, actor.organisationId);
  if (!publication) throw new AppError('entity.not-found', { entity: 'publication', id: publicationId });
  return publication;
}

/** The job acts as whoever asked for it. */
function actorOf({ organisationId, requestedBy, id }: PublicationRow): Actor {
  const { id: userId, ...user } = requestedBy;
  return { ...user, userId, organisationId, requestId: `publication ${id}` };
}

function summaryOf({ requestedBy, run: _run, _count, organisationId: _organisation, ...row }: PublicationRow) {
  return {
    ...row,
    forecasterId: ForecasterId.parse(row.forecasterId),
    heldBack: HeldBackSeries.array().parse(row.heldBack),
    reconciliation: Reconciliation.nullable().parse(row.reconciliation),
    publishedCount: _count.published,
    requestedBy: requestedBy.name,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** A ratio as percentage points, e.g. −0.0231 → "−2.3". */
function inPoints(ratio: number): string {
  return (100 * ratio).toFixed(1).replace('-', '−');
}

function entityOf(publicationId: string) {
  return { entityType: 'forecast-publication', entityId: publicationId };
}

/** Call last in a transaction, after the change. */
async function tell(transaction: Database, { id, organisationId }: Pick<PublicationRow, 'id' | 'organisationId'>) {
  const { status, doneCount, seriesCount } = await getPublication(transaction, { organisationId }, id);
  const payload = { status, doneCount, seriesCount };
  return appendEvent(transaction, { organisationId, topic: publicationTopic, entityId: id, payload });
}
