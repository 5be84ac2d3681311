import { tracked } from '@trpc/server';
import { router, viewerProcedure } from '../../../server/trpc.ts';
import { demandHistory } from '../../data/sales/service.ts';
import { demandBreakdown } from '../../data/sales-totals/service.ts';
import { BreakdownInput, HistoryInput, ListRunsInput, OnComparisonInput, RunInput } from './schema.ts';
import { listRuns, readComparison, watchComparison } from './service.ts';

export const forecastsRouter = router({
  /** Demand of a selection by period, with how it was summed and where it comes from. */
  history: viewerProcedure
    .input(HistoryInput)
    .query(({ ctx, input }) => demandHistory(ctx.actor, input.selection, input.period)),
  /** One level of the hierarchy below a selection. */
  breakdown: viewerProcedure
    .input(BreakdownInput)
    .query(({ ctx, input }) => demandBreakdown(ctx.actor, input.selection, input.by)),
  /** Each model as it lands; may be opened before `compare` has arrived. */
  onComparison: viewerProcedure.input(OnComparisonInput).subscription(async function* ({ ctx, input, signal }) {
    const until = signal ?? new AbortController().signal;
    for await (const [eventId, update] of watchComparison(ctx.actor, input.runId, input.lastEventId, until)) {
      yield tracked(eventId, update);
    }
  }),
  runs: viewerProcedure.input(ListRunsInput).query(({ ctx, input }) => listRuns(ctx.actor, input)),
  run: viewerProcedure.input(RunInput).query(({ ctx, input }) => readComparison(ctx.actor, input.runId)),
});
