import { random } from '../../../shared/numerics/random.ts';
import type { LotProblem } from './lot-problem.ts';
import { lateCost, orderValue, premium, weekCost } from './week-cost.ts';

export interface AnnealOptions {
  readonly seed: number;
  readonly start: readonly Int32Array[];
  /** Asked every few hundred moves: share of the time used, 0–1; 1 or more stops. */
  elapsedShare(): number;
  /** Cooling runs that follow one another, each from the best plan; at least 1. */
  readonly rounds: number;
  /** First temperature of the first round as a share of a typical order cost. */
  readonly heat: number;
  improved?(cost: number): void;
}

export interface AnnealResult {
  /** Null when no plan that keeps every constraint was met. */
  readonly packs: Int32Array[] | null;
  readonly cost: number;
  readonly moves: number;
}

/**
 * Simulated annealing over single packs: moves packs of a line between weeks, adds and drops orders, exchanges budget
 * between two lines, shifts all lines of a supplier's order. Limits may be exceeded on the way at a price that rises
 * while the plan stays over them and falls while it keeps them; the best plan is one that keeps them all.
 */
export function annealLots(problem: LotProblem, options: AnnealOptions): AnnealResult {
  const { weeks, lines, suppliers } = problem;
  const chance = random(options.seed);
  const packs = options.start.map(each => each.slice());
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
  const linesOf = suppliers.map((_, each) => lines.flatMap((line, index) => (line.supplier === each ? [index] : [])));
  const active = suppliers.flatMap((_, each) => (linesOf[each]!.length > 0 ? [each] : []));
  const latest = lines.map(line => weeks - line.leadWeeks);
  const orderable = lines.flatMap((line, index) => (line.leadWeeks < weeks ? [index] : []));
  if (orderable.length === 0) return { packs, cost: Number.NaN, moves: 0 };

  let spentTotal = 0;
  let base = 0;
  let overBudget = 0;
  let overStock = 0;
  let overCapacity = 0;
  let missingValue = 0;
  const typicalOrder =
    lines.reduce(
      (sum, line) => sum + line.lineCost + suppliers[line.supplier]!.orderCost / linesOf[line.supplier]!.length,
      0,
    ) / lines.length;
  const meanShortage =
    lines.reduce((sum, line) => sum + line.shortageCost / Math.max(1e-9, line.unitCost), 0) / lines.length;
  const price = { budget: 0.3 * meanShortage, stock: 0.3 * meanShortage, capacity: 1, value: 0.1 * meanShortage };

  function project(index: number, into: Float64Array): number {
    const line = lines[index]!;
    const plan = packs[index]!;
    const { leadWeeks, packUnits, receipts, demand } = line;
    let left = line.initialStock;
    let level = left;
    let cost = 0;
    for (let week = 0; week < weeks; week++) {
      const number = week >= leadWeeks ? plan[week - leadWeeks]! : 0;
      const arriving = receipts[week]! + number * packUnits;
      if (number > 0) cost += line.lineCost + premium(line, number);
      if (arriving > 0 && week > 0 && line.lateUnits[week - 1]! > 0) cost += lateCost(line, week - 1, level);
      level = left + arriving - demand[week]!;
      cost += weekCost(line, week, level);
      left = level > 0 ? level : 0;
      if (left > line.stockCap[week]! + 1e-7 && number > 0)
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

  let scratch = new Float64Array(weeks);
  function refresh(index: number) {
    const line = lines[index]!;
    const cost = project(index, scratch);
    base += cost - own[index]!;
    own[index] = cost;
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

  // One unit of volume weighs as much as the goods that usually fill it.
  const volumePrice =
    lines.reduce((sum, line) => sum + line.unitCost, 0) /
    Math.max(
      1e-9,
      lines.reduce((sum, line) => sum + line.unitVolume, 0),
    );

  for (const each of packs) each.fill(0);
  for (let index = 0; index < lines.length; index++) refresh(index);
  for (const [each, room] of volume.entries()) freeVolume[each]!.set(room);
  freeCapital.set(capital);
  overStock = 0;
  load(options.start);

  function load(from: readonly Int32Array[]) {
    lines.forEach((_, index) => {
      for (let week = 0; week < weeks; week++) setPacks(index, week, from[index]![week]!);
      refresh(index);
    });
  }

  const total = () =>
    base +
    price.budget * overBudget +
    price.stock * overStock +
    price.capacity * overCapacity +
    price.value * missingValue;
  const keepsAll = () => overBudget < 1e-6 && overStock < 1e-6 && overCapacity < 1e-6 && missingValue < 1e-6;

  let best: Int32Array[] | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  if (keepsAll()) {
    best = packs.map(each => each.slice());
    bestCost = base;
  }

  // One move's changes, to undo them: line, week, packs before.
  const undoLine: number[] = [];
  const undoWeek: number[] = [];
  const undoPacks: number[] = [];
  const touched: number[] = [];
  function change(index: number, week: number, number: number) {
    undoLine.push(index);
    undoWeek.push(week);
    undoPacks.push(packs[index]![week]!);
    setPacks(index, week, number);
    if (!touched.includes(index)) touched.push(index);
  }

  const legal = (index: number, number: number) => {
    const least = lines[index]!.minimumPacks;
    return number <= 0 ? 0 : number < least ? least : number;
  };

  /** A number of packs that brings the stock to zero at the end of a later week. */
  function coverPacks(index: number, week: number): number {
    const line = lines[index]!;
    const arrival = week + line.leadWeeks;
    const to = arrival + chance.below(Math.min(weeks - arrival, 6));
    let need = arrival > 0 ? -stock[index]![arrival - 1]! : -line.initialStock;
    for (let each = arrival; each <= to; each++) {
      need += line.demand[each]! - line.receipts[each]!;
      if (each > arrival) need -= packs[index]![each - line.leadWeeks]! * line.packUnits;
    }
    need += line.safetyDeviations * line.closingDeviation[to]!;
    const number = need / line.packUnits;
    return legal(index, chance.next() < 0.75 ? Math.ceil(number - 1e-9) : Math.floor(number + 1e-9));
  }

  function someOrderWeek(index: number): number {
    const plan = packs[index]!;
    const from = chance.below(latest[index]!);
    for (let step = 0; step < latest[index]!; step++) {
      const week = (from + step) % latest[index]!;
      if (plan[week]! > 0) return week;
    }
    return -1;
  }

  function otherWeek(index: number, week: number): number {
    if (chance.next() < 0.7) {
      const near = week + (chance.next() < 0.5 ? -1 : 1) * (1 + chance.below(2));
      if (near >= 0 && near < latest[index]!) return near;
    }
    return chance.below(latest[index]!);
  }

  /** Moves some or all packs of an order of the line to another week. */
  function shiftPacks(index: number, from: number, to: number) {
    if (from === to) return;
    const there = packs[index]![from]!;
    const which = chance.next();
    const count = which < 0.55 ? there : which < 0.8 ? 1 : 1 + chance.below(there);
    const left = there - count;
    change(index, from, left > 0 && left < lines[index]!.minimumPacks ? 0 : Math.max(0, left));
    const moved = there - packs[index]![from]!;
    change(index, to, legal(index, packs[index]![to]! + moved));
  }

  function move() {
    const kind = chance.next();
    const index = orderable[chance.below(orderable.length)]!;
    if (kind < 0.3) {
      const from = someOrderWeek(index);
      if (from >= 0) shiftPacks(index, from, otherWeek(index, from));
    } else if (kind < 0.5) {
      const week = chance.below(latest[index]!);
      change(index, week, coverPacks(index, week));
    } else if (kind < 0.62) {
      const week = someOrderWeek(index);
      if (week < 0) return;
      const step = 1 + (chance.next() < 0.7 ? 0 : chance.below(8));
      change(index, week, legal(index, packs[index]![week]! + (chance.next() < 0.5 ? -step : step)));
    } else if (kind < 0.7) {
      const week = someOrderWeek(index);
      if (week >= 0) change(index, week, 0);
    } else if (kind < 0.84) {
      // Budget of one week for budget of another, between two lines.
      const from = someOrderWeek(index);
      if (from < 0) return;
      const to = otherWeek(index, from);
      const other = orderable[chance.below(orderable.length)]!;
      if (other === index || to >= latest[other]! || from >= latest[other]! || packs[other]![to] === 0) return;
      shiftPacks(index, from, to);
      shiftPacks(other, to, from);
    } else if (kind < 0.95) {
      const own = linesOf[active[chance.below(active.length)]!]!;
      const first = own[chance.below(own.length)]!;
      if (latest[first]! <= 0) return;
      const from = someOrderWeek(first);
      if (from < 0) return;
      const to = otherWeek(first, from);
      if (to === from) return;
      for (const each of own) {
        const there = packs[each]![from]!;
        if (there === 0 || to >= latest[each]!) continue;
        change(each, from, 0);
        change(each, to, legal(each, packs[each]![to]! + there));
      }
    } else {
      // Two neighbouring orders of the line become one, or one becomes two.
      const first = someOrderWeek(index);
      if (first < 0) return;
      let second = first + 1;
      while (second < latest[index]! && packs[index]![second] === 0) second++;
      if (second >= latest[index]!) return;
      const both = packs[index]![first]! + packs[index]![second]!;
      change(index, second, 0);
      change(index, first, both);
    }
  }

  function rescalePrices(factor: number) {
    price.budget *= factor;
    price.stock *= factor;
    price.capacity *= factor;
    price.value *= factor;
  }

  let current = total();
  let moves = 0;
  let overFor = 0;
  let temperature = 0;
  for (;;) {
    if (moves % 256 === 0) {
      const share = options.elapsedShare();
      if (share >= 1) break;
      const at = share * options.rounds;
      const round = Math.floor(at);
      temperature = typicalOrder * options.heat * 0.8 ** round * 0.0015 ** (at - round);
      // Prices follow what the plan does: being over a limit for about half of the moves is a good mixture.
      const late = at - round > 0.85;
      if (overFor > (late ? 40 : 130)) rescalePrices(1.003);
      else if (!late && overFor < 90) rescalePrices(1 / 1.003);
      overFor = 0;
      if (at - round < 0.02 && best !== null && moves > 0 && round > 0) load(best);
      current = total();
    }
    moves += 1;
    undoLine.length = undoWeek.length = undoPacks.length = touched.length = 0;
    move();
    if (touched.length === 0) continue;
    for (const index of touched) refresh(index);
    const next = total();
    if (next <= current || chance.next() < Math.exp((current - next) / temperature)) {
      current = next;
      if (base < bestCost - 1e-7 && keepsAll()) {
        bestCost = base;
        best = packs.map(each => each.slice());
        options.improved?.(bestCost);
      }
    } else {
      for (let at = undoLine.length - 1; at >= 0; at--) setPacks(undoLine[at]!, undoWeek[at]!, undoPacks[at]!);
      for (const index of touched) refresh(index);
    }
    if (!keepsAll()) overFor += 1;
  }
  return { packs: best, cost: bestCost, moves };
}
