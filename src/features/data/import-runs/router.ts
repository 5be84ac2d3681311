import { operatorProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { BatchInput, CheckInput, CorrectInput, ListChangesInput, TeachNamesInput } from './schema.ts';
import { cancelBatch, correctCells, listChanges, requestCheck, requestCommit, teachNames } from './service.ts';

export const importRunsRouter = router({
  changes: viewerProcedure.input(ListChangesInput).query(({ ctx, input }) => listChanges(ctx.actor, input)),
  check: operatorProcedure.input(CheckInput).mutation(({ ctx, input }) => requestCheck(ctx.actor, input)),
  correct: operatorProcedure.input(CorrectInput).mutation(({ ctx, input }) => correctCells(ctx.actor, input)),
  teachNames: operatorProcedure.input(TeachNamesInput).mutation(({ ctx, input }) => teachNames(ctx.actor, input)),
  commit: operatorProcedure.input(BatchInput).mutation(({ ctx, input }) => requestCommit(ctx.actor, input.batchId)),
  cancel: operatorProcedure.input(BatchInput).mutation(({ ctx, input }) => cancelBatch(ctx.actor, input.batchId)),
});
