import { dayOfDate } from '../../../../shared/business-day.ts';
import { type Evaluation, ForecasterId, forecasterNames } from '../../../../shared/contracts/forecast.ts';
import { AppError } from '../../../../shared/errors.ts';
import { forecastByWeek } from '../../../../shared/numerics/forecast-by-week.ts';
import { addPeriods } from '../../../../shared/periods.ts';
import type { Actor, Tenant } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { enqueue, jobState } from '../../../server/queue.ts';
import { Selection } from '../../data/catalogue/schema.ts';
import { describeSelection, readCatalogue } from '../../data/catalogue/service.ts';
import { selectionQuality } from '../../data/data-quality/service.ts';
import { soldPairs } from '../../data/sales/service.ts';
import { recordDone, recordRefused } from '../../workspace/audit/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import { getRun, periodOf, type RunRow, readEvaluation } from '../forecasts/service.ts';
import { slicedByWarehouse } from '../published-forecasts/service.ts';
import { Reconciliation } from '../reconciliation/schema.ts';
import {
  insertPublication,
  lockRun,
  type PublicationChange,
  type PublicationRow,
  selectPairs,
  selectPublication,
  selectPublications,
  selectRunningPublication,
  selectRunningPublications,
  updateRunningPublication,
} from './data.ts';
import { HeldBackSeries, PublishedPair, type PublishInput, publicationTopic, publishForecastsJob } from './schema.ts';

export type { PublicationRow };

/** A request takes less between the commit of a publication and the queue. */
const lostAfterMilliseconds = 15_000;

/**
 * Asks for a model of a run to become the forecast of every SKU × warehouse under the run's selection. The work is a
 * job; `readPublication` and live events tell how far it is. Asked twice while it runs, it is one publication.
 * @throws AppError without a reason `forecast.value-added-negative`, `forecast.data-quality-low`; `forecast.model-not-in-run`;
 *   `forecast.covers-no-week`; `entity.not-found`; `request.key-reused`
 */
export async function startPublication(actor: Actor, input: PublishInput) {
  const { publicationId, runId, forecasterId, reason } = input;
  const known = await askedBefore(database, actor, input);
  if (known) {
    if (known.status === 'RUNNING') await enqueuePublication(known.id);
    return summaryOf(known);
  }
  const { evaluation, run } = await readEvaluation(actor, runId, forecasterId);
  if ((await weeksCovered(actor, run)) === 0) {
    const horizon = `${run.horizonPeriods} ${periodOf(run)}${run.horizonPeriods === 1 ? '' : 's'}`;
    throw new AppError('forecast.covers-no-week', { horizon });
  }
  const refusal = reason === undefined ? await reasonNeeded(actor, run, forecasterId, evaluation) : null;
  if (refusal) {
    const entity = { entityType: 'forecast-run', entityId: runId };
    await recordRefused(actor, { action: 'forecast.publish', ...entity, reason: refusal.message });
    throw refusal;
  }
  const publication = await inTransaction(async transaction => {
    await lockRun(transaction, runId);
    const same = await askedBefore(transaction, actor, input);
    const running = same ?? (await selectRunningPublication(transaction, { runId, forecasterId }));
    if (running) return running;
    const id = publicationId && { id: publicationId };
    return beginPublication(transaction, actor, { ...id, runId, forecasterId, reason: reason ?? null });
  });
  await enqueuePublication(publication.id);
  return summaryOf(publication);
}

/** What the same request has begun; a request without an id is none that was sent before. */
async function askedBefore(
  db: Database,
  actor: Tenant,
  { publicationId, runId, forecasterId }: PublishInput,
): Promise<PublicationRow | null> {
  const known = publicationId === undefined ? null : await selectPublication(db, publicationId);
  if (!known) return null;
  const isSame = known.organisationId === actor.organisationId && known.runId === runId;
  if (!isSame || known.forecasterId !== forecasterId) throw new AppError('request.key-reused');
  return known;
}

type Begun = { id?: string; forecasterId: ForecasterId; reason: string | null } & (
  | { runId: string }
  | { portfolioRunId: string; series: PublishedPair[]; heldBack: HeldBackSeries[] }
);

/** Queue it with `enqueuePublication` once the transaction is committed. */
export async function beginPublication(transaction: Database, actor: Actor, begun: Begun): Promise<PublicationRow> {
  const { organisationId, userId: requestedById } = actor;
  const created = await insertPublication(transaction, { ...begun, organisationId, status: 'RUNNING', requestedById });
  const { forecasterId, reason } = begun;
  const of = 'runId' in begun ? { runId: begun.runId } : { portfolioRunId: begun.portfolioRunId };
  await recordDone(transaction, actor, {
    action: 'forecast-publication.start',
    ...entityOf(created.id),
    after: { ...of, forecasterId },
    ...(reason !== null && { reason }),
  });
  await tell(transaction, created);
  return created;
}

/** The publication of a portfolio run that is under way; null when there is none. */
export async function publicationUnderWay(db: Database, portfolioRunId: string) {
  const running = await selectRunningPublication(db, { portfolioRunId });
  return running && summaryOf(running);
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
  const slice = slicedByWarehouse(catalogue, Selection.parse(run.selection));
  const pairs = await soldPairs(actor, slice, periodOf(run));
  const skus = new Map(catalogue.skus.map(sku => [sku.id, sku.code]));
  const warehouses = new Map(catalogue.warehouses.map(warehouse => [warehouse.id, warehouse.code]));
  const named = pairs.map(pair => ({ sku: skus.get(pair.skuId)!, warehouse: warehouses.get(pair.warehouseId)! }));
  named.sort((left, right) => left.sku.localeCompare(right.sku));
  const quality = await selectionQuality(actor, Selection.parse(run.selection));
  const weeks = await weeksCovered(actor, run);
  return { seriesCount: named.length, pairs: named.slice(0, 200), quality, weeks };
}

/** Whole weeks that orders can be planned on. */
async function weeksCovered(actor: Tenant, run: RunRow): Promise<number> {
  const { weekStartsOn } = await businessCalendar(database, actor.organisationId);
  const period = periodOf(run);
  const firstPeriod = addPeriods(dayOfDate(run.historyStart), run.historyPeriods, period);
  const ahead = Array.from({ length: run.horizonPeriods }, () => 0);
  return forecastByWeek({ period, firstPeriod, mean: ahead, errorDeviation: ahead }, weekStartsOn).mean.length;
}

export async function enqueuePublication(publicationId: string): Promise<void> {
  await enqueue(publishForecastsJob, { publicationId }, jobIdOf(publicationId));
}

function jobIdOf(publicationId: string): string {
  return `publish-${publicationId}`;
}

/**
 * Sees to publications that no job works on: one that never reached the queue, or that the queue has lost, is queued
 * again; one whose job was given up without a word, because its process was killed each time, has failed.
 */
export async function requeueLostPublications(): Promise<void> {
  const begunBefore = new Date(Date.now() - lostAfterMilliseconds);
  for (const publication of await selectRunningPublications(database, begunBefore)) {
    const state = await jobState(publishForecastsJob, jobIdOf(publication.id));
    if (state === 'lost') await enqueuePublication(publication.id);
    if (state === 'failed') await failPublication(publication, stoppedUnexpectedly);
  }
}

export const stoppedUnexpectedly = 'It stopped unexpectedly; see the list of failed jobs.';

/** Ends a publication that still runs without publishing anything. */
export async function failPublication(
  publication: PublicationRow,
  failureReason: string,
  heldBack: readonly HeldBackSeries[] = [],
): Promise<void> {
  const ended = { status: 'FAILED', finishedAt: new Date(), failureReason, heldBack: [...heldBack] } as const;
  await changeRunning(publication, ended);
}

/** Stops a publication that has not ended; nothing of it is published. */
export async function cancelPublication(actor: Actor, publicationId: string) {
  const publication = await getPublication(database, actor, publicationId);
  await changeRunning(publication, { status: 'CANCELLED', finishedAt: new Date() }, transaction =>
    recordDone(transaction, actor, { action: 'forecast-publication.cancel', ...entityOf(publicationId) }),
  );
  return readPublication(actor, publicationId);
}

/** A publication that still runs, for the job. */
export async function runningPublication(publicationId: string): Promise<PublicationRow | null> {
  const publication = await selectPublication(database, publicationId);
  return publication?.status === 'RUNNING' ? publication : null;
}

/** The series that a publication of a portfolio run is of. */
export async function chosenPairs(publicationId: string): Promise<PublishedPair[]> {
  return PublishedPair.array().parse(await selectPairs(database, publicationId));
}

/**
 * Changes a publication that still runs, with all that belongs to the change, and tells of it.
 * @returns false when it has ended meanwhile: nothing is done then
 */
export function changeRunning(
  publication: PublicationRow,
  change: PublicationChange,
  also?: (transaction: Database) => Promise<void>,
): Promise<boolean> {
  return inTransaction(async transaction => {
    // Changed first: of two processes that end the same publication, one gets through.
    if (!(await updateRunningPublication(transaction, publication.id, change))) return false;
    await also?.(transaction);
    await tell(transaction, publication);
    return true;
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
    description: row.run ? describeSelection(catalogue, Selection.parse(row.run.selection)) : 'Portfolio run',
  }));
}

async function getPublication(db: Database, actor: Tenant, publicationId: string): Promise<PublicationRow> {
  const publication = await selectPublication(db, publicationId, actor.organisationId);
  if (!publication) throw new AppError('entity.not-found', { entity: 'publication', id: publicationId });
  return publication;
}

export function summaryOf({ requestedBy, run: _run, _count, organisationId: _organisation, ...row }: PublicationRow) {
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
export function inPoints(ratio: number): string {
  return (100 * ratio).toFixed(1).replace('-', '−');
}

export function entityOf(publicationId: string) {
  return { entityType: 'forecast-publication', entityId: publicationId };
}

/** Call last in a transaction, after the change. */
async function tell(transaction: Database, { id, organisationId }: Pick<PublicationRow, 'id' | 'organisationId'>) {
  const { status, doneCount, seriesCount } = await getPublication(transaction, { organisationId }, id);
  const payload = { status, doneCount, seriesCount };
  return appendEvent(transaction, { organisationId, topic: publicationTopic, entityId: id, payload });
}
