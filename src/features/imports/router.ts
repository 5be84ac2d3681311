import { octetInputParser } from '@trpc/server/http';
import { operatorProcedure, router, viewerProcedure } from '../../server/trpc.ts';
import {
  BatchInput,
  CheckInput,
  CorrectInput,
  ExportRowsInput,
  ListBatchesInput,
  ListChangesInput,
  ListRowsInput,
  ReadAgainInput,
  TeachNamesInput,
} from './schema.ts';
import {
  cancelBatch,
  correctCells,
  exportRows,
  listBatches,
  listChanges,
  listRows,
  readAgain,
  readBatch,
  requestCheck,
  requestCommit,
  teachNames,
  uploadFile,
} from './service.ts';

export const importsRouter = router({
  /** A line of JSON (`UploadHeading`), then the file's bytes. */
  upload: operatorProcedure
    .input(octetInputParser)
    .mutation(({ ctx, input, signal }) => uploadFile(ctx.actor, input, { contentLength: ctx.contentLength, signal })),
  list: viewerProcedure.input(ListBatchesInput).query(({ ctx, input }) => listBatches(ctx.actor, input)),
  get: viewerProcedure.input(BatchInput).query(({ ctx, input }) => readBatch(ctx.actor, input.batchId)),
  rows: viewerProcedure.input(ListRowsInput).query(({ ctx, input }) => listRows(ctx.actor, input)),
  changes: viewerProcedure.input(ListChangesInput).query(({ ctx, input }) => listChanges(ctx.actor, input)),
  /** CSV text of the rejected rows with their problems, or of the accepted ones as understood. */
  exportRows: viewerProcedure.input(ExportRowsInput).query(({ ctx, input }) => exportRows(ctx.actor, input)),
  readAgain: operatorProcedure.input(ReadAgainInput).mutation(({ ctx, input }) => readAgain(ctx.actor, input)),
  check: operatorProcedure.input(CheckInput).mutation(({ ctx, input }) => requestCheck(ctx.actor, input)),
  correct: operatorProcedure.input(CorrectInput).mutation(({ ctx, input }) => correctCells(ctx.actor, input)),
  teachNames: operatorProcedure.input(TeachNamesInput).mutation(({ ctx, input }) => teachNames(ctx.actor, input)),
  commit: operatorProcedure.input(BatchInput).mutation(({ ctx, input }) => requestCommit(ctx.actor, input.batchId)),
  cancel: operatorProcedure.input(BatchInput).mutation(({ ctx, input }) => cancelBatch(ctx.actor, input.batchId)),
});
