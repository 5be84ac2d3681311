import { z } from 'zod';
import { Selection } from '../../data/catalogue/schema.ts';

export const AccuracyLogInput = z.object({
  selection: Selection,
  /** Weeks to look back on from the newest sale. */
  weeks: z.number().int().min(1).max(104).default(52),
});
export type AccuracyLogInput = z.infer<typeof AccuracyLogInput>;

export const OverrideValueAddedInput = z.object({ selection: Selection });
export type OverrideValueAddedInput = z.infer<typeof OverrideValueAddedInput>;
