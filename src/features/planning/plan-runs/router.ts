import { managerProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { PlanInput, ReadinessInput, StartPlanInput } from '../order-plans/schema.ts';
import { cancelPlan, readReadiness, startPlan } from './service.ts';

/** Part of `inventory`. */
export const planRunsRouter = router({
  planReadiness: viewerProcedure
    .input(ReadinessInput.prefault({}))
    .query(({ ctx, input }) => readReadiness(ctx.actor, input)),
  /** Idempotent: the client makes the planId, so a retry never solves twice. */
  startPlan: managerProcedure.input(StartPlanInput).mutation(({ ctx, input }) => startPlan(ctx.actor, input)),
  cancelPlan: managerProcedure.input(PlanInput).mutation(({ ctx, input }) => cancelPlan(ctx.actor, input.planId)),
});
