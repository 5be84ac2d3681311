/** Orders in the usual notation (p,d,q)(P,D,Q)[m]. */
export interface ArimaOrders {
  readonly p: number;
  readonly d: number;
  readonly q: number;
  readonly seasonalP: number;
  readonly seasonalD: number;
  readonly seasonalQ: number;
  readonly seasonLength: number;
}

const none = new Float64Array(0);

/**
 * Coefficients of a stationary autoregression from unconstrained numbers: tanh gives partial autocorrelations inside
 * (−1, 1), the Durbin–Levinson recursion turns them into coefficients.
 *
 * @see Monahan (1984), Biometrika 71(2)
 */
export function stationaryCoefficients(free: ArrayLike<number>, from: number, count: number): Float64Array {
  if (count === 0) return none;
  const coefficients = new Float64Array(count);
  if (count === 1) {
    coefficients[0] = Math.tanh(free[from]!);
    return coefficients;
  }
  const previous = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const partial = Math.tanh(free[from + k]!);
    for (let j = 0; j < k; j++) coefficients[j] = previous[j]! - partial * previous[k - 1 - j]!;
    coefficients[k] = partial;
    previous.set(coefficients);
  }
  return coefficients;
}

/**
 * Multiplies a plain and a seasonal lag polynomial.
 *
 * @param sign  −1 for autoregressions, written 1 − φ₁B − …; +1 for moving averages, written 1 + θ₁B + …
 * @returns coefficients of B, B², … in the same convention, length of the product
 */
export function expandSeasonal(
  plain: Float64Array,
  seasonal: Float64Array,
  seasonLength: number,
  sign: 1 | -1,
): Float64Array {
  if (seasonal.length === 0) return plain;
  const out = new Float64Array(plain.length + seasonal.length * seasonLength);
  out.set(plain);
  for (let j = 0; j < seasonal.length; j++) {
    const offset = (j + 1) * seasonLength;
    out[offset - 1]! += seasonal[j]!;
    for (let i = 0; i < plain.length; i++) out[offset + i]! += sign * seasonal[j]! * plain[i]!;
  }
  return out;
}

/** Applies (1 − B)^d (1 − B^m)^D. Length shrinks by d + D·m. */
export function difference(values: Float64Array, orders: ArimaOrders): Float64Array {
  let current = values;
  const lags = [...Array(orders.seasonalD).fill(orders.seasonLength), ...Array(orders.d).fill(1)] as number[];
  for (const lag of lags) {
    const next = new Float64Array(Math.max(0, current.length - lag));
    for (let i = 0; i < next.length; i++) next[i] = current[i + lag]! - current[i]!;
    current = next;
  }
  return current;
}

/** Smallest modulus of the roots of 1 − c₁z − …, by the step-down recursion: above `modulus` or not. */
export function rootsOutside(coefficients: Float64Array, modulus: number): boolean {
  const size = coefficients.length;
  const current = new Float64Array(size);
  for (let i = 0; i < size; i++) current[i] = coefficients[i]! * modulus ** (i + 1);
  const next = new Float64Array(size);
  for (let k = size - 1; k >= 0; k--) {
    const partial = current[k]!;
    const rest = 1 - partial * partial;
    if (!(rest > 1e-12)) return false;
    for (let j = 0; j < k; j++) next[j] = (current[j]! + partial * current[k - 1 - j]!) / rest;
    current.set(next.subarray(0, k));
  }
  return true;
}
