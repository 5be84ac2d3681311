import { randomUUID } from 'node:crypto';
import { addDays, dateOfDay, dayInZone, dayOfDate } from '../../../../shared/business-day.ts';
import { defaultForecasterId } from '../../../../shared/contracts/forecast.ts';
import { AppError } from '../../../../shared/errors.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import type { Actor, Tenant } from '../../../server/actor.ts';
import { database, inTransaction } from '../../../server/db.ts';
import { readCatalogue } from '../../data/catalogue/service.ts';
import { pairsWithoutClaim } from '../../data/data-quality/service.ts';
import { soldPairs } from '../../data/sales/service.ts';
import { recordDone, recordRefused } from '../../workspace/audit/service.ts';
import { Learning } from '../portfolio-learning/schema.ts';
import { cancelRun as cancel, queueRun, tell } from '../portfolio-runs/service.ts';
import type { HeldBackSeries, PublishedPair } from '../publications/schema.ts';
import {
  beginPublication,
  enqueuePublication,
  summaryOf as publicationSummary,
  publicationUnderWay,
} from '../publications/service.ts';
import {
  insertRun,
  lockPublishing,
  lockStarts,
  type RunRow,
  runExists,
  selectOrganisation,
  selectPublishable,
  selectRun,
  selectRunErrors,
  selectRunning,
  selectRuns,
  selectSchedule,
  selectScheduledRun,
  selectSchedules,
  selectSeries,
  selectShownRun,
  summariseSeries,
  writeSchedule,
} from './data.ts';
import type {
  ListSeriesInput,
  OverviewInput,
  PublishSeriesInput,
  ScheduleInput,
  StartRunInput,
  SummariseInput,
} from './schema.ts';

const worseThanNaive = 'It does worse than seasonal naive: give a reason to publish it.';
const poorSales = 'Its sales are too few or too poor to vouch for it: give a reason to publish it.';

/** A run that nobody has computed for so long waits for a process. */
const silentMilliseconds = 15_000;

/**
 * Starts the forecast of every series and returns; the work is a job that `readOverview` and live events tell of. The
 * same runId again starts nothing.
 * @throws AppError `portfolio.already-running`; `sales.none`
 */
export async function startRun(actor: Actor, { runId, ...request }: StartRunInput) {
  const known = await selectRun(database, actor.organisationId, runId);
  if (known) return summaryOf(known);
  if (!(await hasSales(actor))) throw new AppError('sales.none', { selection: 'any product' });
  const { salesVersion } = await selectOrganisation(database, actor.organisationId);
  await inTransaction(async transaction => {
    await lockStarts(transaction, actor.organisationId);
    if (await selectRun(transaction, actor.organisationId, runId)) return;
    if (await runExists(transaction, runId)) throw new AppError('request.key-reused');
    if (await selectRunning(transaction, actor.organisationId)) throw new AppError('portfolio.already-running');
    const { organisationId, userId: requestedById } = actor;
    const run = { id: runId, organisationId, requestedById, ...request, salesVersion };
    await insertRun(transaction, { ...run, status: 'RUNNING', heartbeatAt: new Date() });
    await recordDone(transaction, actor, { action: 'portfolio-run.start', ...entityOf(runId), after: request });
    await tell(transaction, run, { status: 'RUNNING' });
  });
  await queueRun(runId);
  return summaryOf(await getRun(actor, runId));
}

async function hasSales(actor: Tenant): Promise<boolean> {
  const { skus, warehouses } = await readCatalogue(actor);
  const slice = { skuIds: skus.map(sku => sku.id), warehouseIds: warehouses.map(warehouse => warehouse.id) };
  return (await soldPairs(actor, slice)).length > 0;
}

/** Stops a run wherever it is computed; the series that are settled stay. */
export async function cancelRun(actor: Actor, runId: string) {
  const run = await getRun(actor, runId);
  await inTransaction(async transaction => {
    if (!(await cancel(transaction, run))) return;
    await recordDone(transaction, actor, { action: 'portfolio-run.cancel', ...entityOf(runId) });
    await tell(transaction, run, { status: 'CANCELLED' });
  });
  return summaryOf(await getRun(actor, runId));
}

/**
 * Starts the daily runs whose time has come, each once for its day in the organisation's zone, also when the hour was
 * missed because no process ran. Where a run is under way, it waits for its end.
 */
export async function startDueRuns(now = new Date()): Promise<void> {
  for (const { organisationId, organisation, minuteOfDay, firstDay, horizonPeriods, folds } of await selectSchedules(
    database,
  )) {
    const day = dayInZone(now, organisation.timeZone);
    if (day < dayOfDate(firstDay) || minuteInZone(now, organisation.timeZone) < minuteOfDay) continue;
    if (!(await hasSales({ organisationId }))) continue;
    const run = { id: randomUUID(), organisationId, horizonPeriods, folds, salesVersion: organisation.salesVersion };
    const started = await inTransaction(async transaction => {
      await lockStarts(transaction, organisationId);
      if (await selectScheduledRun(transaction, organisationId, dateOfDay(day))) return false;
      if (await selectRunning(transaction, organisationId)) return false;
      await insertRun(transaction, {
        ...run,
        scheduledFor: dateOfDay(day),
        status: 'RUNNING',
        heartbeatAt: new Date(),
      });
      await tell(transaction, run, { status: 'RUNNING' });
      return true;
    });
    if (started) await queueRun(run.id);
  }
}

function minuteInZone(instant: Date, timeZone: string): number {
  const text = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(instant);
  return minutesOf(text);
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return 60 * hours! + minutes!;
}

/** Sets the daily run, from the next time that its hour comes; null ends it. */
export async function setSchedule(actor: Actor, { schedule }: ScheduleInput, now = new Date()) {
  const { timeZone } = await selectOrganisation(database, actor.organisationId);
  const today = dayInZone(now, timeZone);
  await inTransaction(async transaction => {
    const before = await selectSchedule(transaction, actor.organisationId);
    if (schedule === null) await writeSchedule(transaction, actor.organisationId, null);
    else {
      const { time, ...request } = schedule;
      const minuteOfDay = minutesOf(time);
      const firstDay = dateOfDay(minuteInZone(now, timeZone) < minuteOfDay ? today : addDays(today, 1));
      await writeSchedule(transaction, actor.organisationId, { ...request, minuteOfDay, firstDay });
    }
    await recordDone(transaction, actor, {
      action: 'portfolio-schedule.set',
      entityType: 'portfolio-schedule',
      entityId: actor.organisationId,
      before: before ? scheduleOf(before) : {},
      after: schedule ?? {},
    });
  });
}

/**
 * The newest run; the one whose series are shown, and the one whose forecasts may be published; and when the next one
 * starts by itself.
 * @throws AppError `entity.not-found`
 */
export async function readOverview(actor: Tenant, { runId }: OverviewInput) {
  const { organisationId } = actor;
  const [[newest], publishable, schedule] = await Promise.all([
    selectRuns(database, organisationId, 1),
    selectShownRun(database, organisationId),
    selectSchedule(database, organisationId),
  ]);
  const shown = runId === undefined ? publishable : await getRun(actor, runId);
  const publishing = shown && (await publicationUnderWay(database, shown.id));
  return {
    newest: newest ? summaryOf(newest) : null,
    shown: shown && summaryOf(shown),
    /** Earlier runs are for reading. */
    publishableId: publishable?.id ?? null,
    /** The publication of the shown run that is under way. */
    publishingId: publishing?.id ?? null,
    schedule: schedule && scheduleOf(schedule),
  };
}

/** Runs, newest first, with the error of all their series together beside that of seasonal naive. */
export async function listRuns(actor: Tenant, limit: number) {
  const runs = await selectRuns(database, actor.organisationId, limit);
  const errors = await selectRunErrors(
    database,
    runs.map(run => run.id),
  );
  const errorOf = new Map(errors.map(({ runId, ...error }) => [runId, error]));
  return runs.map(run => ({ ...summaryOf(run), ...(errorOf.get(run.id) ?? { wape: null, naiveWape: null }) }));
}

/** Series of a run, sorted and cut here: the table of a large portfolio asks for what it shows. */
export async function listSeries(actor: Tenant, input: ListSeriesInput) {
  await getRun(actor, input.runId);
  return selectSeries(database, input);
}

/** Counts and sums of all series under a filter. */
export async function summarise(actor: Tenant, { runId, filter }: SummariseInput) {
  await getRun(actor, runId);
  return summariseSeries(database, runId, filter);
}

/**
 * Asks for forecasts of a run to become those that orders are planned on, reconciled with their channels and sums: the
 * work is a job, as with a comparison's. Series that do worse than seasonal naive, or whose sales are too poor to vouch
 * for them, are held back without a reason; published ones are not published again.
 * @throws AppError `portfolio.nothing-to-publish`, `portfolio.reason-needed`, `portfolio.publishing`,
 *   `portfolio.run-superseded`
 */
export async function publish(actor: Actor, { runId, filter, pairs, reason }: PublishSeriesInput) {
  await getRun(actor, runId);
  const publishable = await selectShownRun(database, actor.organisationId);
  if (publishable?.id !== runId) throw new AppError('portfolio.run-superseded');
  const poor = await pairsWithoutClaim(actor);
  const outcome = await inTransaction(async transaction => {
    await lockPublishing(transaction, actor.organisationId);
    if (await publicationUnderWay(transaction, runId)) throw new AppError('portfolio.publishing');
    const candidates = await selectPublishable(transaction, runId, filter, pairs);
    const series: PublishedPair[] = [];
    const heldBack: HeldBackSeries[] = [];
    for (const { skuId, warehouseId, negative } of candidates) {
      const why = negative ? worseThanNaive : poor.has(pairKey({ skuId, warehouseId })) ? poorSales : null;
      if (why === null || reason !== undefined) series.push({ skuId, warehouseId });
      else heldBack.push({ skuId, warehouseId, why });
    }
    if (series.length === 0) return { heldBack };
    const begun = {
      portfolioRunId: runId,
      series,
      heldBack,
      forecasterId: defaultForecasterId,
      reason: reason ?? null,
    };
    return { heldBack, publication: await beginPublication(transaction, actor, begun) };
  });
  const { publication, heldBack } = outcome;
  if (publication) {
    await enqueuePublication(publication.id);
    return publicationSummary(publication);
  }
  if (heldBack.length === 0) throw new AppError('portfolio.nothing-to-publish');
  const refusal = new AppError('portfolio.reason-needed', { count: heldBack.length });
  await recordRefused(actor, { action: 'forecast.publish', ...entityOf(runId), reason: refusal.message });
  throw refusal;
}

/** @throws AppError `entity.not-found` */
async function getRun(actor: Tenant, runId: string): Promise<RunRow> {
  const run = await selectRun(database, actor.organisationId, runId);
  if (!run) throw new AppError('entity.not-found', { entity: 'portfolio run', id: runId });
  return run;
}

function scheduleOf({ minuteOfDay, horizonPeriods, folds }: NonNullable<Awaited<ReturnType<typeof selectSchedule>>>) {
  const two = (value: number) => String(value).padStart(2, '0');
  return { time: `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`, horizonPeriods, folds };
}

function summaryOf({ organisationId: _, requestedBy, heartbeatAt, learning, ...run }: RunRow) {
  const seriesPerSecond = run.busySeconds > 0 && run.doneCount > 0 ? run.doneCount / run.busySeconds : null;
  const waiting = run.status === 'RUNNING' && Date.now() - heartbeatAt.getTime() > silentMilliseconds;
  return {
    ...run,
    scheduledFor: run.scheduledFor && dayOfDate(run.scheduledFor),
    /** Null when the schedule started it. */
    requestedBy: requestedBy?.name ?? null,
    learning: learning === null ? null : Learning.parse(learning),
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    /** While some process computed, learning across series included. */
    seriesPerSecond,
    /** Under way, but no process computes it now. */
    waiting,
    /** Seconds to go at the pace so far; null while that is not known. */
    remainingSeconds:
      run.status === 'RUNNING' && seriesPerSecond !== null && run.seriesCount !== null
        ? (run.seriesCount - run.doneCount) / seriesPerSecond
        : null,
  };
}

export type PortfolioRun = ReturnType<typeof summaryOf>;
export type ListedRun = Awaited<ReturnType<typeof listRuns>>[number];

function entityOf(runId: string) {
  return { entityType: 'portfolio-run', entityId: runId };
}
