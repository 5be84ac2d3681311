import { z } from 'zod';
import { BusinessDay } from './series.ts';

/** A number that a step takes: read from an input or from the result of an earlier step. */
export const DecisionArgument = z.object({
  /** Key of an input or of an earlier step. */
  from: z.string(),
  value: z.number(),
});
export type DecisionArgument = z.infer<typeof DecisionArgument>;

export const DecisionInput = z.object({
  key: z.string(),
  value: z.number(),
  /** e.g. `units`, `units/week`, `days`, `minor/unit`, `share`. */
  unit: z.string(),
  /** Where the number comes from, in words; null when the caller did not say. */
  source: z.string().nullable(),
  asOf: BusinessDay.nullable(),
});
export type DecisionInput = z.infer<typeof DecisionInput>;

/** One formula with its numbers; `formula` is a key of the catalogue in `shared/numerics/decision-formulas.ts`. */
export const DecisionStep = z.object({
  key: z.string(),
  formula: z.string(),
  /** Keyed by the formula's own argument names. */
  arguments: z.record(z.string(), DecisionArgument),
  result: z.number(),
  unit: z.string(),
});
export type DecisionStep = z.infer<typeof DecisionStep>;

/** What one constraint did to the order quantity. Changes of 0 are kept: "this limit did not matter" is an answer. */
export const DecisionConstraint = z.object({
  /** A `ConstraintId`. */
  constraint: z.string(),
  before: z.number().nonnegative(),
  after: z.number().nonnegative(),
  /** after − before, in units and in money at the price of the line. */
  changeUnits: z.number(),
  changeMinor: z.int(),
  /** Numbers that the rule used, e.g. the limit; keyed by name. */
  arguments: z.record(z.string(), DecisionArgument),
});
export type DecisionConstraint = z.infer<typeof DecisionConstraint>;

/** Inputs → formulas → what each constraint changed → result. `replayDecision` recomputes it. */
export const DecisionRecord = z.object({
  version: z.literal(1),
  inputs: z.array(DecisionInput),
  steps: z.array(DecisionStep),
  /** In the order in which they were applied; the first `before` is the result of the last step. */
  constraints: z.array(DecisionConstraint),
  orderQuantity: z.number().nonnegative(),
  unitCostMinor: z.number().nonnegative(),
  lineCostMinor: z.int().nonnegative(),
});
export type DecisionRecord = z.infer<typeof DecisionRecord>;
