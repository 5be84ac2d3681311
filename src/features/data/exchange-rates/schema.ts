import { z } from 'zod';
import { BusinessDay } from '../../../../shared/contracts/series.ts';

export const EnterRateInput = z.object({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'a currency code such as EUR')
    .refine(currency => currency !== 'GBP', 'the pound needs no rate'),
  day: BusinessDay,
  /** Pounds for one unit of the currency. */
  gbpPerUnit: z.string().regex(/^\d{1,9}(\.\d{1,8})?$/, 'a rate such as 0.85655'),
  source: z.string().trim().min(3, 'say where the rate comes from').max(200),
});
export type EnterRateInput = z.infer<typeof EnterRateInput>;
