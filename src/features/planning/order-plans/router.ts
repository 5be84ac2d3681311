import { router, viewerProcedure } from '../../../server/trpc.ts';
import { LineInput, ListPlansInput, PlanInput } from './schema.ts';
import { listPlans, readPlan, readPlanLine, readPlanLines } from './service.ts';

/** Part of `inventory`. */
export const orderPlansRouter = router({
  plans: viewerProcedure.input(ListPlansInput.prefault({})).query(({ ctx, input }) => listPlans(ctx.actor, input)),
  plan: viewerProcedure.input(PlanInput).query(({ ctx, input }) => readPlan(ctx.actor, input.planId)),
  planLines: viewerProcedure.input(PlanInput).query(({ ctx, input }) => readPlanLines(ctx.actor, input.planId)),
  planLine: viewerProcedure.input(LineInput).query(({ ctx, input }) => readPlanLine(ctx.actor, input.lineId)),
});
