import { router, viewerProcedure } from '../../../server/trpc.ts';
import { AccuracyLogInput, OverrideValueAddedInput } from './schema.ts';
import { readAccuracyLog, readOverrideValueAdded } from './service.ts';

/** Part of `forecasts`: how far published and overridden forecasts missed what was then sold. */
export const forecastAccuracyRouter = router({
  accuracyLog: viewerProcedure.input(AccuracyLogInput).query(({ ctx, input }) => readAccuracyLog(ctx.actor, input)),
  overrideValueAdded: viewerProcedure
    .input(OverrideValueAddedInput)
    .query(({ ctx, input }) => readOverrideValueAdded(ctx.actor, input)),
});
