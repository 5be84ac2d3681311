import { stockExceptions } from '../../../../shared/planning/stock-exceptions.ts';
import type { Actor } from '../../../server/actor.ts';
import type { StockScope } from '../planning-inputs/schema.ts';
import { judgePairs, readPlanningInputs } from '../planning-inputs/service.ts';

/** What to expedite, order, defer or cancel, the most money at risk first. */
export async function listExceptions(actor: Pick<Actor, 'organisationId'>, scope: StockScope) {
  const inputs = await readPlanningInputs(actor, scope);
  const judged = await judgePairs(inputs);
  const rows = judged.flatMap(({ pair, line, outlook }) =>
    line && outlook
      ? stockExceptions(line, pair.openOrders, outlook.safetyStock, inputs.planningDate).map(exception => ({
          ...exception,
          skuId: pair.sku.id,
          warehouseId: pair.warehouse.id,
          onHand: line.onHand,
          weeks: line.demand.mean.length,
          leadTimeDays: line.leadTimeDays,
          unitCostMinor: line.unitCostMinor,
          holdingRatePerYear: line.holdingRatePerYear,
        }))
      : [],
  );
  return {
    planningDate: inputs.planningDate,
    /** SKU × warehouse that lack an input and so were not judged. */
    notJudged: judged.filter(({ line }) => line === null).length,
    rows: rows.toSorted((a, b) => b.atRiskMinor - a.atRiskMinor),
  };
}
