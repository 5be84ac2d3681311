import { auditedProcedure } from '../../../server/audited-procedure.ts';
import { adminProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { ChangeSettingsInput } from './schema.ts';
import { changeSettings, showSettings } from './service.ts';

export const planningSettingsRouter = router({
  read: viewerProcedure.query(({ ctx }) => showSettings(ctx.actor)),
  change: auditedProcedure({ entityType: 'planning-settings', idKey: 'version' })
    .concat(adminProcedure)
    .input(ChangeSettingsInput)
    .mutation(({ ctx, input }) => changeSettings(ctx.actor, input)),
});
