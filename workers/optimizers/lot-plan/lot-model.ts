import { addColumn, addRow, type LinearModel, linearModel } from '../solver/linear-model.ts';
import type { LotProblem } from './lot-problem.ts';

/** The plan as a mixed-integer programme, with the columns that a plan is read from. */
export interface LotModel {
  readonly linear: LinearModel;
  /** By line and order week; −1 where no order is possible. */
  readonly packs: readonly Int32Array[];
  readonly ordered: readonly Int32Array[];
  /** By supplier and week; −1 where nobody can order. */
  readonly open: readonly Int32Array[];
  /** By line and week. */
  readonly stock: readonly Int32Array[];
  readonly lost: readonly Int32Array[];
  /** Demand that no stock at hand or due can serve, and stock left without orders, by line and week. */
  readonly netDemand: readonly Float64Array[];
  readonly freeStock: readonly Float64Array[];
}

/**
 * Strong formulation for certain demand: net of what is there anyway, with the (l,S) inequalities that an order must be
 * open for whatever stock and lost sales leave unserved.
 *
 * @see Barany, Van Roy & Wolsey (1984), Management Science 30(10); Loparic, Pochet & Wolsey (2001) for lost sales
 */
export function lotModel(problem: LotProblem): LotModel {
  const { weeks, lines, suppliers } = problem;
  const linear = linearModel();
  const grid = () => lines.map(() => new Int32Array(weeks).fill(-1));
  const [packs, ordered, stock, lost] = [grid(), grid(), grid(), grid()];
  const open = suppliers.map(() => new Int32Array(weeks).fill(-1));
  const netDemand: Float64Array[] = [];
  const freeStock: Float64Array[] = [];

  lines.forEach((line, index) => {
    const net = new Float64Array(weeks);
    const free = new Float64Array(weeks);
    let left = line.initialStock;
    for (let week = 0; week < weeks; week++) {
      left += line.receipts[week]! - line.demand[week]!;
      if (left < 0) {
        net[week] = -left;
        left = 0;
      }
      free[week] = left;
      linear.offset += left * line.holdingCost;
    }
    netDemand.push(net);
    freeStock.push(free);
    const supplier = suppliers[line.supplier]!;
    for (let week = 0; week < weeks; week++) {
      lost[index]![week] = addColumn(linear, line.shortageCost, 0, net[week]!);
      stock[index]![week] = addColumn(linear, line.holdingCost, 0, Number.POSITIVE_INFINITY);
      const arrival = week + line.leadWeeks;
      if (arrival >= weeks) continue;
      const most = mostPacks(problem, index, arrival, net);
      packs[index]![week] = addColumn(linear, 0, 0, most, 1);
      ordered[index]![week] = addColumn(linear, line.lineCost, 0, most >= line.minimumPacks ? 1 : 0, 1);
      open[line.supplier]![week] =
        open[line.supplier]![week]! >= 0 ? open[line.supplier]![week]! : addColumn(linear, supplier.orderCost, 0, 1, 1);
      const n = packs[index]![week]!;
      const y = ordered[index]![week]!;
      addRow(linear, Number.NEGATIVE_INFINITY, 0, [n, 1, y, -most]);
      addRow(linear, 0, Number.POSITIVE_INFINITY, [n, 1, y, -line.minimumPacks]);
      addRow(linear, Number.NEGATIVE_INFINITY, 0, [y, 1, open[line.supplier]![week]!, -1]);
    }
    for (let week = 0; week < weeks; week++) {
      const terms = [stock[index]![week]!, -1, lost[index]![week]!, 1];
      if (week > 0) terms.push(stock[index]![week - 1]!, 1);
      if (week >= line.leadWeeks) terms.push(packs[index]![week - line.leadWeeks]!, line.packUnits);
      addRow(linear, net[week]!, net[week]!, terms);
    }
    for (let from = 0; from < weeks; from++) {
      let total = 0;
      for (let to = from; to < weeks; to++) {
        total += net[to]!;
        if (net[to] === 0) continue;
        const terms: number[] = [];
        if (from > 0) terms.push(stock[index]![from - 1]!, 1);
        let later = total;
        for (let week = from; week <= to; week++) {
          if (net[week]! > 0) terms.push(lost[index]![week]!, 1);
          if (week >= line.leadWeeks) terms.push(ordered[index]![week - line.leadWeeks]!, later);
          later -= net[week]!;
        }
        addRow(linear, total, Number.POSITIVE_INFINITY, terms);
      }
    }
  });
  addSharedRows(problem, { linear, packs, ordered, open, stock, lost, netDemand, freeStock });
  return { linear, packs, ordered, open, stock, lost, netDemand, freeStock };
}

/** No order needs to exceed what is still to be served, rounded up, or the minimum. */
function mostPacks(problem: LotProblem, index: number, arrival: number, net: Float64Array): number {
  const line = problem.lines[index]!;
  let needed = 0;
  for (let week = arrival; week < problem.weeks; week++) needed += net[week]!;
  const byNeed = Math.max(line.minimumPacks, Math.ceil(needed / line.packUnits - 1e-9));
  const supplier = problem.suppliers[line.supplier]!;
  const orderWeek = arrival - line.leadWeeks;
  const cash = Math.min(problem.budget[orderWeek]!, problem.budgetTotal);
  const byCash = line.unitCost > 0 ? cash / line.unitCost : Number.POSITIVE_INFINITY;
  const byMinimum = supplier.minimumValue > 0 && line.unitCost > 0 ? supplier.minimumValue / line.unitCost : 0;
  const units = Math.min(byCash, supplier.capacity[orderWeek]!);
  return Math.min(Math.max(byNeed, Math.ceil(byMinimum / line.packUnits)), Math.floor(units / line.packUnits + 1e-9));
}

function addSharedRows(problem: LotProblem, model: LotModel) {
  const { linear, packs, open, stock, freeStock } = model;
  const { weeks, lines, suppliers } = problem;
  const all: number[] = [];
  for (let week = 0; week < weeks; week++) {
    const spend: number[] = [];
    const capital: number[] = [];
    let freeCapital = 0;
    lines.forEach((line, index) => {
      if (packs[index]![week]! >= 0) spend.push(packs[index]![week]!, line.unitCost * line.packUnits);
      capital.push(stock[index]![week]!, line.unitCost);
      freeCapital += freeStock[index]![week]! * line.unitCost;
    });
    all.push(...spend);
    if (Number.isFinite(problem.budget[week]!)) addRow(linear, Number.NEGATIVE_INFINITY, problem.budget[week]!, spend);
    if (Number.isFinite(problem.capitalLimit[week]!)) {
      addRow(linear, Number.NEGATIVE_INFINITY, Math.max(0, problem.capitalLimit[week]! - freeCapital), capital);
    }
    problem.volumeLimit.forEach((limit, warehouse) => {
      if (!Number.isFinite(limit)) return;
      const terms: number[] = [];
      let free = 0;
      lines.forEach((line, index) => {
        if (line.warehouse !== warehouse) return;
        terms.push(stock[index]![week]!, line.unitVolume);
        free += freeStock[index]![week]! * line.unitVolume;
      });
      addRow(linear, Number.NEGATIVE_INFINITY, Math.max(0, limit - free), terms);
    });
    suppliers.forEach((supplier, each) => {
      const opened = open[each]![week]!;
      if (opened < 0) return;
      const goods: number[] = [];
      const units: number[] = [];
      lines.forEach((line, index) => {
        if (line.supplier !== each || packs[index]![week]! < 0) return;
        goods.push(packs[index]![week]!, line.unitCost * line.packUnits);
        units.push(packs[index]![week]!, line.packUnits);
      });
      if (supplier.minimumValue > 0) {
        addRow(linear, 0, Number.POSITIVE_INFINITY, [...goods, opened, -supplier.minimumValue]);
      }
      if (Number.isFinite(supplier.capacity[week]!))
        addRow(linear, Number.NEGATIVE_INFINITY, supplier.capacity[week]!, units);
    });
  }
  if (Number.isFinite(problem.budgetTotal)) addRow(linear, Number.NEGATIVE_INFINITY, problem.budgetTotal, all);
}

/** The column values of a plan. */
export function solutionOf(problem: LotProblem, model: LotModel, plan: readonly Int32Array[]): Float64Array {
  const values = new Float64Array(model.linear.cost.length);
  problem.lines.forEach((line, index) => {
    let stock = 0;
    for (let week = 0; week < problem.weeks; week++) {
      const number = plan[index]![week]!;
      if (number > 0) {
        values[model.packs[index]![week]!] = number;
        values[model.ordered[index]![week]!] = 1;
        values[model.open[line.supplier]![week]!] = 1;
      }
      const arriving = week >= line.leadWeeks ? plan[index]![week - line.leadWeeks]! * line.packUnits : 0;
      const level = stock + arriving - model.netDemand[index]![week]!;
      stock = Math.max(0, level);
      values[model.stock[index]![week]!] = stock;
      values[model.lost[index]![week]!] = Math.max(0, -level);
    }
  });
  return values;
}

export function planOf(problem: LotProblem, model: LotModel, values: Float64Array): Int32Array[] {
  return problem.lines.map((_, index) =>
    Int32Array.from(model.packs[index]!, column => (column < 0 ? 0 : Math.round(values[column]!))),
  );
}
