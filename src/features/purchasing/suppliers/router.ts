import { managerProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { AddTermInput, CreateSupplierInput, ListTermsInput, UpdateSupplierInput, UpdateTermInput } from './schema.ts';
import { addTerm, createSupplier, listSuppliers, listTerms, updateSupplier, updateTerm } from './service.ts';

export const suppliersRouter = router({
  list: viewerProcedure.query(({ ctx }) => listSuppliers(ctx.actor)),
  terms: viewerProcedure.input(ListTermsInput).query(({ ctx, input }) => listTerms(ctx.actor, input)),
  create: managerProcedure.input(CreateSupplierInput).mutation(({ ctx, input }) => createSupplier(ctx.actor, input)),
  update: managerProcedure.input(UpdateSupplierInput).mutation(({ ctx, input }) => updateSupplier(ctx.actor, input)),
  addTerm: managerProcedure.input(AddTermInput).mutation(({ ctx, input }) => addTerm(ctx.actor, input)),
  updateTerm: managerProcedure.input(UpdateTermInput).mutation(({ ctx, input }) => updateTerm(ctx.actor, input)),
});
