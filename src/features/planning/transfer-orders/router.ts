import { auditedProcedure } from '../../../server/audited-procedure.ts';
import { managerProcedure, operatorProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { CancelTransferInput, DispatchInput, ReceiveTransferInput } from '../transfer-steps/schema.ts';
import { cancelTransfer, dispatchTransfer, receiveTransfer } from '../transfer-steps/service.ts';
import { ListTransfersInput, TakeUpProposalInput, TransferInput, TransfersOfPlanInput } from './schema.ts';
import { listTransfers, organisationOfTransfer, readTransfer, takeUpProposal, transfersOfPlan } from './service.ts';

/** Each refusal of a step is kept in the order's audit trail, also without a session. */
const audited = auditedProcedure({
  entityType: 'transfer-order',
  idKey: 'orderId',
  organisationOf: organisationOfTransfer,
});

/**
 * Stock moved between warehouses. A transfer spends nothing with a supplier, so nobody has to approve it: whoever may
 * send orders may dispatch, and whoever may receive orders may receive.
 */
export const transfersRouter = router({
  list: viewerProcedure
    .input(ListTransfersInput.prefault({}))
    .query(({ ctx, input }) => listTransfers(ctx.actor, input)),
  order: viewerProcedure.input(TransferInput).query(({ ctx, input }) => readTransfer(ctx.actor, input.orderId)),
  ofPlan: viewerProcedure
    .input(TransfersOfPlanInput)
    .query(({ ctx, input }) => transfersOfPlan(ctx.actor, input.planId)),

  /** Idempotent, as every step below: the client makes ids and keys, so a retry does nothing twice. */
  takeUpProposal: auditedProcedure({ entityType: 'order-plan', idKey: 'planId' })
    .concat(managerProcedure)
    .input(TakeUpProposalInput)
    .mutation(({ ctx, input }) => takeUpProposal(ctx.actor, input)),
  dispatch: audited
    .concat(managerProcedure)
    .input(DispatchInput)
    .mutation(({ ctx, input }) => dispatchTransfer(ctx.actor, input)),
  receive: audited
    .concat(operatorProcedure)
    .input(ReceiveTransferInput)
    .mutation(({ ctx, input }) => receiveTransfer(ctx.actor, input)),
  cancel: audited
    .concat(managerProcedure)
    .input(CancelTransferInput)
    .mutation(({ ctx, input }) => cancelTransfer(ctx.actor, input)),
});
