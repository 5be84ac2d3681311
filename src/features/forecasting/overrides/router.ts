import { managerProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { ListOverridesInput, SaveOverrideInput, WithdrawOverrideInput } from './schema.ts';
import { listOverrides, saveOverride, withdrawOverride } from './service.ts';

/** Part of `forecasts`: planners' figures in place of published ones. */
export const overridesRouter = router({
  /** All edits or none; idempotent: the client makes the overrideId. */
  saveOverride: managerProcedure.input(SaveOverrideInput).mutation(({ ctx, input }) => saveOverride(ctx.actor, input)),
  withdrawOverride: managerProcedure
    .input(WithdrawOverrideInput)
    .mutation(({ ctx, input }) => withdrawOverride(ctx.actor, input)),
  overrides: viewerProcedure.input(ListOverridesInput).query(({ ctx, input }) => listOverrides(ctx.actor, input)),
});
