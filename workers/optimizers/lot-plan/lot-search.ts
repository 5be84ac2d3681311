import { random } from '../../../shared/numerics/random.ts';
import type { LotProblem } from './lot-problem.ts';
import { applyLine, emptyState } from './lot-state.ts';
import { type LineRoom, linePlanner } from './plan-line.ts';

export interface LotSearchOptions {
  readonly seed: number;
  /** Asked between moves: how much of the time is used, 0–1; 1 or more stops. */
  elapsedShare(): number;
  /** Plan to start from; without it one is constructed. */
  readonly start?: readonly Int32Array[];
}

export interface LotSearchResult {
  readonly packs: Int32Array[];
  readonly cost: number;
}

/**
 * Large-neighbourhood search: takes a few lines out of the plan, puts each back by its own dynamic programme in the room
 * that the rest leaves, and keeps the change by simulated annealing. Budgets, capacity, volume and capital are never
 * exceeded on the way; only a supplier's minimum value may be missed, at a price.
 *
 * @returns the best plan found that keeps every constraint
 */
export function searchLots(problem: LotProblem, options: LotSearchOptions): LotSearchResult {
  const { weeks, lines, suppliers } = problem;
  const chance = random(options.seed);
  const planner = linePlanner(weeks);
  const state = emptyState(problem);
  const linesOf = suppliers.map((_, supplier) =>
    lines.flatMap((line, index) => (line.supplier === supplier ? [index] : [])),
  );
  const active = suppliers.flatMap((_, supplier) => (linesOf[supplier]!.length > 0 ? [supplier] : []));
  const room = {
    setup: new Float64Array(weeks),
    mostUnits: new Float64Array(weeks),
    fillUnits: new Float64Array(weeks),
    fillPrice: 1,
    unitPrice: new Float64Array(weeks),
    mostStock: new Float64Array(weeks),
  };
  /** By supplier and week: part of the order cost that the first line on the order pays while lines are put back. */
  const orderShare = suppliers.map(() => new Float64Array(weeks).fill(1));

  function roomFor(index: number): LineRoom {
    const line = lines[index]!;
    const supplier = suppliers[line.supplier]!;
    const ordering = state.ordering[line.supplier]!;
    const value = state.value[line.supplier]!;
    const units = state.units[line.supplier]!;
    const share = orderShare[line.supplier]!;
    const volume = state.volume[line.warehouse]!;
    const volumeLimit = problem.volumeLimit[line.warehouse]!;
    for (let week = 0; week < weeks; week++) {
      const late = week + line.leadWeeks >= weeks;
      const opening = ordering[week] === 0 ? supplier.orderCost * share[week]! : 0;
      room.setup[week] = late ? Number.POSITIVE_INFINITY : line.lineCost + opening;
      const cash = Math.min(problem.budget[week]! - state.spent[week]!, problem.budgetTotal - state.spentTotal);
      const affordable = line.unitCost > 0 ? (cash + 1e-6) / line.unitCost : Number.POSITIVE_INFINITY;
      room.mostUnits[week] = Math.min(affordable, supplier.capacity[week]! - units[week]!);
      const short = supplier.minimumValue - value[week]!;
      room.fillUnits[week] = short > 1e-6 && line.unitCost > 0 ? short / line.unitCost : 0;
      const space = line.unitVolume > 0 ? (volumeLimit - volume[week]!) / line.unitVolume : Number.POSITIVE_INFINITY;
      const capital = problem.capitalLimit[week]! - state.capital[week]!;
      room.mostStock[week] = Math.min(space, line.unitCost > 0 ? capital / line.unitCost : Number.POSITIVE_INFINITY);
    }
    room.fillPrice = missingPrice * line.unitCost;
    return room;
  }

  function insert(index: number) {
    const packs = state.packs[index]!;
    planner.plan(lines[index]!, roomFor(index), packs);
    applyLine(state, index, 1);
    // The programme keeps each week's budget but not their sum: take orders back, last first, until it fits.
    for (let week = weeks - 1; week >= 0 && state.spentTotal > problem.budgetTotal + 1e-6; week--) {
      if (packs[week] === 0) continue;
      applyLine(state, index, -1);
      packs[week] = 0;
      applyLine(state, index, 1);
    }
  }

  const missingPrice = 1;
  const price = () => state.cost + missingPrice * state.missingValue;
  const shuffle = (values: number[]) => {
    for (let at = values.length - 1; at > 0; at--) {
      const other = chance.below(at + 1);
      [values[at], values[other]] = [values[other]!, values[at]!];
    }
    return values;
  };

  let best: Int32Array[] | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  function keepIfBest() {
    if (state.missingValue > 1e-6 || state.cost >= bestCost - 1e-9) return;
    bestCost = state.cost;
    best = state.packs.map(packs => packs.slice());
  }

  if (options.start) {
    options.start.forEach((packs, index) => {
      state.packs[index]!.set(packs);
      applyLine(state, index, 1);
    });
  } else {
    for (const supplier of active) orderShare[supplier]!.fill(1 / linesOf[supplier]!.length);
    for (const index of shuffle(lines.map((_, each) => each))) insert(index);
    for (const shares of orderShare) shares.fill(1);
    for (const index of shuffle(lines.map((_, each) => each))) {
      applyLine(state, index, -1);
      insert(index);
    }
  }
  keepIfBest();

  const chosen: number[] = [];
  const seen = new Int32Array(lines.length);
  let stamp = 0;
  function choose(index: number) {
    if (seen[index] === stamp) return;
    seen[index] = stamp;
    chosen.push(index);
  }
  const pick = <Value>(values: readonly Value[]): Value => values[chance.below(values.length)]!;

  /** Marks lines for re-planning and may bend the order costs of one supplier; returns true when it bent them. */
  function chooseMove(): number {
    chosen.length = 0;
    stamp += 1;
    const kind = chance.next();
    if (kind < 0.35) {
      const count = 1 + chance.below(Math.min(4, lines.length));
      for (let each = 0; each < count; each++) choose(chance.below(lines.length));
      return -1;
    }
    const supplier = pick(active);
    const own = linesOf[supplier]!;
    const ordering = state.ordering[supplier]!;
    if (kind < 0.75) {
      const week = chance.below(weeks);
      const share = orderShare[supplier]!;
      if (ordering[week]! > 0) {
        // Give up one order of the supplier, or shift it to a neighbouring week.
        share[week] = 1e9;
        if (chance.next() < 0.5) share[Math.max(0, Math.min(weeks - 1, week + (chance.next() < 0.5 ? -1 : 1)))] = 0;
        for (const index of own) if (state.packs[index]![week]! > 0) choose(index);
      } else {
        share[week] = chance.next() * 0.5;
        for (const index of own) if (chance.next() < 0.8) choose(index);
      }
      if (chosen.length > 12) shuffle(chosen).length = 12;
      return supplier;
    }
    if (kind < 0.9) {
      const week = chance.below(weeks);
      const candidates = shuffle(lines.flatMap((_, index) => (state.packs[index]![week]! > 0 ? [index] : [])));
      for (const index of candidates.slice(0, 2 + chance.below(5))) choose(index);
      if (chosen.length === 0) choose(chance.below(lines.length));
      return -1;
    }
    for (const index of own) choose(index);
    if (chosen.length > 16) shuffle(chosen).length = 16;
    const share = orderShare[supplier]!;
    for (let week = 0; week < weeks; week++) share[week] = chance.next() * 1.2;
    return supplier;
  }

  const saved: Int32Array[] = [];
  let moves = 0;
  let current = price();
  const firstTemperature = Math.max(1e-9, 0.004 * bestOr(current));
  function bestOr(value: number) {
    return Number.isFinite(bestCost) ? bestCost : value;
  }
  for (;;) {
    const share = options.elapsedShare();
    if (share >= 1) break;
    // Three falling temperatures: each round starts again from the best plan.
    const round = (share * 3) % 1;
    const temperature = firstTemperature * 0.001 ** round * (share > 0.95 ? 0 : 1);
    moves += 1;
    const bent = chooseMove();
    saved.length = 0;
    for (const index of chosen) {
      saved.push(state.packs[index]!.slice());
      applyLine(state, index, -1);
    }
    shuffleTogether(chosen, saved);
    for (const index of chosen) insert(index);
    if (bent >= 0) {
      orderShare[bent]!.fill(1);
      for (const index of chosen) {
        applyLine(state, index, -1);
        insert(index);
      }
    }
    const next = price();
    if (next <= current + (temperature > 0 ? -temperature * Math.log(1 - chance.next()) : 0)) {
      current = next;
      keepIfBest();
    } else {
      chosen.forEach((index, at) => {
        applyLine(state, index, -1);
        state.packs[index]!.set(saved[at]!);
      });
      for (const index of chosen) applyLine(state, index, 1);
      current = price();
    }
    if (best !== null && moves % 3000 === 0) {
      restore(best);
      current = price();
    }
  }
  return { packs: best ?? state.packs.map(packs => packs.slice()), cost: bestCost };

  function restore(packs: readonly Int32Array[]) {
    lines.forEach((_, index) => {
      applyLine(state, index, -1);
      state.packs[index]!.set(packs[index]!);
    });
    // A fresh sum: what float additions have left over over thousands of moves goes.
    state.cost = 0;
    state.missingValue = 0;
    state.spentTotal = 0;
    for (const values of [...state.value, ...state.units, state.spent, ...state.volume, state.capital]) values.fill(0);
    for (let index = 0; index < lines.length; index++) applyLine(state, index, 1);
  }

  function shuffleTogether(indexes: number[], plans: Int32Array[]) {
    for (let at = indexes.length - 1; at > 0; at--) {
      const other = chance.below(at + 1);
      [indexes[at], indexes[other]] = [indexes[other]!, indexes[at]!];
      [plans[at], plans[other]] = [plans[other]!, plans[at]!];
    }
  }
}
