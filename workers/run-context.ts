import type { SharedLearning } from '../shared/contracts/forecast.ts';
import { AppError } from '../shared/errors.ts';
import type { TaskProgress } from './task-map.ts';

/** What a task may know about the run around it. */
export interface RunContext {
  /** Same seed, same answer, on any thread. */
  readonly seed: number;
  progress(update: TaskProgress): void;
  /** Ask between steps of long work; true means: stop and answer `request.cancelled`. */
  cancelled(): boolean;
  /** What was learned across the series of a group, when it was. */
  readonly shared?: SharedLearning;
  /** Periods at the end of the history that a back-test holds back; 0 or absent for the forecast itself. */
  readonly heldBackPeriods?: number;
}

/** Ends the work when the caller has asked for it. Call it between steps of more than a few milliseconds. */
export function stopIfCancelled(run: RunContext): void {
  if (run.cancelled()) throw new AppError('request.cancelled');
}
