/** Value at x; writes the gradient at x into `gradient`. A value that is not finite means "outside the domain". */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
}

/**
 * Minimises a smooth function by BFGS with a backtracking line search (Armijo, cubic interpolation).
 *
 * @param objective  value and gradient, length of x = d, meant for d up to about 100
 * @param start      where to begin; the objective must be finite there
 * @returns the best point seen; the start itself when nothing better was found
 * @see Nocedal & Wright (2006), Numerical Optimization, chapter 6
 */
export function minimizeBfgs(
  objective: Objective,
  start: Float64Array,
  { maxIterations = 100, relativeTolerance = 1e-9, gradientTolerance = 1e-6 } = {},
): Minimum {
  const size = start.length;
  let x: Float64Array = Float64Array.from(start);
  let gradient = new Float64Array(size);
  let value = objective(x, gradient);
  const inverse = new Float64Array(size * size);
  const direction = new Float64Array(size);
  const product = new Float64Array(size);
  let trial: Float64Array = new Float64Array(size);
  let trialGradient = new Float64Array(size);
  let fresh = true;
  let quiet = 0;
  let iteration = 0;
  for (; iteration < maxIterations && Number.isFinite(value); iteration++) {
    if (maximumAbsolute(gradient) < gradientTolerance * Math.max(1, Math.abs(value))) break;
    if (fresh) {
      inverse.fill(0);
      const scale = 1 / Math.max(1, norm(gradient));
      for (let i = 0; i < size; i++) inverse[i * size + i] = scale;
    }
    let slope = 0;
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let j = 0; j < size; j++) sum -= inverse[i * size + j]! * gradient[j]!;
      direction[i] = sum;
      slope += sum * gradient[i]!;
    }
    if (!(slope < 0)) {
      if (fresh) break;
      fresh = true;
      continue;
    }
    let step = 1;
    let trialValue = Number.POSITIVE_INFINITY;
    let found = false;
    for (let attempt = 0; attempt < 25; attempt++) {
      for (let i = 0; i < size; i++) trial[i] = x[i]! + step * direction[i]!;
      trialValue = objective(trial, trialGradient);
      if (Number.isFinite(trialValue) && trialValue <= value + 1e-4 * step * slope) {
        found = true;
        break;
      }
      const interpolated = Number.isFinite(trialValue)
        ? (-slope * step * step) / (2 * (trialValue - value - slope * step))
        : 0;
      step = Math.min(0.5 * step, Math.max(0.1 * step, interpolated));
    }
    if (!found) {
      if (fresh) break;
      fresh = true;
      continue;
    }
    updateInverse(inverse, x, trial, gradient, trialGradient, product, fresh);
    fresh = false;
    const gain = value - trialValue;
    [x, trial] = [trial, x];
    [gradient, trialGradient] = [trialGradient, gradient];
    value = trialValue;
    quiet = gain <= relativeTolerance * (Math.abs(value) + relativeTolerance) ? quiet + 1 : 0;
    if (quiet >= 2) break;
  }
  return { x, value, iterations: iteration };
}

function updateInverse(
  inverse: Float64Array,
  x: Float64Array,
  next: Float64Array,
  gradient: Float64Array,
  nextGradient: Float64Array,
  product: Float64Array,
  first: boolean,
) {
  const size = x.length;
  let curvature = 0;
  let change = 0;
  for (let i = 0; i < size; i++) {
    const y = nextGradient[i]! - gradient[i]!;
    curvature += (next[i]! - x[i]!) * y;
    change += y * y;
  }
  if (!(curvature > 1e-12 * Math.sqrt(change))) return;
  if (first) {
    inverse.fill(0);
    for (let i = 0; i < size; i++) inverse[i * size + i] = curvature / change;
  }
  let quadratic = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += inverse[i * size + j]! * (nextGradient[j]! - gradient[j]!);
    product[i] = sum;
    quadratic += sum * (nextGradient[i]! - gradient[i]!);
  }
  const weight = (1 + quadratic / curvature) / curvature;
  for (let i = 0; i < size; i++) {
    const si = next[i]! - x[i]!;
    for (let j = 0; j < size; j++) {
      const sj = next[j]! - x[j]!;
      inverse[i * size + j]! += weight * si * sj - (product[i]! * sj + si * product[j]!) / curvature;
    }
  }
}

function norm(vector: Float64Array): number {
  let sum = 0;
  for (const entry of vector) sum += entry * entry;
  return Math.sqrt(sum);
}

function maximumAbsolute(vector: Float64Array): number {
  let largest = 0;
  for (const entry of vector) largest = Math.max(largest, Math.abs(entry));
  return largest;
}
