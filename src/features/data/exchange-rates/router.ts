import { auditedProcedure } from '../../../server/audited-procedure.ts';
import { adminProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { EnterRateInput } from './schema.ts';
import { enterRate, listRates } from './service.ts';

export const exchangeRatesRouter = router({
  list: viewerProcedure.query(({ ctx }) => listRates(ctx.actor)),
  enter: auditedProcedure({ entityType: 'exchange-rate', idKey: 'currency' })
    .concat(adminProcedure)
    .input(EnterRateInput)
    .mutation(({ ctx, input }) => enterRate(ctx.actor, input)),
});
