import { z } from 'zod';

export const ChangeLimitInput = z.object({
  authority: z.enum(['MANAGER', 'DIRECTOR', 'CFO']),
  /** Pounds, inclusive; null is unlimited. */
  limitGbp: z
    .string()
    .regex(/^\d{1,12}(\.\d{1,2})?$/, 'an amount in pounds, such as 50000 or 50000.00')
    .nullable(),
  reason: z.string().trim().min(3, 'say why, in at least three letters').max(500),
});
export type ChangeLimitInput = z.infer<typeof ChangeLimitInput>;
