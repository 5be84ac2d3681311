import { z } from 'zod';
import { orderStatuses } from '../../../../shared/purchasing/order-states.ts';

export const ListOrdersInput = z.object({
  status: z.enum(orderStatuses).optional(),
  search: z.string().trim().max(100).optional(),
  /** Id of the last row of the page before. */
  cursor: z.uuid().nullish(),
  limit: z.number().int().min(1).max(500).default(100),
});
export type ListOrdersInput = z.infer<typeof ListOrdersInput>;

export const OrderInput = z.object({ orderId: z.uuid() });
