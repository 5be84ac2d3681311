import { z } from 'zod';

export const CreateDraftsInput = z.object({
  planId: z.uuid(),
  lineIds: z.array(z.uuid()).min(1).max(5_000),
  /** Made by the client, one for each intention: a repeated request gives the same orders. */
  idempotencyKey: z.uuid(),
});
export type CreateDraftsInput = z.infer<typeof CreateDraftsInput>;
