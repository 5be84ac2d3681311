import type { ConstraintUse, InventoryProblem, PlanTotals, PlanTransfer } from '../contracts/inventory.ts';
import { lineAmountMinor } from '../numerics/line-amount.ts';
import { type PricedLine, type PricedPlan, pricePlan } from '../numerics/price-plan.ts';
import { unitPriceMinor } from '../numerics/unit-price.ts';
import { type PlanBreach, planBreaches } from './plan-breaches.ts';

/** What a set of orders costs, ties up and serves, and which limits it breaks. */
export interface ScenarioFigures {
  readonly totals: PlanTotals;
  /** What goods cost beyond their cheapest price; part of `totals.objectiveMinor`. */
  readonly premiumMinor: number;
  /** Goods ordered in each week. */
  readonly cashByWeekMinor: readonly number[];
  /** Value at unit cost of all stock at the end of each week. */
  readonly stockByWeekMinor: readonly number[];
  /** Orders placed over the horizon: one for each supplier and week. */
  readonly orderCount: number;
  readonly unitsOrdered: number;
  readonly lines: readonly PricedLine[];
  readonly constraintUse: readonly ConstraintUse[];
  readonly breaches: readonly PlanBreach[];
}

/** What every set of orders for one problem shares. */
export interface ScenarioBasis {
  readonly problem: InventoryProblem;
  readonly transfers: readonly PlanTransfer[];
  /** By line of the problem, cost of one unit unserved. */
  readonly shortageCostsMinor: readonly number[];
}

/**
 * Prices one set of orders: the optimiser's, a policy's or a planner's own, all by the same measure, in a browser or on
 * the server.
 *
 * @param orders by line of the problem and week, units ordered
 */
export function priceScenario(basis: ScenarioBasis, orders: readonly ArrayLike<number>[]): ScenarioFigures {
  const { problem, transfers, shortageCostsMinor } = basis;
  const priced = pricePlan(problem, orders, transfers, shortageCostsMinor);
  const cashByWeekMinor = new Array<number>(problem.weeks).fill(0);
  const stockByWeekMinor = new Array<number>(problem.weeks).fill(0);
  const placed = new Set<string>();
  let unitsOrdered = 0;
  problem.lines.forEach((line, index) => {
    for (let week = 0; week < problem.weeks; week++) {
      stockByWeekMinor[week]! += (priced.lines[index]?.closing[week] ?? 0) * line.unitCostMinor;
      const quantity = orders[index]?.[week] ?? 0;
      if (quantity === 0) continue;
      unitsOrdered += quantity;
      placed.add(JSON.stringify([line.supplierId, week]));
      cashByWeekMinor[week]! += lineAmountMinor(
        quantity,
        unitPriceMinor(quantity, line.unitCostMinor, line.priceBreaks),
      );
    }
  });
  const { objectiveMinor, orderCostMinor, holdingCostMinor, transferCostMinor, shortageCostMinor } = priced.totals;
  return {
    totals: priced.totals,
    premiumMinor: objectiveMinor - orderCostMinor - holdingCostMinor - transferCostMinor - shortageCostMinor,
    cashByWeekMinor,
    stockByWeekMinor,
    orderCount: placed.size,
    unitsOrdered,
    lines: priced.lines,
    constraintUse: priced.constraintUse,
    breaches: planBreaches(problem, orders, priced, withoutOrders(basis)),
  };
}

const pricedBasis = new WeakMap<ScenarioBasis, PricedPlan>();

/** The same for every set of orders, so that an edit prices one plan, not two. */
function withoutOrders(basis: ScenarioBasis): PricedPlan {
  const known = pricedBasis.get(basis);
  if (known) return known;
  const priced = pricePlan(basis.problem, [], basis.transfers, basis.shortageCostsMinor);
  pricedBasis.set(basis, priced);
  return priced;
}
