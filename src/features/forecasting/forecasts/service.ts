import { type Evaluation, ForecasterId, forecasterNames } from '../../../../shared/contracts/forecast.ts';
import { Period } from '../../../../shared/contracts/series.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Tenant } from '../../../server/actor.ts';
import { type Database, database } from '../../../server/db.ts';
import { appendEvent, newestEventId, readEvents } from '../../../server/events.ts';
import { Selection } from '../../data/catalogue/schema.ts';
import { describeSelection, readCatalogue } from '../../data/catalogue/service.ts';
import {
  type EvaluationRow,
  type RunRow,
  runExists,
  selectEvaluation,
  selectEvaluations,
  selectRun,
  selectRuns,
} from './data.ts';
import { type ListRunsInput, type ModelRow, RunEvent, RunSettings, runTopic } from './schema.ts';

export type { RunRow } from './data.ts';

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
    const rows = await landedModels(runId);
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
  return { ...summaryOf(run), rows: await landedModels(runId) };
}

/** @throws AppError `entity.not-found` */
export async function getRun(actor: Tenant, runId: string): Promise<RunRow> {
  const run = await selectRun(database, actor.organisationId, runId);
  if (!run) throw new AppError('entity.not-found', { entity: 'forecast comparison', id: runId });
  return run;
}

/**
 * The run that was begun under an id that a client made, or null.
 * @throws AppError `request.key-reused` when the id stands for another organisation's run
 */
export async function findRun(actor: Tenant, runId: string): Promise<RunRow | null> {
  const run = await selectRun(database, actor.organisationId, runId);
  if (run || !(await runExists(database, runId))) return run;
  // The same request, sent twice, may have begun it between the two reads.
  const begun = await selectRun(database, actor.organisationId, runId);
  if (!begun) throw new AppError('request.key-reused');
  return begun;
}

/** The models of a run that have landed or failed. */
export async function landedModels(runId: string): Promise<ModelRow[]> {
  return (await selectEvaluations(database, runId)).map(modelRowOf);
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

export function summaryOf(run: RunRow) {
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

export function periodOf(run: RunRow): Period {
  return Period.parse(run.period.toLowerCase());
}

/** The same slice always reads the same. */
export function normalised(selection: Selection): Selection {
  const { productIds, regionIds, channelIds } = selection;
  return { productIds: productIds.toSorted(), regionIds: regionIds.toSorted(), channelIds: channelIds.toSorted() };
}

/** Call last in a transaction, after the change. */
export function tellOfRun(transaction: Database, actor: Tenant, runId: string, payload: RunEvent): Promise<void> {
  return appendEvent(transaction, { organisationId: actor.organisationId, topic: runTopic, entityId: runId, payload });
}
