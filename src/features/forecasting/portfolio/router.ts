import { managerProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import {
  ListRunsInput,
  ListSeriesInput,
  OverviewInput,
  PublishSeriesInput,
  RunInput,
  ScheduleInput,
  StartRunInput,
  SummariseInput,
} from './schema.ts';
import { cancelRun, listRuns, listSeries, publish, readOverview, setSchedule, startRun, summarise } from './service.ts';

export const portfolioRouter = router({
  overview: viewerProcedure.input(OverviewInput).query(({ ctx, input }) => readOverview(ctx.actor, input)),
  /** Newest first, each with its error. */
  runs: viewerProcedure.input(ListRunsInput).query(({ ctx, input }) => listRuns(ctx.actor, input.limit)),
  /** Idempotent: the client makes the runId, so a retry never computes twice. */
  start: managerProcedure.input(StartRunInput).mutation(({ ctx, input }) => startRun(ctx.actor, input)),
  cancel: managerProcedure.input(RunInput).mutation(({ ctx, input }) => cancelRun(ctx.actor, input.runId)),
  setSchedule: managerProcedure.input(ScheduleInput).mutation(({ ctx, input }) => setSchedule(ctx.actor, input)),
  series: viewerProcedure.input(ListSeriesInput).query(({ ctx, input }) => listSeries(ctx.actor, input)),
  summary: viewerProcedure.input(SummariseInput).query(({ ctx, input }) => summarise(ctx.actor, input)),
  publish: managerProcedure.input(PublishSeriesInput).mutation(({ ctx, input }) => publish(ctx.actor, input)),
});
