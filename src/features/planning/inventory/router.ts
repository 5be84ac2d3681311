import { managerProcedure, operatorProcedure, router, viewerProcedure } from '../../../server/trpc.ts';
import { StockScope } from '../planning-inputs/schema.ts';
import { CountStockInput, SetPolicyInput } from './schema.ts';
import { countStock, listStock, setPolicy } from './service.ts';

export const inventoryRouter = router({
  stock: viewerProcedure.input(StockScope.prefault({})).query(({ ctx, input }) => listStock(ctx.actor, input)),
  countStock: operatorProcedure.input(CountStockInput).mutation(({ ctx, input }) => countStock(ctx.actor, input)),
  setPolicy: managerProcedure.input(SetPolicyInput).mutation(({ ctx, input }) => setPolicy(ctx.actor, input)),
});
