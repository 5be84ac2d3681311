import { choleskySolve } from './cholesky-solve.ts';

/** Writes the residuals at x, length n; answers whether x lies in the domain. */
export type Residuals = (x: Float64Array, out: Float64Array) => boolean;

export interface LeastSquares {
  readonly x: Float64Array;
  /** Σ of the squared residuals at x; Infinity when not even the start lies in the domain. */
  readonly squares: number;
}

const firstDamping = 1e-1;
const mostDamping = 1e8;
/** Longest step in one parameter: beyond, the linear picture says nothing. */
const longestStep = 1;

/**
 * Minimises a sum of squares by Levenberg–Marquardt with differences for the derivatives: far fewer passes through a
 * series than a search that does not know the residuals.
 *
 * @param count      number of residuals n
 * @param tolerance  relative decrease of the sum at which the search ends
 * @param central    central differences, for the last digits
 * @see Moré (1978), Lecture Notes in Mathematics 630
 */
export function minimizeSquares(
  residuals: Residuals,
  start: Float64Array,
  count: number,
  { maxIterations = 40, tolerance = 1e-7, central = false } = {},
): LeastSquares {
  const size = start.length;
  let x = Float64Array.from(start);
  let trial = new Float64Array(size);
  let here = new Float64Array(count);
  let there = new Float64Array(count);
  const columns = Array.from({ length: size }, () => new Float64Array(count));
  if (!residuals(x, here)) return { x, squares: Number.POSITIVE_INFINITY };
  let squares = sumOfSquares(here);
  let damping = firstDamping;
  let quiet = 0;
  for (let iteration = 0; iteration < maxIterations && size > 0; iteration++) {
    differentiate(residuals, x, here, columns, central ? there : null);
    const normal = new Float64Array(size * size);
    const slope = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      slope[i] = -dot(columns[i]!, here);
      for (let j = 0; j <= i; j++) normal[i * size + j] = dot(columns[i]!, columns[j]!);
    }
    let decrease = 0;
    while (damping < mostDamping) {
      const damped = normal.slice();
      for (let i = 0; i < size; i++) damped[i * size + i]! += damping * normal[i * size + i]! + 1e-12 * squares;
      const step = choleskySolve(damped, slope);
      const longest = step.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
      const share = Math.min(1, longestStep / longest);
      let promised = 0;
      for (let i = 0; i < size; i++) {
        trial[i] = x[i]! + share * step[i]!;
        promised += step[i]! * slope[i]!;
      }
      if (!(promised > 1e-2 * tolerance * squares)) return { x, squares };
      const reached = residuals(trial, there) ? sumOfSquares(there) : Number.POSITIVE_INFINITY;
      if (reached < squares) {
        decrease = squares - reached;
        [x, trial] = [trial, x];
        [here, there] = [there, here];
        squares = reached;
        damping = Math.max(1e-9, damping / 5);
        break;
      }
      damping *= 6;
    }
    quiet = decrease > tolerance * squares ? 0 : quiet + 1;
    // One short step may be the fault of the damping.
    if (quiet === 2 || decrease === 0) break;
  }
  return { x, squares };
}

/** Derivatives of the residuals in each parameter; `spare` asks for central differences and lends them its memory. */
function differentiate(
  residuals: Residuals,
  x: Float64Array,
  here: Float64Array,
  columns: readonly Float64Array[],
  spare: Float64Array | null,
): void {
  const step = 1e-5;
  for (let i = 0; i < x.length; i++) {
    const column = columns[i]!;
    const kept = x[i]!;
    x[i] = kept + step;
    const above = residuals(x, column);
    let below = here;
    let width = step;
    if (above && spare !== null) {
      x[i] = kept - step;
      if (residuals(x, spare)) {
        below = spare;
        width = 2 * step;
      }
    }
    x[i] = kept;
    for (let t = 0; t < column.length; t++) column[t] = above ? (column[t]! - below[t]!) / width : 0;
  }
}

function sumOfSquares(values: Float64Array): number {
  const sum = dot(values, values);
  return Number.isFinite(sum) ? sum : Number.POSITIVE_INFINITY;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < a.length; t++) sum += a[t]! * b[t]!;
  return sum;
}
