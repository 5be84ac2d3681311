import { z } from 'zod';
import { BusinessDay } from '../../../../shared/contracts/series.ts';
import { Quantity, StepInput, StepWithReasonInput } from '../../purchasing/order-steps/schema.ts';

const lines = z.array(z.object({ lineId: z.uuid(), quantity: Quantity })).max(5_000);

/** What leaves of each line; lines left out stay. */
export const DispatchInput = StepInput.extend({ lines });
export type DispatchInput = z.infer<typeof DispatchInput>;

export const ReceiveTransferInput = StepInput.extend({
  receivedOn: BusinessDay,
  lines,
  /** Nothing more will come: the order ends short of what left. */
  closesOrder: z.boolean().default(false),
});
export type ReceiveTransferInput = z.infer<typeof ReceiveTransferInput>;

export const CancelTransferInput = StepWithReasonInput;
