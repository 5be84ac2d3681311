import { z } from 'zod';
import { BusinessDay } from '../../../../shared/contracts/series.ts';
import { Quantity, StepInput } from '../order-steps/schema.ts';

export const ReceiveInput = StepInput.extend({
  receivedOn: BusinessDay,
  lines: z.array(z.object({ lineId: z.uuid(), quantity: Quantity })).max(5_000),
  /** Nothing more will come: the order ends with what arrived. */
  closesOrder: z.boolean().default(false),
});
export type ReceiveInput = z.infer<typeof ReceiveInput>;
