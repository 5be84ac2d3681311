import { operatorProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { ListStockOutsInput, RemoveStockOutInput, SaveStockOutInput } from './schema.ts';
import { listStockOuts, removeStockOut, saveStockOut } from './service.ts';

export const stockOutsRouter = router({
  list: viewerProcedure.input(ListStockOutsInput).query(({ ctx, input }) => listStockOuts(ctx.actor, input.selection)),
  /** Idempotent: the client makes the stockOutId. */
  save: operatorProcedure.input(SaveStockOutInput).mutation(({ ctx, input }) => saveStockOut(ctx.actor, input)),
  remove: operatorProcedure
    .input(RemoveStockOutInput)
    .mutation(({ ctx, input }) => removeStockOut(ctx.actor, input.stockOutId)),
});
