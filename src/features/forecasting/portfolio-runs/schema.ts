import { z } from 'zod';
import type { JobContract } from '../../../server/queue.ts';

const RunJob = z.object({ runId: z.uuid() });

/** Finds the series of a run, learns across them and queues the pieces. */
export const prepareRunJob: JobContract<{ runId: string }> = {
  name: 'portfolio.prepare',
  input: RunJob,
  lane: 'bulk',
};

/** Forecasts the series of a run from a position on; running it again finishes what is missing. */
export const forecastPieceJob: JobContract<{ runId: string; from: number }> = {
  name: 'portfolio.forecast',
  input: RunJob.extend({ from: z.number().int().min(0) }),
  lane: 'bulk',
};

/** Queues anew what a killed process or an emptied queue has left. */
export const requeueRunsJob: JobContract<Record<string, never>> = {
  name: 'portfolio.requeue',
  input: z.object({}).strict() as z.ZodType<Record<string, never>>,
};

/** Topic of live events: progress and end of a run. */
export const portfolioTopic = 'portfolio-run';
