import { router, viewerProcedure } from '../../../server/trpc.ts';
import { StockScope } from '../planning-inputs/schema.ts';
import { listExceptions } from './service.ts';

/** Part of `inventory`. */
export const stockExceptionsRouter = router({
  exceptions: viewerProcedure
    .input(StockScope.prefault({}))
    .query(({ ctx, input }) => listExceptions(ctx.actor, input)),
});
