import { tracked } from '@trpc/server';
import { readEvents } from '../../../server/events.ts';
import { adminProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { LiveEventsInput, SettleDeadLetterInput } from './schema.ts';
import { describeSystem, settleDeadLetter } from './service.ts';

export const systemRouter = router({
  /** Every change that someone may be watching, each once and in order; resumes after `lastEventId`. */
  liveEvents: viewerProcedure.input(LiveEventsInput).subscription(async function* ({ ctx, input, signal }) {
    const until = signal ?? new AbortController().signal;
    for await (const event of readEvents(
      ctx.actor.organisationId,
      input.topics,
      input.lastEventId ?? undefined,
      until,
    )) {
      yield tracked(event.id, { ...event, serverNow: new Date().toISOString() });
    }
  }),
  /** The server's clock, for the lag that the live badge shows. */
  now: viewerProcedure.query(() => new Date().toISOString()),
  describe: adminProcedure.query(({ ctx }) => describeSystem(ctx.actor)),
  settleDeadLetter: adminProcedure
    .input(SettleDeadLetterInput)
    .mutation(({ ctx, input }) => settleDeadLetter(ctx.actor, input.jobId, input.action)),
});
