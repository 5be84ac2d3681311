import {
  type EvaluateInput,
  type Evaluation,
  ForecasterId,
  forecasterNames,
  standardCoverages,
} from '../../../shared/contracts/forecast.ts';
import { Period, seasonLengthOf } from '../../../shared/contracts/series.ts';
import { AppError } from '../../../shared/errors.ts';
import type { TaskProgress } from '../../../workers/task-map.ts';
import type { Actor } from '../../server/actor.ts';
import { type Database, database, inTransaction } from '../../server/db.ts';
import { appendEvent, newestEventId, readEvents } from '../../server/events.ts';
import { log } from '../../server/log.ts';
import { runTask } from '../../server/pool.ts';
import { recordDone } from '../audit/service.ts';
import { Selection } from '../catalogue/schema.ts';
import { describeSelection, readCatalogue } from '../catalogue/service.ts';
import { demandSeries, type KnownSeries } from '../sales/service.ts';
import {
  claimInterruptedRun,
  type EvaluationRow,
  insertEvaluation,
  insertRun,
  interruptSilentRuns,
  moveRun,
  type RunRow,
  renewHeartbeats,
  runExists,
  selectEvaluation,
  selectEvaluations,
  selectRun,
  selectRuns,
} from './data.ts';
import {
  type CompareInput,
  defaultSettings,
  type ListRunsInput,
  type ModelRow,
  RunEvent,
  RunSettings,
  type RunStatus,
  runTopic,
} from './schema.ts';

type Tenant = Pick<Actor, 'organisationId'>;

const heartbeatMilliseconds = 2_000;
/** Longer than a few missed heartbeats, shorter than a planner's patience. */
const silentSeconds = 12;
const sweepMilliseconds = 5_000;
const progressEveryMilliseconds = 400;

const storedPeriod = { day: 'DAY', week: 'WEEK', month: 'MONTH' } as const;

/** Same series, same seed, same answer: in any run, on any thread. */
export function seedOf(series: Pick<KnownSeries, 'sha256'>): number {
  return Number.parseInt(series.sha256.slice(0, 8), 16) >>> 1;
}

export function evaluationInput(
  series: KnownSeries,
  request: { forecasterId: ForecasterId; horizonPeriods: number; folds: number; seed: number },
  { correctStockOuts, correctOutliers, saturation }: RunSettings = defaultSettings,
): EvaluateInput {
  const stockOut = new Uint8Array(series.values.length);
  for (const index of series.stockOuts) stockOut[index] = 1;
  return {
    ...request,
    coverages: standardCoverages,
    history: {
      values: Float64Array.from(series.values),
      period: series.period,
      start: series.start,
      seasonLength: seasonLengthOf[series.period],
      regressors: [],
      ...(correctStockOuts && series.stockOuts.length > 0 && { stockOut }),
      ...(!correctOutliers && { keepOutliers: true }),
      ...(saturation && { saturation }),
    },
  };
}

/**
 * Starts the models of a comparison and returns; what they achieve arrives through `watchComparison`.
 * The same runId again computes nothing twice; it takes up a run that was interrupted, for the models still missing.
 * @throws AppError `sales.none`; `request.key-reused` when the runId stands for another comparison;
 *   `forecast.history-changed` when an interrupted run can no longer be finished on the same sales
 */
export async function startComparison(actor: Actor, input: CompareInput) {
  const selection = normalised(input.selection);
  const known = await selectRun(database, actor.organisationId, input.runId);
  if (known) return takeUp(actor, known, { ...input, selection });
  if (await runExists(database, input.runId)) throw new AppError('request.key-reused');

  const series = await demandSeries(actor, selection, input.period);
  const inserted = await inTransaction(async transaction => {
    const isNew = await insertRun(transaction, {
      id: input.runId,
      organisationId: actor.organisationId,
      requestedById: actor.userId,
      status: 'RUNNING',
      selection,
      period: storedPeriod[series.period],
      horizonPeriods: input.horizonPeriods,
      folds: input.folds,
      forecasterIds: input.forecasterIds,
      settings: input.settings,
      seed: seedOf(series),
      historyStart: new Date(series.start),
      historyPeriods: series.values.length,
      historySha256: series.sha256,
      salesVersion: series.salesVersion,
      heartbeatAt: new Date(),
    });
    if (!isNew) return false;
    const { runId, ...after } = { ...input, period: series.period };
    await recordDone(transaction, actor, { action: 'forecast-run.start', ...entityOf(runId), after });
    await tell(transaction, actor, runId, { kind: 'started' });
    return true;
  });
  const run = await getRun(actor, input.runId);
  if (!inserted) return takeUp(actor, run, { ...input, selection });
  void compute(actor, run, series, input.forecasterIds);
  return summaryOf(run);
}

async function takeUp(actor: Actor, run: RunRow, input: CompareInput) {
  const asked = [
    input.selection,
    input.horizonPeriods,
    input.folds,
    [...input.forecasterIds].sort(),
    RunSettings.parse(input.settings),
  ];
  const known = [
    normalised(Selection.parse(run.selection)),
    run.horizonPeriods,
    run.folds,
    [...run.forecasterIds].sort(),
    RunSettings.parse(run.settings),
  ];
  const otherPeriod = input.period !== undefined && input.period !== periodOf(run);
  if (otherPeriod || JSON.stringify(asked) !== JSON.stringify(known)) throw new AppError('request.key-reused');
  if (run.status !== 'INTERRUPTED') return summaryOf(run);

  const series = await demandSeries(actor, input.selection, periodOf(run));
  if (series.sha256 !== run.historySha256) throw new AppError('forecast.history-changed');
  const claimed = await inTransaction(async transaction => {
    if (!(await claimInterruptedRun(transaction, run.id))) return false;
    await recordDone(transaction, actor, { action: 'forecast-run.resume', ...entityOf(run.id) });
    await tell(transaction, actor, run.id, { kind: 'started' });
    return true;
  });
  const current = await getRun(actor, run.id);
  if (claimed) {
    const settled = new Set((await selectEvaluations(database, run.id)).map(row => row.forecasterId));
    void compute(
      actor,
      current,
      series,
      input.forecasterIds.filter(id => !settled.has(id)),
    );
  }
  return summaryOf(current);
}

/** Runs that this process computes now. */
const active = new Map<string, { readonly controller: AbortController; readonly organisationId: string }>();
let heartbeat: NodeJS.Timeout | undefined;

/** Never rejects: it runs beside the request that started it. */
async function compute(actor: Actor, run: RunRow, series: KnownSeries, forecasterIds: readonly ForecasterId[]) {
  const controller = new AbortController();
  active.set(run.id, { controller, organisationId: actor.organisationId });
  heartbeat ??= setInterval(() => void beat(), heartbeatMilliseconds);
  try {
    await Promise.all(forecasterIds.map(id => computeModel(actor, run, series, id, controller.signal)));
    if (controller.signal.aborted) return;
    const rows = await selectEvaluations(database, run.id);
    await end(actor, run.id, ['RUNNING'], rows.some(row => row.evaluation !== null) ? 'COMPLETED' : 'FAILED');
  } catch (error) {
    // Without heartbeats the sweep marks it interrupted, from where it can be taken up.
    log.error({ error, runId: run.id }, 'comparison stopped');
  } finally {
    active.delete(run.id);
    if (active.size === 0) {
      clearInterval(heartbeat);
      heartbeat = undefined;
    }
  }
}

async function computeModel(
  actor: Actor,
  run: RunRow,
  series: KnownSeries,
  forecasterId: ForecasterId,
  signal: AbortSignal,
) {
  const outcome = await evaluate(actor, run, series, forecasterId, signal);
  if (!outcome) return;
  await inTransaction(async transaction => {
    if (!(await insertEvaluation(transaction, { runId: run.id, forecasterId, ...outcome }))) return;
    await tell(transaction, actor, run.id, { kind: 'model', forecasterId });
  });
}

/** @returns undefined when cancelled */
async function evaluate(
  actor: Actor,
  run: RunRow,
  series: KnownSeries,
  forecasterId: ForecasterId,
  signal: AbortSignal,
): Promise<{ evaluation: Evaluation } | { failureReason: string } | undefined> {
  const { horizonPeriods, folds, seed } = run;
  const progress = progressTeller(actor, run.id, forecasterId);
  try {
    const settings = RunSettings.parse(run.settings);
    const input = evaluationInput(series, { forecasterId, horizonPeriods, folds, seed }, settings);
    return { evaluation: await runTask('evaluateForecaster', input, { seed, signal, onProgress: progress.tell }) };
  } catch (error) {
    if (signal.aborted) return undefined;
    if (error instanceof AppError) return { failureReason: error.message };
    log.error({ error, runId: run.id, forecasterId }, 'a model failed unexpectedly');
    return { failureReason: `This model failed unexpectedly; the log knows it by the run ${run.id}.` };
  } finally {
    await progress.written();
  }
}

/** Passes progress on a few times a second, in order, and never after the model's own row. */
function progressTeller(actor: Actor, runId: string, forecasterId: ForecasterId) {
  let toldAt = performance.now();
  let writing: Promise<void> = Promise.resolve();
  return {
    tell({ done, message }: TaskProgress): void {
      if (performance.now() - toldAt < progressEveryMilliseconds) return;
      toldAt = performance.now();
      writing = writing
        .then(() => inTransaction(tx => tell(tx, actor, runId, { kind: 'progress', forecasterId, done, message })))
        .catch(error => log.warn({ error, runId }, 'progress was not passed on'));
    },
    written: () => writing,
  };
}

async function beat(): Promise<void> {
  try {
    const wanted = new Set(await renewHeartbeats(database, [...active.keys()]));
    for (const [runId, { controller }] of active) if (!wanted.has(runId)) controller.abort();
  } catch (error) {
    log.warn({ error }, 'heartbeat of comparisons failed');
  }
}

/** Stops a run wherever it is computed; what has landed stays. A run that has ended stays as it is. */
export async function cancelComparison(actor: Actor, runId: string) {
  await getRun(actor, runId);
  await inTransaction(async transaction => {
    if (!(await moveRun(transaction, runId, ['RUNNING', 'INTERRUPTED'], 'CANCELLED'))) return;
    await recordDone(transaction, actor, { action: 'forecast-run.cancel', ...entityOf(runId) });
    await tell(transaction, actor, runId, { kind: 'ended', status: 'CANCELLED' });
  });
  active.get(runId)?.controller.abort();
  return summaryOf(await getRun(actor, runId));
}

async function end(actor: Tenant, runId: string, from: readonly RunStatus[], status: RunStatus): Promise<void> {
  await inTransaction(async transaction => {
    if (await moveRun(transaction, runId, from, status))
      await tell(transaction, actor, runId, { kind: 'ended', status });
  });
}

/** Marks runs interrupted whose computing process has gone silent. */
export async function sweepComparisons(silentForSeconds = silentSeconds): Promise<void> {
  await inTransaction(async transaction => {
    for (const run of await interruptSilentRuns(transaction, silentForSeconds)) {
      await tell(transaction, run, run.id, { kind: 'ended', status: 'INTERRUPTED' });
    }
  });
}

let sweep: NodeJS.Timeout | undefined;

/** Looks for silent runs now and every few seconds, until `stopComparisons`. */
export function startComparisonSweep(): void {
  const look = () => sweepComparisons().catch(error => log.warn({ error }, 'sweep of comparisons failed'));
  sweep = setInterval(look, sweepMilliseconds);
  void look();
}

/** Before the process stops: its runs become interrupted at once, so that anyone may take them up. */
export async function stopComparisons(): Promise<void> {
  clearInterval(sweep);
  for (const [runId, { controller, organisationId }] of active) {
    controller.abort();
    await end({ organisationId }, runId, ['RUNNING'], 'INTERRUPTED');
  }
}

export type ComparisonUpdate =
  | { readonly kind: 'snapshot'; readonly run: RunSummary; readonly rows: readonly ModelRow[] }
  | { readonly kind: 'progress'; readonly forecasterId: ForecasterId; readonly done: number; readonly message: string }
  | { readonly kind: 'model'; readonly row: ModelRow }
  | { readonly kind: 'ended'; readonly run: RunSummary };

/**
 * All that happens in a run, each once and in order, with the id from which to go on after a cut. It waits for a run
 * that has not begun yet, and finishes when the run has ended.
 */
export async function* watchComparison(
  actor: Tenant,
  runId: string,
  lastEventId: string | null | undefined,
  signal: AbortSignal,
): AsyncGenerator<readonly [eventId: string, ComparisonUpdate]> {
  // The cursor is taken before the rows are read: whatever is committed in between arrives as an event.
  const cursor = lastEventId ?? String(await newestEventId(actor.organisationId));
  const run = await selectRun(database, actor.organisationId, runId);
  const shown = new Set<string>();
  const snapshot = async (of: RunRow): Promise<ComparisonUpdate> => {
    const rows = (await selectEvaluations(database, runId)).map(modelRowOf);
    for (const row of rows) shown.add(row.forecasterId);
    return { kind: 'snapshot', run: summaryOf(of), rows };
  };
  const hasEnded = run !== null && run.status !== 'RUNNING';
  if (run && (hasEnded || !lastEventId)) yield [cursor, await snapshot(run)];
  if (hasEnded) return;

  for await (const event of readEvents(actor.organisationId, [runTopic], cursor, signal)) {
    if (event.entityId !== runId) continue;
    const happened = RunEvent.parse(event.payload);
    switch (happened.kind) {
      case 'started':
        yield [event.id, await snapshot(await getRun(actor, runId))];
        break;
      case 'progress':
        if (!shown.has(happened.forecasterId)) yield [event.id, happened];
        break;
      case 'model': {
        if (shown.has(happened.forecasterId)) break;
        shown.add(happened.forecasterId);
        const row = await selectEvaluation(database, runId, happened.forecasterId);
        if (row) yield [event.id, { kind: 'model', row: modelRowOf(row) }];
        break;
      }
      case 'ended':
        yield [event.id, { kind: 'ended', run: summaryOf(await getRun(actor, runId)) }];
        return;
    }
  }
}

export async function listRuns(actor: Tenant, { selection, ...page }: ListRunsInput) {
  const [catalogue, runs] = await Promise.all([
    readCatalogue(actor),
    selectRuns(database, actor.organisationId, { ...page, ...(selection && { selection: normalised(selection) }) }),
  ]);
  return runs.map(({ scores, ...row }) => {
    const run = summaryOf(row);
    return { ...run, scores, description: describeSelection(catalogue, run.selection) };
  });
}

/** @throws AppError `entity.not-found` */
export async function readComparison(actor: Tenant, runId: string) {
  const run = await getRun(actor, runId);
  return { ...summaryOf(run), rows: (await selectEvaluations(database, runId)).map(modelRowOf) };
}

/** @throws AppError `entity.not-found` */
export async function getRun(actor: Tenant, runId: string): Promise<RunRow> {
  const run = await selectRun(database, actor.organisationId, runId);
  if (!run) throw new AppError('entity.not-found', { entity: 'forecast comparison', id: runId });
  return run;
}

/**
 * What a model achieved in a run.
 * @throws AppError `entity.not-found`, or `forecast.model-not-in-run` when it failed or was not part of it
 */
export async function readEvaluation(actor: Tenant, runId: string, forecasterId: ForecasterId) {
  const run = await getRun(actor, runId);
  const row = await selectEvaluation(database, runId, forecasterId);
  const evaluation = row && modelRowOf(row).evaluation;
  if (!evaluation) throw new AppError('forecast.model-not-in-run', { model: forecasterNames[forecasterId] });
  return { run, evaluation };
}

export type RunSummary = ReturnType<typeof summaryOf>;

function summaryOf(run: RunRow) {
  return {
    ...run,
    period: periodOf(run),
    selection: Selection.parse(run.selection),
    forecasterIds: run.forecasterIds.map(id => ForecasterId.parse(id)),
    settings: RunSettings.parse(run.settings),
    historyStart: run.historyStart.toISOString().slice(0, 10),
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

function modelRowOf(row: EvaluationRow): ModelRow {
  return {
    forecasterId: ForecasterId.parse(row.forecasterId),
    // Written by this service from the task's own answer.
    evaluation: row.evaluation as unknown as Evaluation | null,
    failureReason: row.failureReason,
    createdAt: row.createdAt.toISOString(),
  };
}

function periodOf(run: RunRow): Period {
  return Period.parse(run.period.toLowerCase());
}

/** The same slice always reads the same. */
function normalised(selection: Selection): Selection {
  const { productIds, regionIds, channelIds } = selection;
  return { productIds: productIds.toSorted(), regionIds: regionIds.toSorted(), channelIds: channelIds.toSorted() };
}

function entityOf(runId: string) {
  return { entityType: 'forecast-run', entityId: runId };
}

function tell(transaction: Database, actor: Tenant, runId: string, payload: RunEvent): Promise<void> {
  return appendEvent(transaction, { organisationId: actor.organisationId, topic: runTopic, entityId: runId, payload });
}
