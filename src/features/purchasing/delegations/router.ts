import { auditedProcedure } from '../../../server/audited-procedure.ts';
import { managerProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { EndDelegationInput, LendAuthorityInput } from './schema.ts';
import { lendAuthority, listColleagues, listDelegations, withdrawDelegation } from './service.ts';

export const delegationsRouter = router({
  list: viewerProcedure.query(({ ctx }) => listDelegations(ctx.actor)),
  /** Whom an authority can be lent to. */
  colleagues: managerProcedure.query(({ ctx }) => listColleagues(ctx.actor)),
  lend: auditedProcedure({ entityType: 'delegation', idKey: 'toUserId' })
    .concat(managerProcedure)
    .input(LendAuthorityInput)
    .mutation(({ ctx, input }) => lendAuthority(ctx.actor, input)),
  withdraw: auditedProcedure({ entityType: 'delegation', idKey: 'delegationId' })
    .concat(viewerProcedure)
    .input(EndDelegationInput)
    .mutation(({ ctx, input }) => withdrawDelegation(ctx.actor, input.delegationId)),
});
