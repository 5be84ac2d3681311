import { z } from 'zod';

export const LiveEventsInput = z.object({
  /** Empty means all topics. */
  topics: z.array(z.string().max(60)).max(20).default([]),
  /** Set by the client when it reconnects. */
  lastEventId: z.string().regex(/^\d+$/).nullish(),
});

export const SettleDeadLetterInput = z.object({ jobId: z.string().max(200), action: z.enum(['retry', 'discard']) });
