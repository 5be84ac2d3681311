import type { Evaluation, ForecasterId } from '../../../../shared/contracts/forecast.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Actor, Tenant } from '../../../server/actor.ts';
import { database, inTransaction } from '../../../server/db.ts';
import { log } from '../../../server/log.ts';
import { runTask } from '../../../server/pool.ts';
import { progressTeller, RunningWork } from '../../../server/running-work.ts';
import { Selection } from '../../data/catalogue/schema.ts';
import { storedPeriod } from '../../data/sales/schema.ts';
import { demandSeries, type KnownSeries } from '../../data/sales/service.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { type CompareInput, RunSettings, type RunStatus } from '../forecasts/schema.ts';
import {
  findRun,
  getRun,
  landedModels,
  normalised,
  periodOf,
  type RunRow,
  summaryOf,
  tellOfRun,
} from '../forecasts/service.ts';
import { type Group, isOneSku, learnedAcross, siblingsOf } from '../learned-models/service.ts';
import { evaluationInput, seedOf } from '../model-inputs/service.ts';
import {
  claimInterruptedRun,
  insertEvaluation,
  insertRun,
  interruptSilentRuns,
  moveRun,
  renewHeartbeats,
} from './data.ts';

/** The series that some models learn from besides the one of the run; found when the first of them asks. */
type Siblings = () => Promise<Group | undefined>;

/**
 * Starts the models of a comparison and returns; what they achieve arrives through `watchComparison`.
 * The same runId again computes nothing twice; it takes up a run that was interrupted, for the models still missing.
 * @throws AppError `sales.none`; `request.key-reused` when the runId stands for another comparison;
 *   `forecast.history-changed` when an interrupted run can no longer be finished on the same sales
 */
export async function startComparison(actor: Actor, input: CompareInput) {
  const selection = normalised(input.selection);
  const known = await findRun(actor, input.runId);
  if (known) return takeUp(actor, known, { ...input, selection });

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
    await tellOfRun(transaction, actor, runId, { kind: 'started' });
    return true;
  });
  const run = await getRun(actor, input.runId);
  if (!inserted) return takeUp(actor, run, { ...input, selection });
  begin(actor, run, series, input.forecasterIds);
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
    await tellOfRun(transaction, actor, run.id, { kind: 'started' });
    return true;
  });
  const current = await getRun(actor, run.id);
  if (claimed) {
    const settled = new Set((await landedModels(run.id)).map(row => row.forecasterId));
    const missing = input.forecasterIds.filter(id => !settled.has(id));
    begin(actor, current, series, missing);
  }
  return summaryOf(current);
}

/** Comparisons that are being computed; after a sweep, those whose process has gone silent are marked interrupted. */
export const comparing = new RunningWork({
  name: 'comparisons',
  renewHeartbeats: runIds => renewHeartbeats(database, runIds),
  interruptSilent: silentSeconds =>
    inTransaction(async transaction => {
      for (const run of await interruptSilentRuns(transaction, silentSeconds)) {
        await tellOfRun(transaction, run, run.id, { kind: 'ended', status: 'INTERRUPTED' });
      }
    }),
  interrupt: (runId, organisationId) => end({ organisationId }, runId, ['RUNNING'], 'INTERRUPTED'),
});

function begin(actor: Actor, run: RunRow, series: KnownSeries, forecasterIds: readonly ForecasterId[]): void {
  void comparing.run(run.id, actor.organisationId, signal => compute(actor, run, series, forecasterIds, signal));
}

/** Never rejects: it runs beside the request that started it. */
async function compute(
  actor: Actor,
  run: RunRow,
  series: KnownSeries,
  forecasterIds: readonly ForecasterId[],
  signal: AbortSignal,
): Promise<void> {
  try {
    let group: Promise<Group | undefined> | undefined;
    const siblings = () => {
      group ??= siblingsOfRun(actor, run, series);
      return group;
    };
    await Promise.all(forecasterIds.map(id => computeModel(actor, run, series, siblings, id, signal)));
    if (signal.aborted) return;
    const rows = await landedModels(run.id);
    await end(actor, run.id, ['RUNNING'], rows.some(row => row.evaluation !== null) ? 'COMPLETED' : 'FAILED');
  } catch (error) {
    // Without heartbeats the sweep marks it interrupted, from where it can be taken up.
    log.error({ error, runId: run.id }, 'comparison stopped');
  }
}

async function siblingsOfRun(actor: Actor, run: RunRow, series: KnownSeries): Promise<Group | undefined> {
  if (!(await isOneSku(actor, Selection.parse(run.selection)))) return undefined;
  return siblingsOf(actor, series, run);
}

async function computeModel(
  actor: Actor,
  run: RunRow,
  series: KnownSeries,
  siblings: Siblings,
  forecasterId: ForecasterId,
  signal: AbortSignal,
) {
  const outcome = await evaluate(actor, run, series, siblings, forecasterId, signal);
  if (!outcome) return;
  await inTransaction(async transaction => {
    if (!(await insertEvaluation(transaction, { runId: run.id, forecasterId, ...outcome }))) return;
    await tellOfRun(transaction, actor, run.id, { kind: 'model', forecasterId });
  });
}

/** @returns undefined when cancelled */
async function evaluate(
  actor: Actor,
  run: RunRow,
  series: KnownSeries,
  siblings: Siblings,
  forecasterId: ForecasterId,
  signal: AbortSignal,
): Promise<{ evaluation: Evaluation } | { failureReason: string } | undefined> {
  const { horizonPeriods, folds, seed } = run;
  const progress = progressTeller(({ done, message }) =>
    inTransaction(transaction =>
      tellOfRun(transaction, actor, run.id, { kind: 'progress', forecasterId, done, message }),
    ),
  );
  try {
    const settings = RunSettings.parse(run.settings);
    const alone = evaluationInput(series, { forecasterId, horizonPeriods, folds, seed }, settings);
    const shared = await learnedAcross(actor, forecasterId, siblings);
    const input = shared ? { ...alone, shared } : alone;
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

/** Stops a run wherever it is computed; what has landed stays. A run that has ended stays as it is. */
export async function cancelComparison(actor: Actor, runId: string) {
  await getRun(actor, runId);
  await inTransaction(async transaction => {
    if (!(await moveRun(transaction, runId, ['RUNNING', 'INTERRUPTED'], 'CANCELLED'))) return;
    await recordDone(transaction, actor, { action: 'forecast-run.cancel', ...entityOf(runId) });
    await tellOfRun(transaction, actor, runId, { kind: 'ended', status: 'CANCELLED' });
  });
  comparing.abort(runId);
  return summaryOf(await getRun(actor, runId));
}

async function end(actor: Tenant, runId: string, from: readonly RunStatus[], status: RunStatus): Promise<void> {
  await inTransaction(async transaction => {
    if (await moveRun(transaction, runId, from, status))
      await tellOfRun(transaction, actor, runId, { kind: 'ended', status });
  });
}

function entityOf(runId: string) {
  return { entityType: 'forecast-run', entityId: runId };
}
