import { managerProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { ListEventsInput, ListHolidaysInput, RemoveEventInput, SaveEventInput } from './schema.ts';
import { listEvents, listHolidays, removeEvent, saveEvent } from './service.ts';

/** What planners know about demand: promotions, prices, listings. */
export const demandEventsRouter = router({
  list: viewerProcedure.input(ListEventsInput).query(({ ctx, input }) => listEvents(ctx.actor, input.selection)),
  holidays: viewerProcedure.input(ListHolidaysInput).query(({ ctx, input }) => listHolidays(ctx.actor, input)),
  /** Idempotent: the client makes the id. */
  save: managerProcedure.input(SaveEventInput).mutation(({ ctx, input }) => saveEvent(ctx.actor, input)),
  remove: managerProcedure.input(RemoveEventInput).mutation(({ ctx, input }) => removeEvent(ctx.actor, input)),
});
