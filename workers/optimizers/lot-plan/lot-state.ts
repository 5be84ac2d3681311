import type { LotLine, LotProblem } from './lot-problem.ts';
import { lateCost, orderValue, premium, weekCost } from './week-cost.ts';

/** A plan under construction with everything that moves need to know about it, kept up to date line by line. */
export interface LotState {
  readonly problem: LotProblem;
  readonly packs: Int32Array[];
  /** Cost of each line without its supplier's order cost. */
  readonly lineCost: Float64Array;
  /** By supplier and week: lines on the order, its goods value and its units. */
  readonly ordering: Int32Array[];
  readonly value: Float64Array[];
  readonly units: Float64Array[];
  readonly spent: Float64Array;
  spentTotal: number;
  readonly volume: Float64Array[];
  readonly capital: Float64Array;
  /** Order costs plus line costs; what falls short of minimum values is not in it. */
  cost: number;
  /** Goods value that orders fall short of their supplier's minimum. */
  missingValue: number;
}

/** An empty plan: no line is in it yet, not even its stock. */
export function emptyState(problem: LotProblem): LotState {
  const { weeks } = problem;
  return {
    problem,
    packs: problem.lines.map(() => new Int32Array(weeks)),
    lineCost: new Float64Array(problem.lines.length),
    ordering: problem.suppliers.map(() => new Int32Array(weeks)),
    value: problem.suppliers.map(() => new Float64Array(weeks)),
    units: problem.suppliers.map(() => new Float64Array(weeks)),
    spent: new Float64Array(weeks),
    spentTotal: 0,
    volume: problem.volumeLimit.map(() => new Float64Array(weeks)),
    capital: new Float64Array(weeks),
    cost: 0,
    missingValue: 0,
  };
}

/** Puts a line with its orders into the plan (`sign` 1) or takes it out (−1). */
export function applyLine(state: LotState, index: number, sign: 1 | -1): void {
  const { problem } = state;
  const line = problem.lines[index]!;
  const packs = state.packs[index]!;
  const supplier = problem.suppliers[line.supplier]!;
  const ordering = state.ordering[line.supplier]!;
  const value = state.value[line.supplier]!;
  const units = state.units[line.supplier]!;
  for (let week = 0; week < problem.weeks; week++) {
    const number = packs[week]!;
    if (number === 0) continue;
    const goods = orderValue(line, number);
    const missingBefore = missing(ordering[week]!, value[week]!, supplier.minimumValue);
    const openBefore = ordering[week]! > 0;
    ordering[week]! += sign;
    value[week] = ordering[week] === 0 ? 0 : value[week]! + sign * goods;
    units[week]! += sign * number * line.packUnits;
    state.missingValue += missing(ordering[week]!, value[week]!, supplier.minimumValue) - missingBefore;
    const openAfter = ordering[week]! > 0;
    if (openBefore !== openAfter) state.cost += openAfter ? supplier.orderCost : -supplier.orderCost;
    state.spent[week]! += sign * goods;
    state.spentTotal += sign * goods;
  }
  if (sign === 1) state.lineCost[index] = lineCost(line, packs, problem.weeks);
  state.cost += sign * state.lineCost[index]!;
  const volume = state.volume[line.warehouse]!;
  eachStock(line, packs, problem.weeks, (week, stock) => {
    volume[week]! += sign * stock * line.unitVolume;
    state.capital[week]! += sign * stock * line.unitCost;
  });
}

function missing(ordering: number, value: number, minimumValue: number): number {
  return ordering > 0 && value < minimumValue - 1e-6 ? minimumValue - value : 0;
}

/** Cost of a line's orders without the supplier's order cost: line costs, holding, expected shortage, dearer prices. */
export function lineCost(line: LotLine, packs: ArrayLike<number>, weeks: number): number {
  let cost = 0;
  let stock = line.initialStock;
  let level = stock;
  for (let week = 0; week < weeks; week++) {
    const number = week >= line.leadWeeks ? packs[week - line.leadWeeks]! : 0;
    const arriving = line.receipts[week]! + number * line.packUnits;
    if (arriving > 0 && week > 0) cost += lateCost(line, week - 1, level);
    if (number > 0) cost += line.lineCost + premium(line, number);
    level = stock + arriving - line.demand[week]!;
    cost += weekCost(line, week, level);
    stock = level > 0 ? level : 0;
  }
  return cost;
}

export function eachStock(
  line: LotLine,
  packs: ArrayLike<number>,
  weeks: number,
  visit: (week: number, stock: number) => void,
): void {
  let stock = line.initialStock;
  for (let week = 0; week < weeks; week++) {
    const number = week >= line.leadWeeks ? packs[week - line.leadWeeks]! : 0;
    stock = Math.max(0, stock + line.receipts[week]! + number * line.packUnits - line.demand[week]!);
    visit(week, stock);
  }
}
