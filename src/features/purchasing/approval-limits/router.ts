import { auditedProcedure } from '../../../server/audited-procedure.ts';
import { adminProcedure, publicProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { ChangeLimitInput } from './schema.ts';
import { changeLimit, listLimits, localSignInChoices } from './service.ts';

export const approvalLimitsRouter = router({
  limits: viewerProcedure.query(({ ctx }) => listLimits(ctx.actor)),
  changeLimit: auditedProcedure({ entityType: 'approval-limit', idKey: 'authority' })
    .concat(adminProcedure)
    .input(ChangeLimitInput)
    .mutation(({ ctx, input }) => changeLimit(ctx.actor, input)),
});

/** Part of `users`. */
export const signInChoicesRouter = router({
  /** Whom the sign-in page offers, and what each may approve. */
  localSignInChoices: publicProcedure.query(() => localSignInChoices()),
});
