import { z } from 'zod';
import { router, viewerProcedure } from '../../../server/trpc.ts';
import { Selection } from '../../data/catalogue/schema.ts';
import { AccuracyLogInput, GridInput } from './schema.ts';
import { readAccuracyLog, readGrid, readOverrideValueAdded } from './service.ts';

/** Part of `forecasts`: published forecasts with their overrides, beside what was sold. */
export const finalForecastsRouter = router({
  grid: viewerProcedure.input(GridInput).query(({ ctx, input }) => readGrid(ctx.actor, input)),
  accuracyLog: viewerProcedure.input(AccuracyLogInput).query(({ ctx, input }) => readAccuracyLog(ctx.actor, input)),
  overrideValueAdded: viewerProcedure
    .input(z.object({ selection: Selection }))
    .query(({ ctx, input }) => readOverrideValueAdded(ctx.actor, input)),
});
