import { choleskySolve } from './cholesky-solve.ts';

/**
 * Ridge regression on the normal equations: minimises |y − Xβ|² + penalty |β|².
 *
 * @param columns  X by columns, each of length n
 * @param target   y, length n
 * @param penalty  above 0 where columns may be collinear
 * @returns β
 */
export function solveRidge(columns: readonly Float64Array[], target: Float64Array, penalty: number): Float64Array {
  const size = columns.length;
  const gram = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const a = columns[i]!;
    for (let j = 0; j <= i; j++) {
      const b = columns[j]!;
      let sum = i === j ? penalty : 0;
      for (let t = 0; t < target.length; t++) sum += a[t]! * b[t]!;
      gram[i * size + j] = sum;
    }
    let sum = 0;
    for (let t = 0; t < target.length; t++) sum += a[t]! * target[t]!;
    right[i] = sum;
  }
  return choleskySolve(gram, right);
}
