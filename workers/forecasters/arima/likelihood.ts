import { armaAutocovariance } from './autocovariance.ts';

export interface ArmaFit {
  /** Gaussian log-likelihood with variance and regression coefficients at their best values. */
  readonly logLikelihood: number;
  /** Logarithm of the determinant that stands beside the squares in the likelihood: Σ ln F and that of missing values. */
  readonly logVolume: number;
  /** Σ v²/F, the weighted innovations. */
  readonly squares: number;
  /** Generalised least squares coefficients of the regressors. */
  readonly coefficients: Float64Array;
  /** One-step innovations, standardised by √F so that their variance is that of the noise. */
  readonly innovations: Float64Array;
  /** Predicted state after the last period, length r: entry k is the forecast k + 1 ahead before autoregression. */
  readonly state: Float64Array;
  /** The same of each column but the first: what the state would be less by, were its coefficient one more. */
  readonly columnStates: readonly Float64Array[];
  /**
   * Lower triangle of the Cholesky factor of the columns' cross-products, row by row: the covariance of the
   * coefficients is the noise variance times the inverse of these products.
   */
  readonly factor: Float64Array;
}

/** Settled where a further step would change the variance by less than this share. */
const settledShare = 1e-10;

/**
 * Exact Gaussian likelihood of y = Xβ + ARMA noise. The Kalman filter runs as Chandrasekhar recursions, O(r) a period,
 * until the gain settles; the columns of X pass through the same filter, which gives β by generalised least squares.
 *
 * A missing value is a regressor that is 1 there, with a flat prior. That gives the likelihood of what was observed,
 * the same as a filter that skips, and keeps the fast recursions.
 *
 * @param columns  y first, then a column for each missing value, then regressors; each of length n
 * @param p        order of the autoregression after multiplication with its seasonal part
 * @param q        the same of the moving average
 * @param missing  number of missing values
 * @returns a function of φ (of 1 − φ₁B − …, stationary) and θ (of 1 + θ₁B + …), which answers null outside the stationary
 *   region and where columns cannot be told apart. Each answer is overwritten by the next.
 * @see Morf, Sidhu & Kailath (1974), IEEE Trans. Automatic Control 19(4); Pearlman (1980), Biometrika 67(1);
 *   Gómez, Maravall & Peña (1999), J. Econometrics 88(2), on missing values
 */
export function armaFilter(
  columns: readonly Float64Array[],
  p: number,
  q: number,
  missing = 0,
): (ar: Float64Array, ma: Float64Array) => ArmaFit | null {
  const n = columns[0]!.length;
  const r = Math.max(p, q + 1, 1);
  const psi = new Float64Array(r);
  const first = new Float64Array(r + 1);
  const gain = new Float64Array(r);
  const step = new Float64Array(r + 1);
  const states = columns.map(() => new Float64Array(r + 1));
  const filtered = columns.map(() => new Float64Array(n));

  /** First column of the stationary state covariance; false outside the stationary region. */
  const start = (ar: Float64Array, ma: Float64Array): boolean => {
    const covariance = armaAutocovariance(ar, ma, r);
    if (covariance === null) return false;
    psi[0] = 1;
    for (let k = 1; k < r; k++) {
      let sum = k <= q ? ma[k - 1]! : 0;
      for (let j = 1; j <= Math.min(k, p); j++) sum += ar[j - 1]! * psi[k - j]!;
      psi[k] = sum;
    }
    first[0] = covariance[0]!;
    for (let i = 2; i <= r; i++) {
      let sum = 0;
      for (let j = i; j <= r; j++) {
        if (j <= p) sum += ar[j - 1]! * covariance[1 + j - i]!;
        if (j - 1 <= q) sum += ma[j - 2]! * psi[j - i]!;
      }
      first[i - 1] = sum;
    }
    return true;
  };

  return (ar, ma) => {
    if (!start(ar, ma)) return null;
    for (let i = 0; i < r; i++) {
      gain[i] = (i < p ? ar[i]! * first[0]! : 0) + first[i + 1]!;
      step[i] = gain[i]!;
    }
    for (const state of states) state.fill(0);
    let scale = first[0]!;
    let inverse = 1 / scale;
    let inverseRoot = Math.sqrt(inverse);
    let weight = -1 / scale;
    let settled = false;
    let logScale = 0;
    // Logarithms are dear: one for a product of many.
    let product = 1;
    for (let t = 0; t < n; t++) {
      if (!settled) {
        product *= scale;
        if (product > 1e200 || product < 1e-200) {
          logScale += Math.log(product);
          product = 1;
        }
      }
      for (let c = 0; c < states.length; c++) {
        const state = states[c]!;
        const head = state[0]!;
        const surprise = columns[c]![t]! - head;
        filtered[c]![t] = surprise * inverseRoot;
        const pull = surprise * inverse;
        for (let i = 0; i < p; i++) state[i] = ar[i]! * head + state[i + 1]! + gain[i]! * pull;
        for (let i = p; i < r; i++) state[i] = state[i + 1]! + gain[i]! * pull;
      }
      if (settled) continue;
      const head = step[0]!;
      const change = weight * head;
      const pull = head * inverse;
      const nextScale = scale + change * head;
      let largest = 0;
      for (let i = 0; i < r; i++) {
        const moved = (i < p ? ar[i]! * head : 0) + step[i + 1]!;
        const next = moved - gain[i]! * pull;
        step[i] = next;
        gain[i]! += change * moved;
        if (next > largest) largest = next;
        else if (-next > largest) largest = -next;
      }
      weight -= (weight * weight * head * head) / nextScale;
      scale = nextScale;
      if (!(scale > 0)) return null;
      inverse = 1 / scale;
      inverseRoot = Math.sqrt(inverse);
      if (t > r && largest * largest * Math.abs(weight) < settledShare * scale) {
        settled = true;
        logScale += (n - 1 - t) * Math.log(scale);
      }
    }
    logScale += Math.log(product);
    const regression = leastSquares(filtered, missing);
    if (regression === null) return null;
    const { coefficients, logDeterminant, factor } = regression;
    const innovations = filtered[0]!;
    const state = states[0]!.subarray(0, r);
    for (let c = 1; c < states.length; c++) {
      const coefficient = coefficients[c - 1]!;
      for (let t = 0; t < n; t++) innovations[t]! -= coefficient * filtered[c]![t]!;
      for (let i = 0; i < r; i++) state[i]! -= coefficient * states[c]![i]!;
    }
    let squares = 0;
    for (let t = 0; t < n; t++) squares += innovations[t]! * innovations[t]!;
    squares = Math.max(squares, 1e-300);
    const observed = n - missing;
    const logVolume = logScale + logDeterminant;
    const logLikelihood = -0.5 * (observed * Math.log((2 * Math.PI * squares) / observed) + observed + logVolume);
    const columnStates = states.slice(1).map(each => each.subarray(0, r));
    return { logLikelihood, logVolume, squares, coefficients, innovations, state, columnStates, factor };
  };
}

/**
 * Ordinary least squares of the first column on the others, by Cholesky on the normal equations.
 *
 * @param leading  the determinant of the normal equations is that of so many of them
 */
function leastSquares(columns: readonly Float64Array[], leading: number) {
  const size = columns.length - 1;
  const solution = new Float64Array(size);
  let logDeterminant = 0;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const a = columns[i + 1]!;
    for (let j = 0; j <= i; j++) {
      const b = columns[j + 1]!;
      let sum = 0;
      for (let t = 0; t < a.length; t++) sum += a[t]! * b[t]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k]! * matrix[j * size + k]!;
      if (i === j) {
        if (!(sum > 1e-14)) return null;
        matrix[i * size + i] = Math.sqrt(sum);
        if (i < leading) logDeterminant += Math.log(sum);
      } else matrix[i * size + j] = sum / matrix[j * size + j]!;
    }
    let right = 0;
    for (let t = 0; t < a.length; t++) right += a[t]! * columns[0]![t]!;
    for (let k = 0; k < i; k++) right -= matrix[i * size + k]! * solution[k]!;
    solution[i] = right / matrix[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = solution[i]!;
    for (let k = i + 1; k < size; k++) sum -= matrix[k * size + i]! * solution[k]!;
    solution[i] = sum / matrix[i * size + i]!;
  }
  return { coefficients: solution, logDeterminant, factor: matrix };
}
