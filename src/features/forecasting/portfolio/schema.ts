import { z } from 'zod';
import { forecastLimits } from '../../../../shared/contracts/forecast.ts';
import type { JobContract } from '../../../server/queue.ts';

const ids = z.array(z.uuid()).max(500).default([]);

const request = {
  horizonPeriods: z.number().int().min(1).max(forecastLimits.horizonPeriods),
  folds: z.number().int().min(1).max(forecastLimits.folds),
};

/** The client makes the runId: the same run asked for twice is computed once. */
export const StartRunInput = z.object({ runId: z.uuid(), ...request });
export type StartRunInput = z.infer<typeof StartRunInput>;

export const RunInput = z.object({ runId: z.uuid() });

export const OverviewInput = z.object({
  /** The run whose series are shown; absent: the newest that has any. */
  runId: z.uuid().optional(),
});
export type OverviewInput = z.infer<typeof OverviewInput>;

export const ListRunsInput = z.object({ limit: z.number().int().min(1).max(500).default(100) });

/** Null switches the daily run off. */
export const ScheduleInput = z.object({
  schedule: z
    .object({
      /** Local time of the organisation's zone, e.g. "02:00". */
      time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day such as 02:00'),
      ...request,
    })
    .nullable(),
});
export type ScheduleInput = z.infer<typeof ScheduleInput>;

/** Empty lists mean all. */
export const SeriesFilter = z.object({
  productIds: ids,
  regionIds: ids,
  /** Part of a SKU's code or name, or of a warehouse's code. */
  text: z.string().trim().max(80).default(''),
  only: z.enum(['all', 'negative', 'warnings', 'new', 'failed', 'unpublished']).default('all'),
});
export type SeriesFilter = z.infer<typeof SeriesFilter>;

export const SeriesSort = z.enum([
  'sku',
  'warehouse',
  'attention',
  'value',
  'wape',
  'mase',
  'bias',
  'forecastValueAdded',
  'units',
]);
export type SeriesSort = z.infer<typeof SeriesSort>;

export const ListSeriesInput = z.object({
  runId: z.uuid(),
  filter: SeriesFilter.prefault({}),
  sort: SeriesSort.default('attention'),
  descending: z.boolean().default(true),
  limit: z.number().int().min(1).max(200).default(100),
  offset: z.number().int().min(0).default(0),
});
export type ListSeriesInput = z.infer<typeof ListSeriesInput>;

export const SummariseInput = z.object({ runId: z.uuid(), filter: SeriesFilter.prefault({}) });
export type SummariseInput = z.infer<typeof SummariseInput>;

const pair = z.object({ skuId: z.uuid(), warehouseId: z.uuid() });

export const PublishSeriesInput = z.object({
  runId: z.uuid(),
  /** The series under the filter, or those that are named. */
  filter: SeriesFilter.prefault({}),
  pairs: z.array(pair).min(1).max(2_000).optional(),
  /** Needed by series that do worse than seasonal naive or rest on poor sales; without it they are left out. */
  reason: z.string().trim().min(5).max(500).optional(),
});
export type PublishSeriesInput = z.infer<typeof PublishSeriesInput>;

/** Starts the runs that are due by the schedules. */
export const startDueRunsJob: JobContract<Record<string, never>> = {
  name: 'portfolio.start-due',
  input: z.object({}).strict() as z.ZodType<Record<string, never>>,
};
