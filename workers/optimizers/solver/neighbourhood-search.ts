import { random } from '../../../shared/numerics/random.ts';
import type { SolverSession } from './highs-solver.ts';
import type { LinearModel } from './linear-model.ts';

export interface NeighbourhoodOptions {
  readonly seed: number;
  /** Longest single solve, seconds. */
  readonly stepSeconds: number;
  secondsLeft(): number;
  cancelled?(): boolean;
  improved?(objective: number, values: Float64Array): void;
}

/**
 * Fix and optimise: frees a few groups of whole-number columns, fixes the other groups at the best point so far and lets
 * the solver look for a better one. The share that is freed grows while solves end quickly and shrinks when they do not.
 *
 * @param families ways to cut the columns into groups that belong together, neighbours next to each other; a column in
 *                 no group is never fixed
 * @returns the best point
 */
export function neighbourhoodSearch(
  linear: LinearModel,
  session: SolverSession,
  start: Float64Array,
  startObjective: number,
  families: readonly (readonly (readonly number[])[])[],
  options: NeighbourhoodOptions,
): { values: Float64Array; objective: number; steps: number } {
  const chance = random(options.seed);
  const shares = families.map(() => 0.3);
  const whole = [...new Set(families.flat(2))];
  const lower = Float64Array.from(linear.lower);
  const upper = Float64Array.from(linear.upper);
  let best = start;
  let objective = startObjective;
  let steps = 0;
  while (options.secondsLeft() > 0.2 && !options.cancelled?.()) {
    steps += 1;
    const family = chance.below(families.length);
    for (const column of whole) lower[column] = upper[column] = Math.round(best[column]!);
    const free = chooseGroups(families[family]!, shares[family]!);
    for (const column of free) {
      lower[column] = linear.lower[column]!;
      upper[column] = linear.upper[column]!;
    }
    session.setBounds(lower, upper);
    const limit = Math.min(options.stepSeconds, options.secondsLeft());
    const began = performance.now();
    const result = session.solve({
      timeLimitSeconds: limit,
      start: best,
      seed: chance.below(1 << 30),
      relativeGap: 1e-5,
      ...(options.cancelled ? { cancelled: options.cancelled } : {}),
    });
    const seconds = (performance.now() - began) / 1000;
    if (result.values && result.objective < objective - 1e-7 * Math.max(1, Math.abs(objective))) {
      best = result.values;
      objective = result.objective;
      options.improved?.(objective, best);
    }
    const factor = result.status !== 'optimal' ? 0.8 : seconds < 0.3 * options.stepSeconds ? 1.12 : 1;
    shares[family] = Math.max(0.05, Math.min(1, shares[family]! * factor));
  }
  session.setBounds(Float64Array.from(linear.lower), Float64Array.from(linear.upper));
  return { values: best, objective, steps };

  /** Half of the time groups side by side, else any. */
  function chooseGroups(groups: readonly (readonly number[])[], share: number): number[] {
    const count = Math.max(1, Math.round(groups.length * share));
    if (chance.next() < 0.5) {
      const from = chance.below(groups.length);
      return Array.from({ length: count }, (_, at) => groups[(from + at) % groups.length]!).flat();
    }
    const order = groups.map((_, index) => index);
    for (let at = order.length - 1; at > 0; at--) {
      const other = chance.below(at + 1);
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    return order.slice(0, count).flatMap(index => groups[index]!);
  }
}
