/**
 * Ridge regression by Cholesky on the normal equations: minimises |y − Xβ|² + Σ penalty_j β_j².
 *
 * @param columns  X by columns, each of length n
 * @param target   y, length n
 * @param penalty  one number for all coefficients or one each; above 0 where columns may be collinear
 * @returns β
 */
export function solveRidge(
  columns: readonly Float64Array[],
  target: Float64Array,
  penalty: number | Float64Array,
): Float64Array {
  const size = columns.length;
  const n = target.length;
  const factor = new Float64Array(size * size);
  const solution = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const a = columns[i]!;
    for (let j = 0; j <= i; j++) {
      const b = columns[j]!;
      let sum = i === j ? (typeof penalty === 'number' ? penalty : penalty[i]!) : 0;
      for (let t = 0; t < n; t++) sum += a[t]! * b[t]!;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      factor[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / factor[j * size + j]!;
    }
    let right = 0;
    for (let t = 0; t < n; t++) right += a[t]! * target[t]!;
    for (let k = 0; k < i; k++) right -= factor[i * size + k]! * solution[k]!;
    solution[i] = right / factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = solution[i]!;
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i]! * solution[k]!;
    solution[i] = sum / factor[i * size + i]!;
  }
  return solution;
}
