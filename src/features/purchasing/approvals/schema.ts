import { z } from 'zod';
import { StepInput } from '../order-steps/schema.ts';

export const ApproveInput = StepInput.extend({
  /** What the approver saw. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ApproveInput = z.infer<typeof ApproveInput>;
