import { router, viewerProcedure } from '../../../server/trpc.ts';
import { ScenariosInput } from './schema.ts';
import { readScenarios } from './service.ts';

/** Part of `inventory`. */
export const planScenariosRouter = router({
  /** A solved plan, what would happen without it, and the plans edited from it: by quantities, to be priced anywhere. */
  planScenarios: viewerProcedure
    .input(ScenariosInput)
    .query(({ ctx, input }) => readScenarios(ctx.actor, input.planId)),
});
