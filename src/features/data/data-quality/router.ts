import { router, viewerProcedure } from '../../../server/trpc.ts';
import { DataQualityInput } from './schema.ts';
import { readDataQuality, selectionQuality, suspectedStockOuts } from './service.ts';

export const dataQualityRouter = router({
  /** Each SKU × channel of a selection, the poorest first. */
  read: viewerProcedure.input(DataQualityInput).query(({ ctx, input }) => readDataQuality(ctx.actor, input.selection)),
  /** The selection as a whole. */
  ofSelection: viewerProcedure
    .input(DataQualityInput)
    .query(({ ctx, input }) => selectionQuality(ctx.actor, input.selection)),
  /** Weeks that look like a stock-out which nobody entered; a guess, nothing is corrected by it. */
  suspectedStockOuts: viewerProcedure
    .input(DataQualityInput)
    .query(({ ctx, input }) => suspectedStockOuts(ctx.actor, input.selection)),
});
