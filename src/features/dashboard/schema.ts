import { z } from 'zod';

export const SalesSummaryInput = z.object({
  weeks: z.union([z.literal(4), z.literal(13), z.literal(26), z.literal(52)]).default(13),
});
export type SalesSummaryInput = z.infer<typeof SalesSummaryInput>;
