import { router, viewerProcedure } from '../../../server/trpc.ts';
import { ListPublishedInput, ListVersionsInput, PublishedInput } from './schema.ts';
import { listPublished, listVersions, readPublished } from './service.ts';

/** Part of `forecasts`: the versions that were published. */
export const publishedForecastsRouter = router({
  /** The forecast that orders are planned on now, of each SKU × warehouse. */
  published: viewerProcedure.input(ListPublishedInput).query(({ ctx, input }) => listPublished(ctx.actor, input)),
  publishedVersions: viewerProcedure.input(ListVersionsInput).query(({ ctx, input }) => listVersions(ctx.actor, input)),
  publishedVersion: viewerProcedure
    .input(PublishedInput)
    .query(({ ctx, input }) => readPublished(ctx.actor, input.publishedId)),
});
