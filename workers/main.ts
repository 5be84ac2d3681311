import type { MessagePort } from 'node:worker_threads';
import type { Result } from '../shared/result.ts';
import { detectTensorflow } from './forecasters/lstm/installed-backend.ts';
import type { RunContext } from './run-context.ts';
import type { TaskMap, TaskName } from './task-map.ts';
import { checkImportFile } from './tasks/check-import-file.ts';
import { evaluateForecaster } from './tasks/evaluate-forecaster.ts';
import { forecastBatch } from './tasks/forecast-batch.ts';
import { inspectImportFile } from './tasks/inspect-import-file.ts';
import { learnAcrossSeries } from './tasks/learn-across-series.ts';
import { listHolidays } from './tasks/list-holidays.ts';
import { solveInventory } from './tasks/optimize-inventory.ts';
import { profileClass } from './tasks/profile-class.ts';
import { reconcileForecasts } from './tasks/reconcile-forecasts.ts';
import { renderOrderDocument } from './tasks/render-order-document.ts';
import { simulateInventory } from './tasks/simulate-inventory.ts';

type TaskHandler<Name extends TaskName> = (
  input: TaskMap[Name]['input'],
  run: RunContext,
) => Result<TaskMap[Name]['output']> | Promise<Result<TaskMap[Name]['output']>>;

type TaskHandlers = { [Name in TaskName]: TaskHandler<Name> };

/** A task named in the map and missing here does not compile. */
const handlers = {
  checkImportFile,
  evaluateForecaster,
  forecastBatch,
  inspectImportFile,
  learnAcrossSeries,
  listHolidays,
  optimizeInventory: solveInventory,
  profileClass,
  reconcileForecasts,
  renderOrderDocument,
  simulateInventory,
} satisfies TaskHandlers;

detectTensorflow();

export interface TaskEnvelope<Name extends TaskName = TaskName> {
  readonly name: Name;
  readonly input: TaskMap[Name]['input'];
  readonly seed: number;
  /** Set to 1 by the caller to ask for an orderly stop. */
  readonly cancelFlag: Int32Array<SharedArrayBuffer>;
  readonly progressPort?: MessagePort;
}

export default async function runTask<Name extends TaskName>(
  envelope: TaskEnvelope<Name>,
): Promise<Result<TaskMap[Name]['output']>> {
  const run: RunContext = {
    seed: envelope.seed,
    progress: update => envelope.progressPort?.postMessage(update),
    cancelled: () => Atomics.load(envelope.cancelFlag, 0) === 1,
  };
  const handler = handlers[envelope.name] as TaskHandler<Name>;
  return handler(envelope.input, run);
}
