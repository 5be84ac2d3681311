import { requireNonNegative } from './require-domain.ts';

/**
 * Poisson probabilities of 0, 1, 2, … until the tail is below 1e-16.
 *
 * @throws AppError `numerics.out-of-domain`
 */
export function poissonProbabilities(mean: number): Float64Array {
  requireNonNegative('mean', mean);
  const probabilities: number[] = [];
  let logFactorial = 0;
  for (let units = 0; ; units++) {
    if (units > 0) logFactorial += Math.log(units);
    const probability = mean === 0 ? (units === 0 ? 1 : 0) : Math.exp(units * Math.log(mean) - mean - logFactorial);
    probabilities.push(probability);
    if (units > mean && probability < 1e-18) return Float64Array.from(probabilities);
  }
}
