import type { ConstraintConflict, InventoryProblem } from '../../../shared/contracts/inventory.ts';
import type { LotProblem } from '../lot-plan/lot-problem.ts';
import { loadSolver, openSession } from '../solver/highs-solver.ts';
import { type ConstraintGroup, type FeasibilityModel, feasibilityModel } from './feasibility-model.ts';

/** Longest single question to the solver; one that it cannot answer in this time counts as "holds". */
const stepSeconds = 2;

export interface Feasibility {
  /** A set in conflict without which none is left out; empty when a plan exists. */
  readonly conflicts: readonly ConstraintConflict[];
  /** Packs by line and order week of one plan that keeps every constraint; null when there is none or none was found. */
  readonly packs: readonly Int32Array[] | null;
}

/**
 * Finds a plan that keeps every constraint, or an irreducible set of constraints that no plan can keep together: a
 * deletion filter over whole constraints, in chunks at first. For each member of the set, what it alone would have to
 * give with all other constraints of the problem in force.
 *
 * @param fillRate share of each line's reachable mean demand that must be served
 * @see Chinneck (2008), Feasibility and Infeasibility in Optimization, §6.2
 */
export async function findConflicts(
  problem: InventoryProblem,
  lots: LotProblem,
  fillRate: number,
  stopped: () => boolean,
): Promise<Feasibility> {
  const model = feasibilityModel(problem, lots, fillRate);
  const { linear, groups } = model;
  const session = openSession(await loadSolver(), linear);
  try {
    const whole = solveWithout([]);
    if (whole.status !== 'infeasible') return { conflicts: [], packs: whole.values && packsOf(model, whole.values) };
    let kept = [...groups];
    for (let size = Math.ceil(kept.length / 2); ; size = Math.ceil(size / 2)) {
      for (let from = 0; from < kept.length && !stopped(); ) {
        const fewer = kept.toSpliced(from, size);
        if (solveWithout(groups.filter(group => !fewer.includes(group))).status === 'infeasible') kept = fewer;
        else from += size;
      }
      if (size === 1 || stopped()) break;
    }
    const conflicts = kept.map(group => {
      const alone = solveWithout([group]);
      return conflictOf(problem, group, alone.values ? alone.objective : null, fillRate);
    });
    return { conflicts, packs: null };
  } finally {
    session.dispose();
  }

  function solveWithout(released: readonly ConstraintGroup[]) {
    const upper = Float64Array.from(linear.upper);
    for (const { slack } of released) upper[slack] = Number.POSITIVE_INFINITY;
    session.setBounds(Float64Array.from(linear.lower), upper);
    return session.solve({ timeLimitSeconds: stepSeconds, relativeGap: 1e-4, cancelled: stopped });
  }
}

function packsOf({ packs }: FeasibilityModel, values: Float64Array): Int32Array[] {
  return packs.map(columns => Int32Array.from(columns, column => (column < 0 ? 0 : Math.round(values[column]!))));
}

function conflictOf(
  problem: InventoryProblem,
  { constraint, scope, week, unit, limit }: ConstraintGroup,
  relaxBy: number | null,
  fillRate: number,
): ConstraintConflict {
  const amount = (units: number) =>
    unit === 'minor'
      ? `${problem.currency} ${(units / 100).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
      : `${units.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit === 'volume' ? 'units of room' : 'units'}`;
  const inWeek = week === null ? '' : ` in week ${week + 1}`;
  const words: Partial<Record<ConstraintConflict['constraint'], string>> = {
    service: `${scope}: ${(100 * fillRate).toLocaleString('en', { maximumFractionDigits: 1 })}% of demand served, ${amount(limit)}`,
    'minimum-order-quantity': `${scope}: an order of at least ${amount(limit)}`,
    'minimum-order-value': `${scope}: goods for at least ${amount(limit)} on an order${inWeek}`,
    'supplier-capacity':
      limit > 0 ? `${scope}: at most ${amount(limit)} ordered${inWeek}` : `${scope}: closed${inWeek}`,
    'shelf-life': `${scope}: no more in stock than sells within its shelf life of ${limit.toLocaleString('en')} days`,
    'warehouse-volume': `Warehouse ${scope}: at most ${amount(limit)} at the end of week ${(week ?? 0) + 1}`,
    'working-capital': `At most ${amount(limit)} bound in stock at the end of week ${(week ?? 0) + 1}`,
    'cash-week': `At most ${amount(limit)} spent${inWeek}`,
    'cash-total': `At most ${amount(limit)} spent in all weeks together`,
  };
  const remedy =
    relaxBy === null
      ? 'changing this alone does not help'
      : constraint.startsWith('minimum') || constraint === 'service'
        ? `${amount(relaxBy)} less would do`
        : `${amount(relaxBy)} more would do`;
  return { constraint, scope, week, message: `${words[constraint]}; ${remedy}.`, relaxBy, unit };
}
