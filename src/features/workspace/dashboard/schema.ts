import { z } from 'zod';
import { Selection } from '../../data/catalogue/schema.ts';

export const SalesSummaryInput = z.object({
  selection: Selection,
  /** Weeks back from the newest recorded one; at most a year, so that the year before does not overlap. */
  weeks: z.number().int().min(1).max(52).default(13),
  groupBy: z.enum(['region', 'channel', 'product']),
});
export type SalesSummaryInput = z.infer<typeof SalesSummaryInput>;
