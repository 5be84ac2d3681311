import { z } from 'zod';

export const Quantity = z.string().regex(/^\d{1,11}(\.\d{1,3})?$/, 'a quantity such as 600 or 12.5');
const Reason = z.string().trim().min(3, 'say why, in at least three letters').max(1_000);

/** Every step names the version that the person saw, and a key of its own so that it is done once. */
export const StepInput = z.object({
  orderId: z.uuid(),
  version: z.number().int().min(1),
  idempotencyKey: z.uuid(),
});
export type StepInput = z.infer<typeof StepInput>;

export const EditLinesInput = StepInput.extend({
  quantities: z.array(z.object({ lineId: z.uuid(), quantity: Quantity })).max(5_000),
  removedLineIds: z.array(z.uuid()).max(5_000).default([]),
});
export type EditLinesInput = z.infer<typeof EditLinesInput>;

export const StepWithReasonInput = StepInput.extend({ reason: Reason });
export type StepWithReasonInput = z.infer<typeof StepWithReasonInput>;
