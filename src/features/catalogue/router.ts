import { router, viewerProcedure } from '../../server/trpc.ts';
import { readCatalogue } from './service.ts';

export const catalogueRouter = router({
  read: viewerProcedure.query(({ ctx }) => readCatalogue(ctx.actor)),
});
