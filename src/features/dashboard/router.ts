import { router, viewerProcedure } from '../../server/trpc.ts';
import { SalesSummaryInput } from './schema.ts';
import { salesSummary } from './service.ts';

export const dashboardRouter = router({
  salesSummary: viewerProcedure.input(SalesSummaryInput).query(({ ctx, input }) => salesSummary(ctx.actor, input)),
});
