import { loadSolver, openSession, solveOnce } from '../solver/highs-solver.ts';
import { neighbourhoodSearch } from '../solver/neighbourhood-search.ts';
import type { InstanceModel } from './instance.ts';

/** prove: one exact solve, for the bound. improve: construction, then fix and optimise. */
export type Strategy = 'prove' | 'improve';

export interface InstanceSolution {
  /** Null when no feasible point was found. */
  readonly values: Float64Array | null;
  readonly bound: number;
  readonly optimal: boolean;
}

/** @param stopped asked often; true ends the solve with the best point so far */
export async function solveInstance(
  model: InstanceModel,
  strategy: Strategy,
  seconds: number,
  seed: number,
  stopped: () => boolean,
): Promise<InstanceSolution> {
  const began = performance.now();
  const used = () => (performance.now() - began) / 1000;
  const highs = await loadSolver();
  const constructSeconds = strategy === 'prove' ? 0.05 * seconds : 0.55 * seconds;
  const start = model.construct?.(() => (stopped() ? 1 : used() / constructSeconds), seed) ?? null;
  if (strategy === 'prove') {
    const result = solveOnce(highs, model.linear, {
      timeLimitSeconds: seconds - used(),
      seed,
      cancelled: stopped,
      ...(start ? { start } : {}),
    });
    return { values: result.values, bound: result.bound, optimal: result.status === 'optimal' };
  }
  const session = openSession(highs, model.linear);
  try {
    let values = start;
    for (let limit = 3; values === null && used() < seconds && !stopped(); limit *= 2) {
      values = session.solve({ timeLimitSeconds: Math.min(limit, seconds - used()), seed, cancelled: stopped }).values;
    }
    if (values === null) return { values, bound: Number.NEGATIVE_INFINITY, optimal: false };
    const objective = values.reduce(
      (sum, value, column) => sum + value * model.linear.cost[column]!,
      model.linear.offset,
    );
    const found = neighbourhoodSearch(model.linear, session, values, objective, model.families, {
      seed,
      stepSeconds: Math.max(1, seconds / 15),
      secondsLeft: () => seconds - used(),
      cancelled: stopped,
    });
    return { values: found.values, bound: Number.NEGATIVE_INFINITY, optimal: false };
  } finally {
    session.dispose();
  }
}
