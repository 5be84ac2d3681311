import { z } from 'zod';
import { BusinessDay } from '../../../../shared/contracts/series.ts';
import { Selection } from '../catalogue/schema.ts';

export const ListStockOutsInput = z.object({ selection: Selection.prefault({}) });

export const SaveStockOutInput = z
  .object({
    /** Made by the caller: the same one sent twice is saved once; sent again with other days it is changed. */
    stockOutId: z.uuid(),
    skuId: z.uuid(),
    warehouseId: z.uuid(),
    firstDay: BusinessDay,
    /** Null while it lasts. */
    lastDay: BusinessDay.nullable(),
  })
  .refine(({ firstDay, lastDay }) => lastDay === null || lastDay >= firstDay, {
    path: ['lastDay'],
    message: 'A stock-out does not end before it begins',
  });
export type SaveStockOutInput = z.infer<typeof SaveStockOutInput>;

export const RemoveStockOutInput = z.object({ stockOutId: z.uuid() });

/** Topic of live events. */
export const stockOutTopic = 'stock-out';
