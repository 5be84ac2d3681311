import type { Highs } from 'highs';
import type { LinearModel } from '../solver/linear-model.ts';

/** A plan read from a benchmark file, in the terms of its own layout. */
export type InstancePlan = Readonly<Record<string, unknown>>;

/** An optimisation instance as a mixed-integer programme, with what a search needs beside it. */
export interface InstanceModel {
  readonly linear: LinearModel;
  /** Ways to cut the decisions, whole-number columns, into groups, for fix and optimise. */
  readonly families: readonly (readonly (readonly number[])[])[];
  /** Whole-number columns that cost little to leave continuous until the decisions are made; empty when none. */
  readonly details: readonly number[];
  /** A feasible point from a construction of our own, improved until `share` reaches 1; null when there is none. */
  construct: ((share: () => number, seed: number, highs: Highs) => Float64Array | null) | null;
  planOf(values: Float64Array): InstancePlan;
}

/** What an independent check found: the cost from the plan alone, and every broken rule in words. */
export interface InstanceCheck {
  readonly objective: number;
  readonly violations: readonly string[];
}
