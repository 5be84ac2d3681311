import { managerProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { CatalogueEntry } from './schema.ts';
import { readCatalogue, saveEntry } from './service.ts';

export const catalogueRouter = router({
  read: viewerProcedure.query(({ ctx }) => readCatalogue(ctx.actor)),
  save: managerProcedure.input(CatalogueEntry).mutation(({ ctx, input }) => saveEntry(ctx.actor, input)),
});
