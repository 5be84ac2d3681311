import { z } from 'zod';
import { ForecasterId } from '../../../../shared/contracts/forecast.ts';
import type { JobContract } from '../../../server/queue.ts';

const reason = z.string().trim().min(5).max(500);

export const PublishInput = z.object({
  /** Made by the caller: the same publication asked for again, whatever became of it, is not computed again. */
  publicationId: z.uuid().optional(),
  runId: z.uuid(),
  forecasterId: ForecasterId,
  reason: reason.optional(),
});
export type PublishInput = z.infer<typeof PublishInput>;

export const PublicationInput = z.object({ publicationId: z.uuid() });

export const ListPublicationsInput = z.object({ limit: z.number().int().min(1).max(100).default(20) });

/** Computes and publishes what a publication asks for; running it again finishes what is missing. */
export const publishForecastsJob: JobContract<{ publicationId: string }> = {
  name: 'forecasts.publish',
  input: PublicationInput,
};

/** Sees to publications that a killed process or an emptied queue has left behind. */
export const requeuePublicationsJob: JobContract<Record<string, never>> = {
  name: 'forecasts.requeue-publications',
  input: z.object({}).strict() as z.ZodType<Record<string, never>>,
};

/** Topic of live events: progress and end of a publication. */
export const publicationTopic = 'published-forecast';

/** A series of a publication. */
export const PublishedPair = z.object({ skuId: z.uuid(), warehouseId: z.uuid() });
export type PublishedPair = z.infer<typeof PublishedPair>;

/** One that was not published. */
export const HeldBackSeries = PublishedPair.extend({ why: z.string() });
export type HeldBackSeries = z.infer<typeof HeldBackSeries>;
