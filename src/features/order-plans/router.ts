import { managerProcedure, router, viewerProcedure } from '../../server/trpc.ts';
import { LineInput, ListPlansInput, PlanInput, ReadinessInput, StartPlanInput } from './schema.ts';
import { cancelPlan, listPlans, readPlan, readPlanLine, readPlanLines, readReadiness, startPlan } from './service.ts';

/** Part of `inventory`. */
export const orderPlansRouter = router({
  planReadiness: viewerProcedure
    .input(ReadinessInput.prefault({}))
    .query(({ ctx, input }) => readReadiness(ctx.actor, input)),
  /** Idempotent: the client makes the planId, so a retry never solves twice. */
  startPlan: managerProcedure.input(StartPlanInput).mutation(({ ctx, input }) => startPlan(ctx.actor, input)),
  cancelPlan: managerProcedure.input(PlanInput).mutation(({ ctx, input }) => cancelPlan(ctx.actor, input.planId)),
  plans: viewerProcedure.input(ListPlansInput.prefault({})).query(({ ctx, input }) => listPlans(ctx.actor, input)),
  plan: viewerProcedure.input(PlanInput).query(({ ctx, input }) => readPlan(ctx.actor, input.planId)),
  planLines: viewerProcedure.input(PlanInput).query(({ ctx, input }) => readPlanLines(ctx.actor, input.planId)),
  planLine: viewerProcedure.input(LineInput).query(({ ctx, input }) => readPlanLine(ctx.actor, input.lineId)),
});
