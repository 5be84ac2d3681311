import { choleskySolve } from '../fitting/cholesky-solve.ts';

export interface MapProblem {
  /** Columns over the history: slope changes first, then the rest. */
  readonly columns: readonly Float64Array[];
  /** How many of the first columns carry a Laplace prior. */
  readonly changepoints: number;
  /** Scale of the Laplace prior on slope changes. */
  readonly changepointScale: number;
  /** Standard deviations of the normal priors on the other columns. */
  readonly priorScales: Float64Array;
  /** Scaled series, length n. */
  readonly target: Float64Array;
}

export interface MapEstimate {
  readonly coefficients: Float64Array;
  /** Standard deviation of the noise, scaled. */
  readonly sigma: number;
}

/**
 * Maximum a posteriori estimate of Prophet's linear model. Given the noise it is a ridge regression in which the
 * Laplace prior enters as a quadratic bound that is renewed until nothing moves; the noise has its closed form. The
 * normal equations are formed once, so that a step costs the same for any length of history.
 *
 * @see Taylor & Letham (2018), The American Statistician 72(1); Hunter & Li (2005), Ann. Statist. 33(4)
 */
export function fitMap(problem: MapProblem, maximumSteps = 80): MapEstimate {
  const { columns, target, changepoints, changepointScale, priorScales } = problem;
  const size = columns.length;
  const n = target.length;
  const gram = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const a = columns[i]!;
    for (let j = 0; j <= i; j++) {
      const b = columns[j]!;
      let sum = 0;
      for (let t = 0; t < n; t++) sum += a[t]! * b[t]!;
      gram[i * size + j] = sum;
      gram[j * size + i] = sum;
    }
    let sum = 0;
    for (let t = 0; t < n; t++) sum += a[t]! * target[t]!;
    right[i] = sum;
  }
  let energy = 0;
  for (const value of target) energy += value * value;
  let coefficients: Float64Array = new Float64Array(size);
  let sigma = Math.sqrt(energy / n) * 0.1 + 1e-4;
  const system = new Float64Array(size * size);
  const bound = new Float64Array(changepoints).fill(changepointScale);
  for (let step = 0; step < maximumSteps; step++) {
    system.set(gram);
    const variance = sigma * sigma;
    for (let i = 0; i < size; i++) {
      const precision =
        i < changepoints ? 1 / (changepointScale * (bound[i]! + 1e-7)) : 1 / priorScales[i - changepoints]! ** 2;
      system[i * size + i]! += variance * precision;
    }
    const next = choleskySolve(system, right);
    let moved = 0;
    let rest = energy;
    for (let i = 0; i < size; i++) {
      moved = Math.max(moved, Math.abs(next[i]! - coefficients[i]!));
      let sum = 0;
      for (let j = 0; j < size; j++) sum += gram[i * size + j]! * next[j]!;
      rest += next[i]! * (sum - 2 * right[i]!);
    }
    coefficients = next;
    for (let i = 0; i < changepoints; i++) bound[i] = Math.abs(next[i]!);
    sigma = mostProbableNoise(rest, n);
    if (step > 4 && moved < 1e-5) break;
  }
  return { coefficients, sigma };
}

/** Noise under its half-normal prior of scale 0.5, where n/σ − RSS/σ³ + 4σ = 0. */
export function mostProbableNoise(residualSquares: number, n: number): number {
  return Math.sqrt((-n + Math.sqrt(n * n + 16 * Math.max(residualSquares, 1e-12 * n))) / 8);
}
