import { AppError } from '../errors.ts';

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

/** From which states each step is possible; everything else is refused. */
export const orderSteps = {
  edit: ['DRAFT'],
  submit: ['DRAFT'],
  approve: ['SUBMITTED'],
  reject: ['SUBMITTED'],
  /** Back to draft: whatever was decided on it is void. */
  reopen: ['SUBMITTED', 'REJECTED', 'APPROVED'],
  'mark-ordered': ['APPROVED'],
  receive: ['ORDERED'],
  cancel: ['DRAFT', 'SUBMITTED', 'REJECTED', 'APPROVED', 'ORDERED'],
} as const satisfies Record<string, readonly OrderStatus[]>;

export type OrderStep = keyof typeof orderSteps;

export function stepPossible(step: OrderStep, status: OrderStatus): boolean {
  return (orderSteps[step] as readonly OrderStatus[]).includes(status);
}

/** What to do instead, for a step that the state forbids. */
const mends: Record<OrderStatus, string> = {
  DRAFT: 'Submit it first.',
  SUBMITTED: 'Wait for the decision, or reopen it.',
  APPROVED: 'Nothing is left to decide; reopening it voids the approval.',
  REJECTED: 'Reopen it, change it and submit it again.',
  ORDERED: 'It is with the supplier: receive it, or cancel it.',
  RECEIVED: 'It is complete; make a new order from a plan.',
  CANCELLED: 'It has ended; make a new order from a plan.',
};

/** @throws AppError `purchasing.state-forbids` */
export function requireStep(step: OrderStep, order: { readonly number: string; readonly status: OrderStatus }): void {
  if (stepPossible(step, order.status)) return;
  throw new AppError('purchasing.state-forbids', {
    number: order.number,
    status: order.status.toLowerCase(),
    required: orderSteps[step].map(status => status.toLowerCase()).join(' or '),
    mend: mends[order.status],
  });
}
