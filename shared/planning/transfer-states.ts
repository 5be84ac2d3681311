import { AppError } from '../errors.ts';

export const transferStatuses = ['DRAFT', 'DISPATCHED', 'RECEIVED', 'CANCELLED'] as const;
export type TransferStatus = (typeof transferStatuses)[number];

/** From which states each step is possible; everything else is refused. */
const transferSteps = {
  dispatch: ['DRAFT'],
  receive: ['DISPATCHED'],
  /** Of what has left, too, as long as nothing has arrived: it goes back to where it came from. */
  cancel: ['DRAFT', 'DISPATCHED'],
} as const satisfies Record<string, readonly TransferStatus[]>;

export type TransferStep = keyof typeof transferSteps;

export function transferStepPossible(step: TransferStep, status: TransferStatus): boolean {
  return (transferSteps[step] as readonly TransferStatus[]).includes(status);
}

/** What to do instead, for a step that the state forbids. */
const mends: Record<TransferStatus, string> = {
  DRAFT: 'Dispatch it first.',
  DISPATCHED: 'It is on its way: receive it, or cancel it when it turned back.',
  RECEIVED: 'It is complete; make a new one from a plan.',
  CANCELLED: 'It has ended; make a new one from a plan.',
};

/** @throws AppError `transfer-order.state-forbids` */
export function requireTransferStep(
  step: TransferStep,
  { number, status }: { readonly number: string; readonly status: TransferStatus },
): void {
  if (transferStepPossible(step, status)) return;
  throw new AppError('transfer-order.state-forbids', {
    number,
    status: status.toLowerCase(),
    required: transferSteps[step].map(one => one.toLowerCase()).join(' or '),
    mend: mends[status],
  });
}
