import { z } from 'zod';

const EditedQuantity = z.object({
  skuId: z.uuid(),
  warehouseId: z.uuid(),
  /** 0 is the week that begins on the planning date. */
  week: z.int().min(0).max(103),
  /** Units of the SKU. */
  quantity: z.number().min(0).max(99_999_999_999).multipleOf(0.001),
});

export const EditPlanInput = z.object({
  /** Made by the client: the same edits sent twice are saved once. */
  planId: z.uuid(),
  /** The plan whose quantities were changed; it stays as it is. */
  fromPlanId: z.uuid(),
  name: z.string().trim().min(1, 'give it a name').max(80),
  edits: z.array(EditedQuantity).min(1).max(20_000),
});
export type EditPlanInput = z.infer<typeof EditPlanInput>;
