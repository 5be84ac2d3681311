import { router, viewerProcedure } from '../../../server/trpc.ts';
import { listPerformance } from './service.ts';

/** Part of `suppliers`. */
export const supplierPerformanceRouter = router({
  performance: viewerProcedure.query(({ ctx }) => listPerformance(ctx.actor)),
});
