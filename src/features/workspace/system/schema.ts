import { z } from 'zod';
import type { JobContract } from '../../../server/queue.ts';

export const LiveEventsInput = z.object({
  /** Empty means all topics. */
  topics: z.array(z.string().max(60)).max(20).default([]),
  /** Set by the client when it reconnects. */
  lastEventId: z.string().regex(/^\d+$/).nullish(),
});

export const SettleDeadLetterInput = z.object({ jobId: z.string().max(200), action: z.enum(['retry', 'discard']) });

/** Deletes live events that nobody can still be waiting for. */
export const forgetEventsJob: JobContract<Record<string, never>> = {
  name: 'system.forget-events',
  input: z.object({}).strict() as z.ZodType<Record<string, never>>,
};
