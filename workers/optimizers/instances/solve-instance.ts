import { loadSolver, openSession, type SolverSession, solveOnce } from '../solver/highs-solver.ts';
import { objectiveOf, relaxed } from '../solver/linear-model.ts';
import { neighbourhoodSearch } from '../solver/neighbourhood-search.ts';
import type { InstanceModel } from './instance.ts';

/** prove: one exact solve, for the bound, as long as it promises one. improve: construction, then fix and optimise. */
export type Strategy = 'prove' | 'improve';

export interface InstanceSolution {
  /** Null when no feasible point was found. */
  readonly values: Float64Array | null;
  readonly bound: number;
  readonly optimal: boolean;
}

/** Share of the time that goes into the construction, by strategy. */
const constructShare = { prove: 0.1, improve: 0.25 };
/** Where details are left continuous at first, the share of the time after which the whole programme is taken. */
const relaxedShare = 0.75;
/** After this share of the time a proof that is still so far away is given up, and its thread improves too. */
const proofShare = 0.4;
const hopelessGap = 0.02;

/** @param stopped asked often; true ends the solve with the best point so far */
export async function solveInstance(
  model: InstanceModel,
  strategy: Strategy,
  seconds: number,
  seed: number,
  stopped: () => boolean,
): Promise<InstanceSolution> {
  const began = performance.now();
  const left = (share = 1) => share * seconds - (performance.now() - began) / 1000;
  const highs = await loadSolver();
  const { linear, families } = model;
  const share = constructShare[strategy];
  const start = model.construct?.(() => (stopped() ? 1 : 1 - left(share) / (share * seconds)), seed, highs) ?? null;
  const session = openSession(highs, linear);
  try {
    return strategy === 'prove' ? prove() : improve();
  } finally {
    session.dispose();
  }

  function prove(): InstanceSolution {
    let best = start;
    let bound = Number.NEGATIVE_INFINITY;
    if (model.details.length > 0) {
      const result = solveOnce(highs, relaxed(linear, model.details), solveOptions(left(relaxedShare), best));
      bound = result.bound;
      if (result.values) best = better(best, complete(session, result.values));
    }
    let cost = best === null ? Number.POSITIVE_INFINITY : objectiveOf(linear, best);
    const result = session.solve({
      ...solveOptions(left(), best),
      improved: objective => {
        cost = Math.min(cost, objective);
      },
      bounded: each => {
        bound = Math.max(bound, each);
      },
      cancelled: () => stopped() || (left(proofShare) < 0 && cost - bound > hopelessGap * Math.abs(cost)),
    });
    bound = Math.max(bound, result.bound);
    best = better(best, result.values);
    if (result.status === 'optimal') return { values: best, bound, optimal: true };
    return { values: best === null ? null : search(session, best, 1, () => {}), bound, optimal: false };
  }

  function improve(): InstanceSolution {
    let best = start;
    for (let limit = 3; best === null && left() > 0 && !stopped(); limit *= 2) {
      best = session.solve(solveOptions(Math.min(limit, left()), null)).values;
    }
    if (best !== null && model.details.length > 0) {
      const inner = openSession(highs, relaxed(linear, model.details));
      const whole = openSession(highs, linear);
      try {
        search(inner, best, relaxedShare, values => {
          best = better(best, complete(whole, values));
        });
      } finally {
        inner.dispose();
        whole.dispose();
      }
    }
    if (best !== null) best = search(session, best, 1, () => {});
    return { values: best, bound: Number.NEGATIVE_INFINITY, optimal: false };
  }

  function search(on: SolverSession, from: Float64Array, until: number, improved: (values: Float64Array) => void) {
    return neighbourhoodSearch(linear, on, from, objectiveOf(linear, from), families, {
      // Two threads that search from the same plan must not take the same steps.
      seed: strategy === 'prove' ? seed + 1 : seed,
      stepSeconds: Math.max(1, seconds / 15),
      secondsLeft: () => left(until),
      cancelled: stopped,
      improved: (_, values) => improved(values),
    }).values;
  }

  /** The best whole numbers for the details once every decision is made. */
  function complete(whole: SolverSession, values: Float64Array): Float64Array | null {
    const lower = Float64Array.from(linear.lower);
    const upper = Float64Array.from(linear.upper);
    for (const column of families.flat(2)) lower[column] = upper[column] = Math.round(values[column]!);
    whole.setBounds(lower, upper);
    const result = whole.solve(solveOptions(Math.min(3, left()), null));
    whole.setBounds(Float64Array.from(linear.lower), Float64Array.from(linear.upper));
    return result.values;
  }

  function better(one: Float64Array | null, other: Float64Array | null): Float64Array | null {
    if (one === null || other === null) return one ?? other;
    return objectiveOf(linear, other) < objectiveOf(linear, one) ? other : one;
  }

  function solveOptions(timeLimitSeconds: number, from: Float64Array | null) {
    return { timeLimitSeconds, seed, cancelled: stopped, ...(from ? { start: from } : {}) };
  }
}
