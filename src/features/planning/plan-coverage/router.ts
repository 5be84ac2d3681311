import { router, viewerProcedure } from '../../../server/trpc.ts';
import { PlanInput } from '../order-plans/schema.ts';
import { readCoverage } from './service.ts';

/** Part of `inventory`. */
export const planCoverageRouter = router({
  planCoverage: viewerProcedure.input(PlanInput).query(({ ctx, input }) => readCoverage(ctx.actor, input.planId)),
});
