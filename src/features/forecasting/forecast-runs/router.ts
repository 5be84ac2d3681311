import { managerProcedure, router } from '../../../server/trpc.ts';
import { CompareInput, RunInput } from '../forecasts/schema.ts';
import { cancelComparison, startComparison } from './service.ts';

/** Part of `forecasts`: what computes a comparison. */
export const forecastRunsRouter = router({
  /** Idempotent: the client makes the runId, so a retry never computes twice. Takes up an interrupted run. */
  compare: managerProcedure.input(CompareInput).mutation(({ ctx, input }) => startComparison(ctx.actor, input)),
  cancel: managerProcedure.input(RunInput).mutation(({ ctx, input }) => cancelComparison(ctx.actor, input.runId)),
});
