import type { LotProblem } from '../lot-plan/lot-problem.ts';
import type { LotPart } from './lot-parts.ts';

/** How order costs are split, and what is charged for limits and paid for units that move; each by week, in money. */
export interface Multipliers {
  /** By line: its part of the supplier's order cost. */
  readonly share: readonly Float64Array[];
  /** By supplier: what its minimum value adds to that cost. */
  readonly minimumCharge: readonly Float64Array[];
  /** By line: price of a unit that is sent. */
  readonly paid: readonly Float64Array[];
  /** By limit, its price times its size: by supplier, by warehouse, and over all lines. */
  readonly capacity: readonly Float64Array[];
  readonly volume: readonly Float64Array[];
  readonly budget: Float64Array;
  readonly capital: Float64Array;
  /** Of the one budget over all weeks. */
  readonly budgetTotal: Float64Array;
}

/** Order costs split evenly, and nothing charged or paid. */
export function evenMultipliers({ weeks, lines, suppliers, volumeLimit }: LotProblem): Multipliers {
  const byWeek = () => new Float64Array(weeks);
  const count = new Int32Array(suppliers.length);
  for (const { supplier } of lines) count[supplier]! += 1;
  return {
    share: lines.map(({ supplier }) => byWeek().fill(suppliers[supplier]!.orderCost / count[supplier]!)),
    minimumCharge: suppliers.map(byWeek),
    paid: lines.map(byWeek),
    capacity: suppliers.map(byWeek),
    volume: volumeLimit.map(byWeek),
    budget: byWeek(),
    capital: byWeek(),
    budgetTotal: new Float64Array(1),
  };
}

export function copyMultipliers(from: Multipliers): Multipliers {
  return structuredClone(from);
}

/** Overwrites values in place: others hold on to the arrays. */
export function setMultipliers(into: Multipliers, from: Multipliers): void {
  for (const name of ['share', 'minimumCharge', 'paid', 'capacity', 'volume'] as const)
    for (const [index, each] of into[name].entries()) each.set(from[name][index]!);
  for (const name of ['budget', 'capital', 'budgetTotal'] as const) into[name].set(from[name]);
}

/** The multipliers that a part of the problem has of its own. */
export function ofPart(from: Multipliers, { lines, suppliers, lots }: LotPart): Multipliers {
  return {
    ...evenMultipliers(lots),
    share: lines.map(index => from.share[index]!),
    paid: lines.map(index => from.paid[index]!),
    minimumCharge: suppliers.map(index => from.minimumCharge[index]!),
    capacity: suppliers.map(index => from.capacity[index]!),
  };
}

/** Overwrites the multipliers that the part has. */
export function setPart(into: Multipliers, part: LotPart, from: Multipliers): void {
  setMultipliers(ofPart(into, part), from);
}
