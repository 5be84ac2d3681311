export interface ShrunkCovariance {
  /** Row by row, nodes × nodes. */
  readonly matrix: Float64Array;
  /** Share of the diagonal target, 0–1. */
  readonly intensity: number;
}

/**
 * Covariance of forecast errors shrunk towards its diagonal, with the intensity that minimises expected error: the
 * sample covariance of many nodes from few errors cannot be inverted.
 *
 * @param errors  for each node its errors, all of length n ≥ 2; node order is kept
 * @see Schäfer & Strimmer (2005), Statistical Applications in Genetics and Molecular Biology 4(1)
 */
export function shrinkCovariance(errors: readonly Float64Array[]): ShrunkCovariance {
  const nodes = errors.length;
  const n = errors[0]?.length ?? 0;
  // Errors are measured from 0, not from their mean: a biased node is an unreliable one.
  const deviations = errors.map(each => Math.sqrt(each.reduce((sum, error) => sum + error * error, 0) / n));
  const largest = Math.max(...deviations);
  const floor = largest > 0 ? 1e-3 * largest : 1;
  const scaled = errors.map((each, i) => each.map(error => (deviations[i]! > 0 ? error / deviations[i]! : 0)));
  const correlation = new Float64Array(nodes * nodes);
  let uncertainty = 0;
  let strength = 0;
  for (let i = 0; i < nodes; i++) {
    for (let j = 0; j < i; j++) {
      const a = scaled[i]!;
      const b = scaled[j]!;
      let mean = 0;
      for (let t = 0; t < n; t++) mean += (a[t]! * b[t]!) / n;
      let spread = 0;
      for (let t = 0; t < n; t++) spread += (a[t]! * b[t]! - mean) ** 2;
      uncertainty += spread / (n * Math.max(1, n - 1));
      strength += mean * mean;
      correlation[i * nodes + j] = mean;
      correlation[j * nodes + i] = mean;
    }
  }
  const intensity = strength > 0 ? Math.min(1, Math.max(0.02, uncertainty / strength)) : 1;
  const matrix = correlation.map((value, at) => {
    const i = Math.floor(at / nodes);
    const j = at % nodes;
    const size = Math.max(floor, deviations[i]!) * Math.max(floor, deviations[j]!);
    return i === j ? size : (1 - intensity) * value * size;
  });
  return { matrix, intensity };
}
