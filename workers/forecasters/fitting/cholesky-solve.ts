/**
 * Solves a symmetric positive definite system. The lower triangle of `matrix` is overwritten by its factor.
 *
 * @param matrix  row by row, size d × d
 * @param right   length d
 * @returns x of matrix · x = right; nearly singular directions are held at 0
 */
export function choleskySolve(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const solution = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j <= i; j++) {
      const other = j * size;
      let sum = matrix[row + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[row + k]! * matrix[other + k]!;
      if (i === j) matrix[row + i] = sum > 1e-14 ? Math.sqrt(sum) : 1e150;
      else matrix[row + j] = sum / matrix[other + j]!;
    }
    let sum = solution[i]!;
    for (let k = 0; k < i; k++) sum -= matrix[row + k]! * solution[k]!;
    solution[i] = sum / matrix[row + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = solution[i]!;
    for (let k = i + 1; k < size; k++) sum -= matrix[k * size + i]! * solution[k]!;
    solution[i] = sum / matrix[i * size + i]!;
  }
  return solution;
}
