import { limitPrices } from '../lot-bound/limit-prices.ts';
import { lagrangianBound } from '../lot-bound/lower-bound.ts';
import { annealLots } from '../lot-plan/anneal-lots.ts';
import { lotModel, planOf, solutionOf } from '../lot-plan/lot-model.ts';
import type { LotProblem } from '../lot-plan/lot-problem.ts';
import { searchLots } from '../lot-plan/lot-search.ts';
import { searchOrderWeeks } from '../lot-plan/order-weeks.ts';
import type { InstanceCheck, InstanceModel, InstancePlan } from './instance.ts';

/** Layout `purchase-plan`: several suppliers, minimum orders, packs, order costs, weekly budget, one warehouse. */
export interface PurchaseInstance {
  readonly items: number;
  readonly suppliers: number;
  readonly periods: number;
  readonly supplier_of: readonly number[];
  readonly lead_time: readonly number[];
  readonly po_cost: readonly number[];
  readonly min_order_value: readonly number[];
  readonly line_cost: readonly number[];
  readonly unit_cost: readonly number[];
  readonly holding_cost: readonly number[];
  readonly unit_volume: readonly number[];
  readonly moq: readonly number[];
  readonly multiple: readonly number[];
  readonly initial_stock: readonly number[];
  readonly scheduled_receipts: readonly (readonly number[])[];
  readonly lost_sale_cost: readonly number[];
  readonly demand: readonly (readonly number[])[];
  readonly budget: readonly number[];
  readonly warehouse_volume: number;
}

export function purchaseProblem(instance: PurchaseInstance): LotProblem {
  const weeks = instance.periods;
  const unlimited = () => new Float64Array(weeks).fill(Number.POSITIVE_INFINITY);
  return {
    weeks,
    budget: Float64Array.from(instance.budget),
    budgetTotal: Number.POSITIVE_INFINITY,
    capitalLimit: unlimited(),
    volumeLimit: [instance.warehouse_volume],
    lanes: [],
    arcs: [],
    suppliers: instance.po_cost.map((orderCost, supplier) => ({
      orderCost,
      minimumValue: instance.min_order_value[supplier]!,
      capacity: unlimited(),
    })),
    lines: instance.demand.map((demand, item) => ({
      supplier: instance.supplier_of[item]!,
      warehouse: 0,
      leadWeeks: instance.lead_time[instance.supplier_of[item]!]!,
      packUnits: instance.multiple[item]!,
      minimumPacks: Math.max(1, Math.ceil(instance.moq[item]! / instance.multiple[item]! - 1e-9)),
      lineCost: instance.line_cost[item]!,
      unitCost: instance.unit_cost[item]!,
      priceBreaks: [],
      unitVolume: instance.unit_volume[item]!,
      holdingCost: instance.holding_cost[item]!,
      shortageCost: instance.lost_sale_cost[item]!,
      initialStock: instance.initial_stock[item]!,
      receipts: Float64Array.from(instance.scheduled_receipts[item]!),
      demand: Float64Array.from(demand),
      closingDeviation: new Float64Array(weeks),
      openingDeviation: new Float64Array(weeks),
      closingSkewness: new Float64Array(weeks),
      openingSkewness: new Float64Array(weeks),
      safetyDeviations: 0,
      lateUnits: new Float64Array(weeks),
      stockCap: unlimited(),
    })),
  };
}

export function purchaseModel(instance: PurchaseInstance): InstanceModel {
  const problem = purchaseProblem(instance);
  const model = lotModel(problem);
  // Only whether a line is ordered is fixed, never how much: the solver finds the packs quickly and shifts them freely.
  const columnsOf = (line: number, weeks: readonly number[]) =>
    weeks.map(week => model.ordered[line]![week]!).filter(column => column >= 0);
  const openOf = (week: number) => model.open.map(open => open[week]!).filter(column => column >= 0);
  const allWeeks = Array.from({ length: problem.weeks }, (_, week) => week);
  const allLines = problem.lines.map((_, line) => line);
  const bySupplier = problem.suppliers.map((_, supplier) =>
    allLines
      .filter(line => problem.lines[line]!.supplier === supplier)
      .flatMap(line => columnsOf(line, allWeeks))
      .concat([...model.open[supplier]!].filter(column => column >= 0)),
  );
  return {
    linear: model.linear,
    families: [
      allWeeks.map(week => allLines.flatMap(line => columnsOf(line, [week])).concat(openOf(week))),
      bySupplier.filter(group => group.length > 0),
    ],
    details: [],
    construct: (share, seed) => {
      const start = searchLots(problem, { seed, elapsedShare: () => share() / 0.05 });
      const prover = lagrangianBound(problem);
      prover.raise(100, start.cost, () => share() >= 0.15);
      const chosen = searchOrderWeeks(problem, {
        seed,
        start: start.packs,
        prices: limitPrices(problem, prover.multipliers()),
        elapsedShare: () => (share() - 0.15) / 0.25,
      });
      const annealed = annealLots(problem, {
        seed,
        start: { packs: chosen, moved: [] },
        rounds: 2,
        heat: 0.1,
        elapsedShare: () => (share() - 0.4) / 0.6,
      });
      const best = annealed.plan && annealed.cost <= start.cost ? annealed.plan.packs : start.packs;
      return solutionOf(problem, model, best);
    },
    planOf: values => ({
      orders: planOf(problem, model, values).map((packs, line) =>
        [...packs].map(each => each * instance.multiple[line]!),
      ),
    }),
  };
}

/** Recomputes cost and every rule from the orders alone; shares no code with the optimiser. */
export function checkPurchase(instance: PurchaseInstance, plan: InstancePlan): InstanceCheck {
  const orders = plan.orders as readonly (readonly number[])[];
  const violations: string[] = [];
  let objective = 0;
  const volume = new Array<number>(instance.periods).fill(0);
  for (let item = 0; item < instance.items; item++) {
    const lead = instance.lead_time[instance.supplier_of[item]!]!;
    let stock = instance.initial_stock[item]!;
    for (let period = 0; period < instance.periods; period++) {
      const ordered = orders[item]![period]!;
      const where = `item ${item}, period ${period}`;
      if (ordered < 0 || ordered % instance.multiple[item]! !== 0)
        violations.push(`${where}: ${ordered} is no multiple`);
      if (ordered > 0 && ordered < instance.moq[item]!) violations.push(`${where}: ${ordered} is below the minimum`);
      if (ordered > 0 && period + lead >= instance.periods) violations.push(`${where}: arrives after the horizon`);
      if (ordered > 0) objective += instance.line_cost[item]!;
      const arriving = period >= lead ? orders[item]![period - lead]! : 0;
      const level = stock + arriving + instance.scheduled_receipts[item]![period]! - instance.demand[item]![period]!;
      stock = Math.max(0, level);
      objective += instance.holding_cost[item]! * stock + instance.lost_sale_cost[item]! * Math.max(0, -level);
      volume[period]! += instance.unit_volume[item]! * stock;
    }
  }
  for (let period = 0; period < instance.periods; period++) {
    let spent = 0;
    for (let supplier = 0; supplier < instance.suppliers; supplier++) {
      const own = instance.supplier_of.flatMap((each, item) => (each === supplier ? [item] : []));
      const value = own.reduce((sum, item) => sum + instance.unit_cost[item]! * orders[item]![period]!, 0);
      if (own.some(item => orders[item]![period]! > 0)) {
        objective += instance.po_cost[supplier]!;
        if (value < instance.min_order_value[supplier]! - 1e-6) {
          violations.push(`supplier ${supplier}, period ${period}: ${value} is below its minimum order value`);
        }
      }
      spent += value;
    }
    if (spent > instance.budget[period]! + 1e-6) violations.push(`period ${period}: ${spent} is over the budget`);
    if (volume[period]! > instance.warehouse_volume + 1e-6)
      violations.push(`period ${period}: the warehouse is over-full`);
  }
  return { objective, violations };
}
