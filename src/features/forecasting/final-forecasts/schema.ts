import { z } from 'zod';
import { Selection } from '../../data/catalogue/schema.ts';

export const GridInput = z.object({
  selection: Selection,
  /** Sold weeks before the open ones. */
  pastWeeks: z.number().int().min(0).max(104).default(4),
});
export type GridInput = z.infer<typeof GridInput>;

export const AccuracyLogInput = z.object({
  selection: Selection,
  /** Newest sold weeks to look back on. */
  weeks: z.number().int().min(1).max(104).default(52),
});
export type AccuracyLogInput = z.infer<typeof AccuracyLogInput>;
