import { z } from 'zod';
import { transferStatuses } from '../../../../shared/planning/transfer-states.ts';

/** What a plan moves along one lane in one week. */
const Shipment = z.object({
  fromWarehouseCode: z.string().min(1).max(100),
  toWarehouseCode: z.string().min(1).max(100),
  /** Of the plan, 0 is its first. */
  week: z.int().min(0).max(103),
});
export type Shipment = z.infer<typeof Shipment>;

export const TakeUpProposalInput = z.object({
  planId: z.uuid(),
  shipments: z
    .array(
      Shipment.extend({
        /** Made by the client, one for each intention: a repeated request finds its own order. */
        orderId: z.uuid(),
      }),
    )
    .min(1)
    .max(500)
    .refine(shipments => new Set(shipments.map(({ orderId }) => orderId)).size === shipments.length, {
      message: 'each shipment with an id of its own',
    }),
});
export type TakeUpProposalInput = z.infer<typeof TakeUpProposalInput>;

export const ListTransfersInput = z.object({
  status: z.enum(transferStatuses).optional(),
  /** Number of the last row of the page before. */
  cursor: z.string().max(20).nullish(),
  limit: z.int().min(1).max(500).default(100),
});
export type ListTransfersInput = z.infer<typeof ListTransfersInput>;

export const TransferInput = z.object({ orderId: z.uuid() });
export const TransfersOfPlanInput = z.object({ planId: z.uuid() });

/** Topic of live events. */
export const transferOrderTopic = 'transfer-order';
