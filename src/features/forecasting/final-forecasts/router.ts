import { router, viewerProcedure } from '../../../server/trpc.ts';
import { FinalBreakdownInput, GridInput } from './schema.ts';
import { finalBreakdown, readGrid } from './service.ts';

/** Part of `forecasts`: published forecasts with their overrides, beside what was sold. */
export const finalForecastsRouter = router({
  grid: viewerProcedure.input(GridInput).query(({ ctx, input }) => readGrid(ctx.actor, input)),
  /** The final forecast of one level of the hierarchy below a selection. */
  finalBreakdown: viewerProcedure
    .input(FinalBreakdownInput)
    .query(({ ctx, input }) => finalBreakdown(ctx.actor, input)),
});
