import { z } from 'zod';
import { type Evaluation, ForecasterId, forecastLimits } from '../../../../shared/contracts/forecast.ts';
import { Period } from '../../../../shared/contracts/series.ts';
import { Selection } from '../../data/catalogue/schema.ts';

/** Absent period: weeks, or months where only months are recorded. */
export const HistoryInput = z.object({ selection: Selection, period: Period.optional() });

export const BreakdownInput = z.object({ selection: Selection, by: z.enum(['product', 'region', 'channel']) });

/** How the history is treated before the models see it, and what is known about growth. */
export const RunSettings = z.object({
  /** Weeks without stock count as at least the demand expected there. */
  correctStockOuts: z.boolean().default(true),
  /** Periods without a report are open, not 0. */
  leaveOutUnreported: z.boolean().default(true),
  /** Single values far from their neighbours are replaced. */
  correctOutliers: z.boolean().default(true),
  /** Units a week of the whole selection that demand grows towards, from a floor; null when nobody knows. */
  saturation: z
    .object({ capacity: z.number().positive().max(1e12), floor: z.number().min(0).max(1e12) })
    .refine(({ capacity, floor }) => capacity > floor, { path: ['capacity'], message: 'Must lie above the floor' })
    .nullable()
    .default(null),
});
export type RunSettings = z.infer<typeof RunSettings>;

export const defaultSettings: RunSettings = RunSettings.parse({});

export const CompareInput = z.object({
  /** Made by the caller: the same run asked for twice is computed once. */
  runId: z.uuid(),
  selection: Selection,
  period: Period.optional(),
  horizonPeriods: z.number().int().min(1).max(forecastLimits.horizonPeriods),
  folds: z.number().int().min(1).max(forecastLimits.folds),
  forecasterIds: z
    .array(ForecasterId)
    .min(1)
    .max(ForecasterId.options.length)
    .refine(ids => new Set(ids).size === ids.length, 'each model once'),
  settings: RunSettings.prefault({}),
});
export type CompareInput = z.infer<typeof CompareInput>;

export const RunInput = z.object({ runId: z.uuid() });

export const OnComparisonInput = z.object({
  runId: z.uuid(),
  /** Set by the client when it reconnects. */
  lastEventId: z.string().regex(/^\d+$/).nullish(),
});

export const ListRunsInput = z.object({
  /** Only runs of exactly this slice. */
  selection: Selection.optional(),
  limit: z.number().int().min(1).max(100).default(20),
  /** The last run of the page before. */
  cursor: z.uuid().nullish(),
});
export type ListRunsInput = z.infer<typeof ListRunsInput>;

/** Topic of live events. */
export const runTopic = 'forecast-run';

export const RunStatus = z.enum(['RUNNING', 'COMPLETED', 'CANCELLED', 'INTERRUPTED', 'FAILED']);
export type RunStatus = z.infer<typeof RunStatus>;

/** What happened to a run; the evaluation itself stays in its row. */
export const RunEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started') }),
  z.object({
    kind: z.literal('progress'),
    forecasterId: ForecasterId,
    /** 0–1. */
    done: z.number(),
    message: z.string(),
  }),
  z.object({ kind: z.literal('model'), forecasterId: ForecasterId }),
  z.object({ kind: z.literal('ended'), status: RunStatus }),
]);
export type RunEvent = z.infer<typeof RunEvent>;

/** What one model achieved, or why it could not. */
export interface ModelRow {
  readonly forecasterId: ForecasterId;
  readonly evaluation: Evaluation | null;
  readonly failureReason: string | null;
  readonly createdAt: string;
}
