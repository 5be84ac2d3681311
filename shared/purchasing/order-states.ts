import { stateRules } from '../state-rules.ts';

export const orderStatuses = [
  'DRAFT',
  'SUBMITTED',
  'APPROVED',
  'REJECTED',
  'ORDERED',
  'RECEIVED',
  'CANCELLED',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export type OrderStep = 'edit' | 'submit' | 'approve' | 'reject' | 'reopen' | 'mark-ordered' | 'receive' | 'cancel';

export const orderRules = stateRules<OrderStatus, OrderStep>({
  steps: {
    edit: ['DRAFT'],
    submit: ['DRAFT'],
    approve: ['SUBMITTED'],
    reject: ['SUBMITTED'],
    /** Back to draft: whatever was decided on it is void. */
    reopen: ['SUBMITTED', 'REJECTED', 'APPROVED'],
    'mark-ordered': ['APPROVED'],
    receive: ['ORDERED'],
    cancel: ['DRAFT', 'SUBMITTED', 'REJECTED', 'APPROVED', 'ORDERED'],
  },
  mends: {
    DRAFT: 'Submit it first.',
    SUBMITTED: 'Wait for the decision, or reopen it.',
    APPROVED: 'Nothing is left to decide; reopening it voids the approval.',
    REJECTED: 'Reopen it, change it and submit it again.',
    ORDERED: 'It is with the supplier: receive it, or cancel it.',
    RECEIVED: 'It is complete; make a new order from a plan.',
    CANCELLED: 'It has ended; make a new order from a plan.',
  },
  refusal: 'purchasing.state-forbids',
});
