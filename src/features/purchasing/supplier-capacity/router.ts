import { managerProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { AddCapacityInput, ChangeCapacityInput, RemoveCapacityInput } from './schema.ts';
import { addCapacity, changeCapacity, listCapacities, removeCapacity } from './service.ts';

/** Part of `suppliers`: weeks in which a supplier takes more or less than usual, closures among them. */
export const supplierCapacityRouter = router({
  capacities: viewerProcedure.query(({ ctx }) => listCapacities(ctx.actor)),
  addCapacity: managerProcedure.input(AddCapacityInput).mutation(({ ctx, input }) => addCapacity(ctx.actor, input)),
  changeCapacity: managerProcedure
    .input(ChangeCapacityInput)
    .mutation(({ ctx, input }) => changeCapacity(ctx.actor, input)),
  removeCapacity: managerProcedure
    .input(RemoveCapacityInput)
    .mutation(({ ctx, input }) => removeCapacity(ctx.actor, input)),
});
