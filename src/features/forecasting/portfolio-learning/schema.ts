import { z } from 'zod';

/** What learning across series was worth: median MASE of a sample, out of sample, with it and without. */
export const Learning = z.object({
  series: z.number(),
  sample: z.number(),
  maseWith: z.number(),
  maseWithout: z.number(),
  used: z.boolean(),
});
export type Learning = z.infer<typeof Learning>;
