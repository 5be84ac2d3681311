import type { LotPlan, LotProblem } from './lot-problem.ts';
import { lateCost, orderValue, premium, weekCost } from './week-cost.ts';

/** A plan that changes in small steps, with its cost and by how much it is over its limits kept up to date. */
export interface PenalisedPlan {
  readonly packs: readonly Int32Array[];
  readonly moved: readonly Float64Array[];
  /** By line: stock at the end of each week, as of the last `refresh`. */
  readonly stock: readonly Float64Array[];
  /** By line and week, units that transfers bring less those that they take; empty where nothing can be moved. */
  readonly net: readonly Float64Array[];
  /** Transfers that move something: arc × weeks + week. */
  readonly moving: readonly number[];
  /** Change what is ordered or moved; `refresh` the lines concerned before asking for the cost. */
  setPacks(line: number, week: number, packs: number): void;
  setMoved(arc: number, week: number, units: number): void;
  refresh(line: number): void;
  load(plan: LotPlan): void;
  /** Cost with what is over the limits at its price. */
  total(): number;
  /** Cost without it. */
  cost(): number;
  /** Of `cost`, what vehicles cost. */
  vehicleCost(): number;
  keepsLimits(): boolean;
  /** Makes being over a limit dearer or cheaper. */
  scalePrices(factor: number): void;
  copy(): { packs: Int32Array[]; moved: Float64Array[] };
}

export function penalisedPlan(problem: LotProblem, start: LotPlan): PenalisedPlan {
  const { weeks, lines, suppliers, lanes, arcs } = problem;
  const packs = lines.map(() => new Int32Array(weeks));
  const moved = arcs.map(() => new Float64Array(weeks));
  const stock = lines.map(() => new Float64Array(weeks));
  const own = new Float64Array(lines.length);
  const ordering = suppliers.map(() => new Int32Array(weeks));
  const value = suppliers.map(() => new Float64Array(weeks));
  const units = suppliers.map(() => new Float64Array(weeks));
  const spent = new Float64Array(weeks);
  const volume = problem.volumeLimit.map(() => new Float64Array(weeks));
  const capital = new Float64Array(weeks);
  const watchesCapital = problem.capitalLimit.some(Number.isFinite);
  const watchesCapacity = suppliers.map(supplier => supplier.capacity.some(Number.isFinite));
  const watchesVolume = problem.volumeLimit.map(Number.isFinite);
  /** What there is over a limit that no order of this plan causes: it is not held against the plan. */
  const freeVolume = problem.volumeLimit.map(() => new Float64Array(weeks));
  const freeCapital = new Float64Array(weeks);
  const net = arcs.length === 0 ? [] : lines.map(() => new Float64Array(weeks));
  const loaded = lanes.map(() => new Float64Array(weeks));
  const moving: number[] = [];
  const movingAt = new Int32Array(arcs.length * weeks).fill(-1);

  let spentTotal = 0;
  let base = 0;
  let vehicles = 0;
  let overBudget = 0;
  let overStock = 0;
  let overCapacity = 0;
  let missingValue = 0;
  /** Units that transfers take from where they are not. */
  let overdrawn = 0;
  const overdrawnBy = new Float64Array(lines.length);
  let overdrawnNow = 0;
  const meanShortage =
    lines.reduce((sum, line) => sum + line.shortageCost / Math.max(1e-9, line.unitCost), 0) / lines.length;
  const unitShortage = lines.reduce((sum, line) => sum + line.shortageCost, 0) / lines.length;
  const price = {
    budget: 0.3 * meanShortage,
    stock: 0.3 * meanShortage,
    capacity: 0.3 * unitShortage,
    value: 0.1 * meanShortage,
  };
  /** Goods that are not there must not be worth moving to wherever they are missed most. */
  const overdrawnPrice = 4 * lines.reduce((most, line) => Math.max(most, line.shortageCost), 0);
  // One unit of volume weighs as much as the goods that usually fill it.
  const volumePrice =
    lines.reduce((sum, line) => sum + line.unitCost, 0) /
    Math.max(
      1e-9,
      lines.reduce((sum, line) => sum + line.unitVolume, 0),
    );

  function project(index: number, into: Float64Array): number {
    const line = lines[index]!;
    const plan = packs[index]!;
    const transferred = net[index];
    const { leadWeeks, packUnits, receipts, demand } = line;
    let left = line.initialStock;
    let level = left;
    let cost = 0;
    overdrawnNow = 0;
    for (let week = 0; week < weeks; week++) {
      const number = week >= leadWeeks ? plan[week - leadWeeks]! : 0;
      const brought = transferred === undefined ? 0 : transferred[week]!;
      const arriving = receipts[week]! + number * packUnits + brought;
      if (number > 0) cost += line.lineCost + premium(line, number);
      if (arriving > 0 && week > 0 && line.lateUnits[week - 1]! > 0) cost += lateCost(line, week - 1, level);
      if (left + arriving < -1e-7) overdrawnNow -= left + arriving;
      level = left + arriving - demand[week]!;
      cost += weekCost(line, week, level);
      left = level > 0 ? level : 0;
      if (left > line.stockCap[week]! + 1e-7 && (number > 0 || brought > 0))
        cost += (left - line.stockCap[week]!) * line.shortageCost * 4;
      into[week] = left;
    }
    return cost;
  }

  const over = (amount: number, limit: number) => (amount > limit + 1e-7 ? amount - limit : 0);
  const short = (count: number, goods: number, minimum: number) =>
    count > 0 && goods < minimum - 1e-7 ? minimum - goods : 0;

  function setPacks(index: number, week: number, number: number) {
    const line = lines[index]!;
    const before = packs[index]![week]!;
    if (before === number) return;
    const goods = orderValue(line, number) - orderValue(line, before);
    const each = line.supplier;
    const supplier = suppliers[each]!;
    const orders = ordering[each]!;
    const values = value[each]!;
    missingValue -= short(orders[week]!, values[week]!, supplier.minimumValue);
    if (before === 0) {
      orders[week]! += 1;
      if (orders[week] === 1) base += supplier.orderCost;
    } else if (number === 0) {
      orders[week]! -= 1;
      if (orders[week] === 0) base -= supplier.orderCost;
    }
    values[week]! += goods;
    missingValue += short(orders[week]!, values[week]!, supplier.minimumValue);
    overBudget -= over(spent[week]!, problem.budget[week]!) + over(spentTotal, problem.budgetTotal);
    spent[week]! += goods;
    spentTotal += goods;
    overBudget += over(spent[week]!, problem.budget[week]!) + over(spentTotal, problem.budgetTotal);
    if (watchesCapacity[each]) {
      const used = units[each]!;
      overCapacity -= over(used[week]!, supplier.capacity[week]!);
      used[week]! += (number - before) * line.packUnits;
      overCapacity += over(used[week]!, supplier.capacity[week]!);
    }
    packs[index]![week] = number;
  }

  function setMoved(index: number, week: number, amount: number) {
    const arc = arcs[index]!;
    const change = amount - moved[index]![week]!;
    if (change === 0) return;
    moved[index]![week] = amount;
    net[arc.from]![week]! -= change;
    net[arc.to]![week + arc.leadWeeks]! += change;
    const before = vehicleCostOf(arc.lane, week);
    loaded[arc.lane]![week]! += change * lines[arc.from]!.unitVolume;
    const added = vehicleCostOf(arc.lane, week) - before;
    vehicles += added;
    base += change * arc.unitCost + added;
    list(index * weeks + week, amount > 0);
  }

  function vehicleCostOf(lane: number, week: number): number {
    const { vehicleCost, vehicleVolume } = lanes[lane]!;
    const used = loaded[lane]![week]!;
    return used > 1e-7 ? vehicleCost * Math.max(1, Math.ceil(used / vehicleVolume - 1e-9)) : 0;
  }

  function list(cell: number, moves: boolean) {
    const at = movingAt[cell]!;
    if (moves === at >= 0) return;
    if (moves) {
      movingAt[cell] = moving.push(cell) - 1;
      return;
    }
    const last = moving.pop()!;
    if (last !== cell) {
      moving[at] = last;
      movingAt[last] = at;
    }
    movingAt[cell] = -1;
  }

  let scratch = new Float64Array(weeks);
  function refresh(index: number) {
    const line = lines[index]!;
    const cost = project(index, scratch);
    base += cost - own[index]!;
    own[index] = cost;
    overdrawn += overdrawnNow - overdrawnBy[index]!;
    overdrawnBy[index] = overdrawnNow;
    const before = stock[index]!;
    if (watchesVolume[line.warehouse]) {
      const room = volume[line.warehouse]!;
      const limit = problem.volumeLimit[line.warehouse]!;
      const free = freeVolume[line.warehouse]!;
      const perUnit = line.unitVolume;
      for (let week = 0; week < weeks; week++) {
        const change = scratch[week]! - before[week]!;
        if (change === 0) continue;
        const bound = limit > free[week]! ? limit : free[week]!;
        overStock -= over(room[week]!, bound) * volumePrice;
        room[week]! += change * perUnit;
        overStock += over(room[week]!, bound) * volumePrice;
      }
    }
    if (watchesCapital) {
      for (let week = 0; week < weeks; week++) {
        const change = scratch[week]! - before[week]!;
        if (change === 0) continue;
        const bound = Math.max(problem.capitalLimit[week]!, freeCapital[week]!);
        overStock -= over(capital[week]!, bound);
        capital[week]! += change * line.unitCost;
        overStock += over(capital[week]!, bound);
      }
    }
    stock[index] = scratch;
    scratch = before;
  }

  function loadPlan(from: LotPlan) {
    for (const cell of [...moving]) setMoved(Math.floor(cell / weeks), cell % weeks, 0);
    from.moved.forEach((amounts, arc) => {
      for (let week = 0; week < weeks; week++) if (amounts[week]! > 0) setMoved(arc, week, amounts[week]!);
    });
    lines.forEach((_, index) => {
      for (let week = 0; week < weeks; week++) setPacks(index, week, from.packs[index]![week]!);
      refresh(index);
    });
  }

  for (let index = 0; index < lines.length; index++) refresh(index);
  for (const [each, room] of volume.entries()) freeVolume[each]!.set(room);
  freeCapital.set(capital);
  overStock = 0;
  loadPlan(start);

  return {
    packs,
    moved,
    stock,
    net,
    moving,
    setPacks,
    setMoved,
    refresh,
    load: loadPlan,
    total: () =>
      base +
      price.budget * overBudget +
      price.stock * overStock +
      price.capacity * overCapacity +
      price.value * missingValue +
      overdrawnPrice * overdrawn,
    cost: () => base,
    vehicleCost: () => vehicles,
    keepsLimits: () =>
      overBudget < 1e-6 && overStock < 1e-6 && overCapacity < 1e-6 && missingValue < 1e-6 && overdrawn < 1e-6,
    scalePrices(factor) {
      price.budget *= factor;
      price.stock *= factor;
      price.capacity *= factor;
      price.value *= factor;
    },
    copy: () => ({ packs: packs.map(each => each.slice()), moved: moved.map(each => each.slice()) }),
  };
}
