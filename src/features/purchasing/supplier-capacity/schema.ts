import { z } from 'zod';
import { BusinessDay } from '../../../../shared/contracts/series.ts';

const terms = {
  /** Over all SKUs; 0 is closed. */
  units: z
    .number()
    .min(0, '0 units or more; 0 is closed')
    .max(99_999_999_999)
    .multipleOf(0.001, 'at most three decimal places'),
  /** Where it comes from, in words, e.g. "Statement: letter of May". */
  source: z.string().trim().min(1, 'say where it comes from').max(200),
};

export const AddCapacityInput = z.object({
  /** Made by the caller: the same week sent twice is added once. */
  id: z.uuid(),
  supplierId: z.uuid(),
  /** Any day of the week. */
  day: BusinessDay,
  ...terms,
});
export type AddCapacityInput = z.infer<typeof AddCapacityInput>;

/** The version is that of the week as it was opened. */
const opened = { id: z.uuid(), version: z.int().min(1) };

export const ChangeCapacityInput = z.object({
  ...opened,
  change: z
    .object(terms)
    .partial()
    .refine(change => Object.keys(change).length > 0, 'name at least one field'),
});
export type ChangeCapacityInput = z.infer<typeof ChangeCapacityInput>;

export const RemoveCapacityInput = z.object(opened);
export type RemoveCapacityInput = z.infer<typeof RemoveCapacityInput>;
