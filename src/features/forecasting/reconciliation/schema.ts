import { z } from 'zod';
import { ForecasterId } from '../../../../shared/contracts/forecast.ts';

/** How a set of forecasts was made to add up; kept with the publication. */
export const Reconciliation = z.object({
  /** `single`: one series alone has no sum. */
  method: z.enum(['MinT-shrink', 'WLS', 'bottom-up', 'single']),
  /** SKU × warehouse that were adjusted together, and sums that had a forecast of their own. */
  series: z.number().int(),
  sums: z.number().int(),
  /** Largest change of one SKU × warehouse over its horizon, a share of what the model said; null where it said 0. */
  largestChange: z.number().nullable(),
  /** Null where each SKU × warehouse sells through one channel, or where it was published before channels were. */
  channels: z
    .object({
      /** SKU × warehouse × channel, where a SKU × warehouse sells through several. */
      series: z.number().int(),
      forecasterId: ForecasterId,
      /** Of the series, those that were adjusted with the rest; the others share what their SKU × warehouse has. */
      adjusted: z.number().int(),
    })
    .nullable()
    .default(null),
});
export type Reconciliation = z.infer<typeof Reconciliation>;
