import { auditedProcedure } from '../../../server/audited-procedure.ts';
import { managerProcedure, operatorProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { readEscalation } from '../approval-escalations/service.ts';
import { readInbox } from '../approval-inbox/service.ts';
import { ApproveInput } from '../approvals/schema.ts';
import { approveOrder, readStanding, rejectOrder } from '../approvals/service.ts';
import { orderCsv, orderPdf } from '../order-documents/service.ts';
import { CreateDraftsInput } from '../order-drafts/schema.ts';
import { createDrafts } from '../order-drafts/service.ts';
import { EditLinesInput, StepInput, StepWithReasonInput } from '../order-steps/schema.ts';
import { cancelOrder, editLines, reopenOrder } from '../order-steps/service.ts';
import { markOrdered, submitOrder } from '../order-submissions/service.ts';
import { ReceiveInput } from '../receipts/schema.ts';
import { receiveOrder } from '../receipts/service.ts';
import { ListOrdersInput, OrderInput } from './schema.ts';
import { listOrders, organisationOfOrder, readOrder } from './service.ts';

/** Each refusal of a step is kept in the order's audit trail, also without a session. */
const audited = auditedProcedure({
  entityType: 'purchase-order',
  idKey: 'orderId',
  organisationOf: organisationOfOrder,
});
const planning = audited.concat(managerProcedure);

export const purchasingRouter = router({
  list: viewerProcedure.input(ListOrdersInput).query(({ ctx, input }) => listOrders(ctx.actor, input)),
  order: viewerProcedure.input(OrderInput).query(({ ctx, input }) => readOrder(ctx.actor, input.orderId)),
  orderCsv: viewerProcedure.input(OrderInput).query(({ ctx, input }) => orderCsv(ctx.actor, input.orderId)),
  orderPdf: viewerProcedure.input(OrderInput).query(({ ctx, input }) => orderPdf(ctx.actor, input.orderId)),
  /** What waits for the caller's decision, the nearest deadline first. */
  inbox: viewerProcedure.query(({ ctx }) => readInbox(ctx.actor)),
  /** What is held against which limit, and who could approve; null once decided. */
  standing: viewerProcedure.input(OrderInput).query(({ ctx, input }) => readStanding(ctx.actor, input.orderId)),
  /** Who is asked for a decision and until when, with the escalations so far; null unless it waits for one. */
  escalation: viewerProcedure.input(OrderInput).query(({ ctx, input }) => readEscalation(ctx.actor, input.orderId)),

  /** Idempotent, as every step below: the client makes the key, so a retry does nothing twice. */
  createDrafts: auditedProcedure({ entityType: 'order-plan', idKey: 'planId' })
    .concat(managerProcedure)
    .input(CreateDraftsInput)
    .mutation(({ ctx, input }) => createDrafts(ctx.actor, input)),
  editLines: planning.input(EditLinesInput).mutation(({ ctx, input }) => editLines(ctx.actor, input)),
  submit: planning.input(StepInput).mutation(({ ctx, input }) => submitOrder(ctx.actor, input)),
  approve: planning.input(ApproveInput).mutation(({ ctx, input }) => approveOrder(ctx.actor, input)),
  reject: planning.input(StepWithReasonInput).mutation(({ ctx, input }) => rejectOrder(ctx.actor, input)),
  reopen: planning.input(StepWithReasonInput).mutation(({ ctx, input }) => reopenOrder(ctx.actor, input)),
  cancel: planning.input(StepWithReasonInput).mutation(({ ctx, input }) => cancelOrder(ctx.actor, input)),
  markOrdered: planning.input(StepInput).mutation(({ ctx, input }) => markOrdered(ctx.actor, input)),
  receive: audited
    .concat(operatorProcedure)
    .input(ReceiveInput)
    .mutation(({ ctx, input }) => receiveOrder(ctx.actor, input)),
});
