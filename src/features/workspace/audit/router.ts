import { managerProcedure, router } from '../../../server/trpc.ts';
import { ListAuditInput } from './schema.ts';
import { auditChoices, listAudit } from './service.ts';

export const auditRouter = router({
  list: managerProcedure.input(ListAuditInput).query(({ ctx, input }) => listAudit(ctx.actor, input)),
  choices: managerProcedure.query(({ ctx }) => auditChoices(ctx.actor)),
});
