import { managerProcedure, router, viewerProcedure } from '../../server/trpc.ts';
import { ListEventsInput, RemoveEventInput, SaveEventInput } from './schema.ts';
import { listEvents, removeEvent, saveEvent } from './service.ts';

/** What planners know about demand: promotions, prices, listings. */
export const demandEventsRouter = router({
  list: viewerProcedure.input(ListEventsInput).query(({ ctx, input }) => listEvents(ctx.actor, input.selection)),
  /** Idempotent: the client makes the id. */
  save: managerProcedure.input(SaveEventInput).mutation(({ ctx, input }) => saveEvent(ctx.actor, input)),
  remove: managerProcedure.input(RemoveEventInput).mutation(({ ctx, input }) => removeEvent(ctx.actor, input)),
});
