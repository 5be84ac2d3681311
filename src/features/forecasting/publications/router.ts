import { managerProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { RunInput } from '../forecasts/schema.ts';
import { ListPublicationsInput, PublicationInput, PublishInput } from './schema.ts';
import {
  cancelPublication,
  listPublications,
  previewPublication,
  readPublication,
  startPublication,
} from './service.ts';

/** Part of `forecasts`: what becomes of a comparison's forecast. */
export const publicationsRouter = router({
  /** "Use in order plan": starts the work and returns; `publication` tells how far it is. */
  publish: managerProcedure.input(PublishInput).mutation(({ ctx, input }) => startPublication(ctx.actor, input)),
  publishPreview: viewerProcedure.input(RunInput).query(({ ctx, input }) => previewPublication(ctx.actor, input.runId)),
  cancelPublication: managerProcedure
    .input(PublicationInput)
    .mutation(({ ctx, input }) => cancelPublication(ctx.actor, input.publicationId)),
  publication: viewerProcedure
    .input(PublicationInput)
    .query(({ ctx, input }) => readPublication(ctx.actor, input.publicationId)),
  publications: viewerProcedure
    .input(ListPublicationsInput)
    .query(({ ctx, input }) => listPublications(ctx.actor, input.limit)),
});
