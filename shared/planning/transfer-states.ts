import { stateRules } from '../state-rules.ts';

export const transferStatuses = ['DRAFT', 'DISPATCHED', 'RECEIVED', 'CANCELLED'] as const;
export type TransferStatus = (typeof transferStatuses)[number];

export type TransferStep = 'dispatch' | 'receive' | 'cancel';

export const transferRules = stateRules<TransferStatus, TransferStep>({
  steps: {
    dispatch: ['DRAFT'],
    receive: ['DISPATCHED'],
    /** Of what has left, too, as long as nothing has arrived: it goes back to where it came from. */
    cancel: ['DRAFT', 'DISPATCHED'],
  },
  mends: {
    DRAFT: 'Dispatch it first.',
    DISPATCHED: 'It is on its way: receive it, or cancel it when it turned back.',
    RECEIVED: 'It is complete; make a new one from a plan.',
    CANCELLED: 'It has ended; make a new one from a plan.',
  },
  refusal: 'transfer-order.state-forbids',
});
