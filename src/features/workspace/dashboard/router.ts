import { router, viewerProcedure } from '../../../server/trpc.ts';
import { SalesSummaryInput } from './schema.ts';
import { overview, salesSummary } from './service.ts';

export const dashboardRouter = router({
  overview: viewerProcedure.query(({ ctx }) => overview(ctx.actor)),
  salesSummary: viewerProcedure.input(SalesSummaryInput).query(({ ctx, input }) => salesSummary(ctx.actor, input)),
});
