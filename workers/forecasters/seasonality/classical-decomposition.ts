/**
 * Seasonal indices by classical decomposition: averages, per phase, of the ratio to (or difference from) a centred
 * moving average. Multiplicative indices average 1, additive ones 0.
 *
 * @param values        demand, length n ≥ seasonLength; fewer than two seasons are compared with their mean
 * @param seasonLength  periods per season, m > 1
 * @returns length m; entry i belongs to periods i, i + m, …
 */
export function seasonalIndices(
  values: Float64Array,
  seasonLength: number,
  kind: 'additive' | 'multiplicative',
): Float64Array {
  const n = values.length;
  const m = seasonLength;
  const sums = new Float64Array(m);
  const counts = new Float64Array(m);
  const half = Math.floor(m / 2);
  const centred = n >= 2 * m;
  let overall = 0;
  for (const value of values) overall += value / n;
  for (let t = centred ? half : 0; t < (centred ? n - half : n); t++) {
    let trend = overall;
    if (centred) {
      trend = 0;
      if (m % 2 === 0) {
        trend = (values[t - half]! + values[t + half]!) / 2;
        for (let j = 1 - half; j < half; j++) trend += values[t + j]!;
      } else {
        for (let j = -half; j <= half; j++) trend += values[t + j]!;
      }
      trend /= m;
    }
    if (kind === 'multiplicative' && !(trend > 0)) continue;
    sums[t % m]! += kind === 'multiplicative' ? values[t]! / trend : values[t]! - trend;
    counts[t % m]!++;
  }
  const indices = new Float64Array(m);
  let total = 0;
  for (let i = 0; i < m; i++) {
    indices[i] = counts[i]! > 0 ? sums[i]! / counts[i]! : kind === 'multiplicative' ? 1 : 0;
    total += indices[i]!;
  }
  for (let i = 0; i < m; i++) {
    if (kind === 'additive') indices[i]! -= total / m;
    else if (total > 0) indices[i]! *= m / total;
    else indices[i] = 1;
  }
  return indices;
}
