import { z } from 'zod';
import type { JobContract } from '../../../server/queue.ts';

/** Asks the next authority about every order whose deadline has passed; running it twice asks once. */
export const escalateApprovalsJob: JobContract<Record<string, never>> = {
  name: 'approvals.escalate',
  input: z.object({}).strict() as z.ZodType<Record<string, never>>,
};
