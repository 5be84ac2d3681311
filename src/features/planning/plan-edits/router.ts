import { managerProcedure, router } from '../../../server/trpc.ts';
import { EditPlanInput } from './schema.ts';
import { saveEditedPlan } from './service.ts';

/** Part of `inventory`. */
export const planEditsRouter = router({
  /** Idempotent: the client makes the planId. */
  saveEditedPlan: managerProcedure.input(EditPlanInput).mutation(({ ctx, input }) => saveEditedPlan(ctx.actor, input)),
});
