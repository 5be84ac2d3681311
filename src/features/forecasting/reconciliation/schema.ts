import { z } from 'zod';

/** How a set of forecasts was made to add up; kept with the publication. */
export const Reconciliation = z.object({
  /** `single`: one series alone has no sum. */
  method: z.enum(['MinT-shrink', 'WLS', 'bottom-up', 'single']),
  /** Series that were adjusted together, and sums that had a forecast of their own. */
  series: z.number().int(),
  sums: z.number().int(),
  /** Largest change of one series over its horizon, a share of what the model said; null where it said 0. */
  largestChange: z.number().nullable(),
});
export type Reconciliation = z.infer<typeof Reconciliation>;
