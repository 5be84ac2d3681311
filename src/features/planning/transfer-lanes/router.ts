import { managerProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { AddLaneInput, ChangeLaneInput, RemoveLaneInput } from './schema.ts';
import { addLane, changeLane, listLanes, removeLane } from './service.ts';

/** The ways to move stock between warehouses, along which plans propose transfers. */
export const transferLanesRouter = router({
  list: viewerProcedure.query(({ ctx }) => listLanes(ctx.actor)),
  add: managerProcedure.input(AddLaneInput).mutation(({ ctx, input }) => addLane(ctx.actor, input)),
  change: managerProcedure.input(ChangeLaneInput).mutation(({ ctx, input }) => changeLane(ctx.actor, input)),
  remove: managerProcedure.input(RemoveLaneInput).mutation(({ ctx, input }) => removeLane(ctx.actor, input)),
});
