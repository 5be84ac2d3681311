import { z } from 'zod';

const amount = (decimals: number) =>
  z
    .string()
    .regex(
      new RegExp(`^\\d{1,10}(\\.\\d{1,${decimals}})?$`),
      `an amount of 0 or more in pounds with at most ${decimals} decimal places, e.g. 0.35`,
    );

const terms = {
  leadTimeDays: z.int('whole days').min(0, 'a lead time of 0 days or more').max(365, 'a lead time of at most 365 days'),
  unitCost: amount(4),
  shipmentCost: amount(2),
  /** Where the terms come from, in words, e.g. "Assumption" or "Haulier's quote of May". */
  source: z.string().trim().min(1, 'say where the terms come from').max(200),
};

export const AddLaneInput = z
  .object({
    /** Made by the caller: the same lane sent twice is added once. */
    id: z.uuid(),
    fromWarehouseId: z.uuid(),
    toWarehouseId: z.uuid(),
    ...terms,
  })
  .refine(lane => lane.fromWarehouseId !== lane.toWarehouseId, {
    path: ['toWarehouseId'],
    message: 'A lane joins two different warehouses: choose another destination',
  });
export type AddLaneInput = z.infer<typeof AddLaneInput>;

/** The version is that of the lane as it was opened. */
const opened = { id: z.uuid(), version: z.int().min(1) };

export const ChangeLaneInput = z.object({
  ...opened,
  change: z
    .object(terms)
    .partial()
    .refine(change => Object.keys(change).length > 0, 'name at least one field'),
});
export type ChangeLaneInput = z.infer<typeof ChangeLaneInput>;

export const RemoveLaneInput = z.object(opened);
export type RemoveLaneInput = z.infer<typeof RemoveLaneInput>;

/** Topic of live events. */
export const transferLaneTopic = 'transfer-lane';
