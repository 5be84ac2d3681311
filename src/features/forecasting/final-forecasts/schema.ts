import { z } from 'zod';
import { Selection } from '../../data/catalogue/schema.ts';

export const GridInput = z.object({
  selection: Selection,
  /** Sold weeks before the open ones. */
  pastWeeks: z.number().int().min(0).max(104).default(4),
});
export type GridInput = z.infer<typeof GridInput>;

export const FinalBreakdownInput = z.object({ selection: Selection, by: z.enum(['product', 'region', 'channel']) });
export type FinalBreakdownInput = z.infer<typeof FinalBreakdownInput>;
