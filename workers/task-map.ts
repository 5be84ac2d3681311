import type { EvaluateInput, Evaluation } from '../shared/contracts/forecast.ts';

/** Everything that runs in a worker thread. Types only: the one file here that `src/` may import. */
export interface TaskMap {
  evaluateForecaster: { input: EvaluateInput; output: Evaluation };
}

export type TaskName = keyof TaskMap;

/** What a thread posts while it works. */
export interface TaskProgress {
  /** 0–1. */
  readonly done: number;
  readonly message: string;
}
