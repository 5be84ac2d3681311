import { deserialize, serialize } from 'node:v8';
import { addDays } from '../../../../shared/business-day.ts';
import { type Evaluation, standardCoverages } from '../../../../shared/contracts/forecast.ts';
import type { ForecastBatch } from '../../../../shared/contracts/portfolio.ts';
import { drawEvenly } from '../../../../shared/draw-evenly.ts';
import { AppError, userMessageOf } from '../../../../shared/errors.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import type { Tenant } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { log } from '../../../server/log.ts';
import { runTask } from '../../../server/pool.ts';
import { enqueue, type JobRun, laneIsIdle } from '../../../server/queue.ts';
import { readCatalogue } from '../../data/catalogue/service.ts';
import { demandByWarehouse, type WarehouseDemandSeries } from '../../data/sales/service.ts';
import { unitPrices } from '../../data/sales-totals/service.ts';
import { historyOf, seedOf } from '../model-inputs/service.ts';
import { isNew, type Knowledge, learnFrom } from '../portfolio-learning/service.ts';
import {
  type ComputedRun,
  deleteOlderSeries,
  endRun,
  insertSeries,
  renewHeartbeat,
  type SettledSeries,
  selectPendingPieces,
  selectPendingSeries,
  selectRunningRun,
  selectSilentRuns,
  settleSeries,
} from './data.ts';
import { forecastPieceJob, portfolioTopic, prepareRunJob } from './schema.ts';

type RunningJob = Pick<JobRun, 'signal' | 'lastAttempt'>;
type PendingSeries = Awaited<ReturnType<typeof selectPendingSeries>>[number];

/** Series of one job: some seconds of work, so that a process that stops leaves little behind. */
const pieceSize = 32;
/** Series of one trip to a thread. */
const batchSize = 4;
/** Series that are learned from. */
const learnedSeries = 400;
const heartbeatMilliseconds = 2_000;
const silentSeconds = 30;
const progressEveryMilliseconds = 500;

/** Queues the work of a run that is committed. */
export async function queueRun(runId: string): Promise<void> {
  await enqueue(prepareRunJob, { runId }, `portfolio-${runId}-prepare`);
}

/**
 * The first job of a run: finds its series, learns across them, and queues the pieces. Run again it only queues what
 * is missing.
 */
export async function prepareRun(runId: string, job: RunningJob): Promise<void> {
  await whileRunning(runId, job, async (run, signal) => {
    if (run.seriesCount === null) {
      const { series, sample, newWarehouses } = await survey(run);
      if (series.length === 0) {
        await end(run, 'FAILED', 'No week with sales is over yet, so there is nothing to forecast.');
        return;
      }
      const { knowledge, learning } = await learnFrom(sample, newWarehouses, run, signal);
      const prepared = { learning, knowledge: Uint8Array.from(serialize(knowledge)) };
      if (!(await inTransaction(transaction => insertSeries(transaction, runId, series, prepared)))) return;
      await inTransaction(transaction => tell(transaction, run, { status: 'RUNNING' }));
    }
    await queuePieces(runId, '');
  });
}

async function queuePieces(runId: string, again: string): Promise<void> {
  for (const from of await selectPendingPieces(database, runId, pieceSize)) {
    await enqueue(forecastPieceJob, { runId, from }, `portfolio-${runId}-${from}${again}`);
  }
}

/** Every series with its price, those to learn from, and the warehouses that have series too new to stand alone. */
async function survey(run: Tenant) {
  const [catalogue, priceOf] = await Promise.all([readCatalogue(run), unitPrices(run)]);
  const skuIds = catalogue.skus.map(sku => sku.id);
  const warehouseIds = catalogue.warehouses.map(warehouse => warehouse.id);
  const all = await demandByWarehouse(run, { skuIds, warehouseIds });
  const series = all.map(one => ({
    skuId: one.skuId,
    warehouseId: one.warehouseId,
    priceGbp: priceOf.get(pairKey(one)) ?? null,
  }));
  const newWarehouses = new Set(all.filter(isNew).map(one => one.warehouseId));
  const sample = drawEvenly(
    all.filter(one => !isNew(one)),
    learnedSeries,
  );
  return { series, sample, newWarehouses };
}

/** One piece of a run: what is settled stays, what is missing is computed. */
export async function forecastPiece(runId: string, from: number, job: RunningJob): Promise<void> {
  await whileRunning(runId, job, async (run, signal) => {
    const pending = await selectPendingSeries(database, runId, from, from + pieceSize);
    if (pending.length === 0) return;
    // It is stored together with the series and stays until the run ends.
    const knowledge = deserialize(run.knowledge!) as Knowledge;
    const demand = await demandByWarehouse(run, {
      skuIds: [...new Set(pending.map(one => one.skuId))],
      warehouseIds: [...new Set(pending.map(one => one.warehouseId))],
    });
    const demandOf = new Map(demand.map(one => [pairKey(one), one]));
    const known: { pending: PendingSeries; series: WarehouseDemandSeries }[] = [];
    const gone: SettledSeries[] = [];
    for (const one of pending) {
      const series = demandOf.get(pairKey(one));
      if (series) known.push({ pending: one, series });
      else gone.push({ ...keyOf(one), failureReason: 'Its sales were removed after the run had started.' });
    }
    if (gone.length > 0) await settle(run, gone);
    const batches = Array.from({ length: Math.ceil(known.length / batchSize) }, (_, index) =>
      known.slice(index * batchSize, (index + 1) * batchSize),
    );
    await Promise.all(
      batches.map(async batch => {
        const results = await forecast(
          run,
          batch.map(one => one.series),
          knowledge,
          signal,
        );
        await settle(
          run,
          batch.map(({ pending: one, series }, i) => settledSeries(one, series, results[i]!)),
        );
      }),
    );
  });
}

/** An unexpected failure is found out series by series, so that one does not take others with it. */
async function forecast(
  run: ComputedRun,
  series: readonly WarehouseDemandSeries[],
  knowledge: Knowledge,
  signal: AbortSignal,
): Promise<ForecastBatch> {
  const { horizonPeriods, folds } = run;
  const batch = series.map(one => {
    const classProfile = isNew(one) ? knowledge.classes.get(one.warehouseId) : undefined;
    return { history: historyOf(one), seed: seedOf(one), ...(classProfile && { classProfile }) };
  });
  const input = { series: batch, horizonPeriods, folds, coverages: standardCoverages };
  try {
    return await runTask('forecastBatch', knowledge.shared ? { ...input, shared: knowledge.shared } : input, {
      seed: batch[0]!.seed,
      signal,
    });
  } catch (error) {
    if (signal.aborted || error instanceof AppError) throw error;
    if (series.length > 1) {
      return (await Promise.all(series.map(one => forecast(run, [one], knowledge, signal)))).flat();
    }
    log.error({ error, runId: run.id, series: keyOf(series[0]!) }, 'a series failed unexpectedly');
    return [
      { ok: false, code: 'forecast.failed', details: { model: 'Ensemble', reason: `see the log of run ${run.id}` } },
    ];
  }
}

function settledSeries(
  pending: PendingSeries,
  series: WarehouseDemandSeries,
  result: ForecastBatch[number],
): SettledSeries {
  const key = keyOf(pending);
  if (!result.ok) return { ...key, failureReason: userMessageOf(result.code, result.details) };
  const evaluation = result.value;
  const { wape } = evaluation.accuracy;
  const heldOutUnits = unitsHeldOut(evaluation);
  const units = evaluation.forecast.mean.reduce((sum, value) => sum + value, 0);
  const value = pending.priceGbp?.times(units) ?? null;
  return {
    ...key,
    failureReason: null,
    historySha256: series.sha256,
    firstPeriod: addDays(series.start, 7 * series.values.length),
    evaluation,
    classAverage: isNew(series),
    heldOutUnits,
    missedUnits: wape === null ? null : wape * heldOutUnits,
    naiveMissedUnits: evaluation.seasonalNaive.wape === null ? null : evaluation.seasonalNaive.wape * heldOutUnits,
    units,
    valueGbp: value?.toFixed(2) ?? null,
    attentionGbp: value?.times(wape ?? reckonedError(evaluation, units)).toFixed(2) ?? null,
  };
}

/** Error to expect where none was measured, as a ratio: that of a normal distribution with the reckoned deviation. */
function reckonedError({ errorDeviation }: Evaluation, units: number): number {
  const deviations = errorDeviation.reduce((sum, value) => sum + value, 0);
  return units > 0 ? (Math.sqrt(2 / Math.PI) * deviations) / units : 0;
}

function unitsHeldOut({ backtest }: Evaluation): number {
  return backtest.flatMap(fold => fold.actual).reduce<number>((sum, actual) => sum + Math.abs(actual ?? 0), 0);
}

/** When each run that is computed here was last told of. */
const toldAt = new Map<string, number>();

/** Stores results, counts them, and ends the run with the last. Nothing is stored of a run that no longer runs. */
async function settle(run: ComputedRun, settled: readonly SettledSeries[]): Promise<void> {
  await inTransaction(async transaction => {
    const progress = await settleSeries(transaction, run.id, settled);
    if (!progress) throw new AppError('request.cancelled');
    const { doneCount, failedCount, seriesCount } = progress;
    if (doneCount < seriesCount) {
      if (performance.now() - (toldAt.get(run.id) ?? 0) < progressEveryMilliseconds) return;
      toldAt.set(run.id, performance.now());
      await tell(transaction, run, { status: 'RUNNING', doneCount, failedCount, seriesCount });
      return;
    }
    toldAt.delete(run.id);
    const status = failedCount < seriesCount ? 'COMPLETED' : 'FAILED';
    const failureReason = status === 'FAILED' ? 'No series could be forecast; each says why.' : undefined;
    await endRun(transaction, run.id, { status, ...(failureReason && { failureReason }) });
    if (status === 'COMPLETED') await deleteOlderSeries(transaction, run.organisationId);
    await tell(transaction, run, { status, doneCount, failedCount, seriesCount });
  });
}

/**
 * Does work on a run with heartbeats, until it is done, the run is cancelled (then quietly) or the process stops (then
 * the queue hands the job to the next one). The run fails with its reason, or when the queue has tried often enough.
 */
async function whileRunning(
  runId: string,
  job: RunningJob,
  work: (run: ComputedRun, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const run = await selectRunningRun(database, runId);
  if (!run) return;
  const stop = new AbortController();
  const beat = async () => {
    if (!(await renewHeartbeat(database, runId))) stop.abort();
  };
  const heartbeat = setInterval(
    () => beat().catch(error => log.warn({ error, runId }, 'heartbeat of a portfolio run failed')),
    heartbeatMilliseconds,
  );
  try {
    await beat();
    await work(run, AbortSignal.any([stop.signal, job.signal]));
  } catch (error) {
    if (job.signal.aborted) throw new Error('The process stopped; the next one takes the run up.');
    if (stop.signal.aborted || (error instanceof AppError && error.code === 'request.cancelled')) return;
    if (error instanceof AppError) await end(run, 'FAILED', error.message);
    else if (job.lastAttempt) await end(run, 'FAILED', 'It stopped unexpectedly; see the list of failed jobs.');
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Queues the work of runs that nobody computes, when the queue has none: it was lost with a process or a queue. */
export async function requeueSilentRuns(silentForSeconds = silentSeconds): Promise<void> {
  if (!(await laneIsIdle('bulk'))) return;
  const again = `-${new Date().toISOString().slice(0, 16)}`;
  for (const { id: runId, seriesCount } of await selectSilentRuns(database, silentForSeconds)) {
    if (seriesCount === null) await enqueue(prepareRunJob, { runId }, `portfolio-${runId}-prepare${again}`);
    else await queuePieces(runId, again);
  }
}

/** @returns false when the run was not running any more */
export function cancelRun(transaction: Database, run: { readonly id: string }): Promise<boolean> {
  return endRun(transaction, run.id, { status: 'CANCELLED' });
}

async function end(run: Tenant & { id: string }, status: 'FAILED', failureReason: string): Promise<void> {
  await inTransaction(async transaction => {
    if (await endRun(transaction, run.id, { status, failureReason })) await tell(transaction, run, { status });
  });
}

function keyOf({ skuId, warehouseId }: { readonly skuId: string; readonly warehouseId: string }) {
  return { skuId, warehouseId };
}

/** Call last in a transaction, after the change. */
export function tell(
  transaction: Database,
  { id, organisationId }: Tenant & { readonly id: string },
  payload: { status: string; doneCount?: number; failedCount?: number; seriesCount?: number },
): Promise<void> {
  return appendEvent(transaction, { organisationId, topic: portfolioTopic, entityId: id, payload });
}
