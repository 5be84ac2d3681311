export type OrderStatus = 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'REJECTED' | 'ORDERED' | 'RECEIVED' | 'CANCELLED';

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
