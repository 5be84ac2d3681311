import { octetInputParser } from '@trpc/server/http';
import { operatorProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { BatchInput, ExportRowsInput, ListBatchesInput, ListRowsInput, ReadAgainInput } from './schema.ts';
import { exportRows, listBatches, listRows, readAgain, readBatch, uploadFile } from './service.ts';

export const importsRouter = router({
  /** A line of JSON (`UploadHeading`), then the file's bytes. */
  upload: operatorProcedure
    .input(octetInputParser)
    .mutation(({ ctx, input, signal }) => uploadFile(ctx.actor, input, { contentLength: ctx.contentLength, signal })),
  readAgain: operatorProcedure.input(ReadAgainInput).mutation(({ ctx, input }) => readAgain(ctx.actor, input)),
  list: viewerProcedure.input(ListBatchesInput).query(({ ctx, input }) => listBatches(ctx.actor, input)),
  get: viewerProcedure.input(BatchInput).query(({ ctx, input }) => readBatch(ctx.actor, input.batchId)),
  rows: viewerProcedure.input(ListRowsInput).query(({ ctx, input }) => listRows(ctx.actor, input)),
  /** CSV text of the rejected rows with their problems, or of the accepted ones as understood. */
  exportRows: viewerProcedure.input(ExportRowsInput).query(({ ctx, input }) => exportRows(ctx.actor, input)),
});
