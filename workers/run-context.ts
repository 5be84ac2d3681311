import type { TaskProgress } from './task-map.ts';

/** What a task may know about the run around it. */
export interface RunContext {
  /** Same seed, same answer, on any thread. */
  readonly seed: number;
  progress(update: TaskProgress): void;
  /** Ask between steps of long work; true means: stop and answer `request.cancelled`. */
  cancelled(): boolean;
}
