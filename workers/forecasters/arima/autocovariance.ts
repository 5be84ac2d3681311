/**
 * Autocovariances of a stationary ARMA process with unit innovation variance, lags 0…maximumLag: those of the
 * autoregression by step-down and Levinson recursions, then the moving average on top.
 *
 * @param ar  φ of 1 − φ₁B − …
 * @param ma  θ of 1 + θ₁B + …
 * @returns null when the autoregression is not stationary
 */
export function armaAutocovariance(ar: Float64Array, ma: Float64Array, maximumLag: number): Float64Array | null {
  const q = ma.length;
  const base = arAutocovariance(ar, maximumLag + q);
  if (base === null || q === 0) return base;
  const product = new Float64Array(q + 1);
  for (let lag = 0; lag <= q; lag++) {
    let sum = lag === 0 ? 1 : ma[lag - 1]!;
    for (let i = 0; i + lag < q; i++) sum += ma[i]! * ma[i + lag]!;
    product[lag] = sum;
  }
  const out = new Float64Array(maximumLag + 1);
  for (let k = 0; k <= maximumLag; k++) {
    let sum = product[0]! * base[k]!;
    for (let lag = 1; lag <= q; lag++) {
      if (product[lag] !== 0) sum += product[lag]! * (base[k + lag]! + base[Math.abs(k - lag)]!);
    }
    out[k] = sum;
  }
  return out;
}

function arAutocovariance(ar: Float64Array, maximumLag: number): Float64Array | null {
  const p = ar.length;
  const out = new Float64Array(maximumLag + 1);
  // Step down: rows[k] holds the coefficients of the best linear predictor of order k + 1.
  const rows: Float64Array[] = new Array(p);
  let current = ar;
  let variance = 1;
  for (let k = p - 1; k >= 0; k--) {
    rows[k] = current;
    const partial = current[k]!;
    const rest = 1 - partial * partial;
    if (!(rest > 1e-10)) return null;
    variance /= rest;
    const next = new Float64Array(k);
    for (let j = 0; j < k; j++) next[j] = (current[j]! + partial * current[k - 1 - j]!) / rest;
    current = next;
  }
  out[0] = variance;
  for (let lag = 1; lag <= maximumLag; lag++) {
    const row = rows[Math.min(lag, p) - 1];
    let sum = 0;
    if (row) for (let j = 0; j < row.length; j++) sum += row[j]! * out[lag - 1 - j]!;
    // With row order equal to the lag, Σ row_j γ(lag − 1 − j) is the Yule–Walker equation for γ(lag).
    out[lag] = sum;
  }
  return out;
}
