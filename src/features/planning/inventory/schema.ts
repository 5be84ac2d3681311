import { z } from 'zod';

const quantity = z.number().min(0).max(99_999_999_999).multipleOf(0.001);

const pair = {
  skuId: z.uuid(),
  warehouseId: z.uuid(),
  /** The version that the change was made from; null where nothing was entered before. */
  version: z.int().min(1).nullable(),
};

export const CountStockInput = z.object({
  ...pair,
  onHand: quantity,
  backOrdered: quantity,
  /** Where the figure comes from; default "Counted by" the person. */
  source: z.string().trim().min(1).max(200).optional(),
});
export type CountStockInput = z.infer<typeof CountStockInput>;

export const SetPolicyInput = z.object({
  ...pair,
  measure: z.enum(['cycle', 'fill']),
  /** 0–1. */
  target: z.number().min(0.5).max(0.99999).multipleOf(0.00001),
  /** Days between two looks at the stock; 0 is continuous. */
  reviewPeriodDays: z.int().min(0).max(365),
  /** Cost of holding one unit for a year, as a share of its cost. */
  holdingRate: z.number().min(0).max(9.9999).multipleOf(0.0001),
  source: z.string().trim().min(1).max(200).optional(),
});
export type SetPolicyInput = z.infer<typeof SetPolicyInput>;
