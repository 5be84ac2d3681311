import { auditedProcedure } from '../../../server/audited-procedure.ts';
import { adminProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { ChangeLimitInput } from './schema.ts';
import { changeLimit, listLimits } from './service.ts';

export const approvalLimitsRouter = router({
  limits: viewerProcedure.query(({ ctx }) => listLimits(ctx.actor)),
  changeLimit: auditedProcedure({ entityType: 'approval-limit', idKey: 'authority' })
    .concat(adminProcedure)
    .input(ChangeLimitInput)
    .mutation(({ ctx, input }) => changeLimit(ctx.actor, input)),
});
