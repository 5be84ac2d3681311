import { auditedProcedure } from '../../server/audited-procedure.ts';
import { adminProcedure, managerProcedure, router, viewerProcedure } from '../../server/trpc.ts';
import { ChangeLimitInput, EndDelegationInput, LendAuthorityInput } from './schema.ts';
import {
  changeLimit,
  lendAuthority,
  listColleagues,
  listDelegations,
  listLimits,
  withdrawDelegation,
} from './service.ts';

export const approvalsRouter = router({
  limits: viewerProcedure.query(({ ctx }) => listLimits(ctx.actor)),
  changeLimit: auditedProcedure({ entityType: 'approval-limit', idKey: 'authority' })
    .concat(adminProcedure)
    .input(ChangeLimitInput)
    .mutation(({ ctx, input }) => changeLimit(ctx.actor, input)),
  colleagues: managerProcedure.query(({ ctx }) => listColleagues(ctx.actor)),
  delegations: viewerProcedure.query(({ ctx }) => listDelegations(ctx.actor)),
  lend: auditedProcedure({ entityType: 'delegation', idKey: 'toUserId' })
    .concat(managerProcedure)
    .input(LendAuthorityInput)
    .mutation(({ ctx, input }) => lendAuthority(ctx.actor, input)),
  withdraw: auditedProcedure({ entityType: 'delegation', idKey: 'delegationId' })
    .concat(viewerProcedure)
    .input(EndDelegationInput)
    .mutation(({ ctx, input }) => withdrawDelegation(ctx.actor, input.delegationId)),
});
