import { router, viewerProcedure } from '../../../server/trpc.ts';
import { GridInput } from './schema.ts';
import { readGrid } from './service.ts';

/** Part of `forecasts`: published forecasts with their overrides, beside what was sold. */
export const finalForecastsRouter = router({
  grid: viewerProcedure.input(GridInput).query(({ ctx, input }) => readGrid(ctx.actor, input)),
});
