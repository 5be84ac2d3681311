import type { Random } from '../../shared/numerics/random.ts';

/** Below this the gamma distribution is the normal one for all that a simulation can show. */
const leastSkewness = 1e-3;

/**
 * One draw from the distribution of mean 0, deviation 1 and a given skewness (`shared/numerics/skewed-distribution`).
 *
 * @see Marsaglia & Tsang (2000), ACM Transactions on Mathematical Software 26(3)
 */
export function skewedDraw(chance: Random, skewness: number): number {
  const size = Math.abs(skewness);
  if (size < leastSkewness) return chance.normal();
  const shape = 4 / (size * size);
  return (Math.sign(skewness) * (gammaDraw(chance, shape) - shape)) / Math.sqrt(shape);
}

function gammaDraw(chance: Random, shape: number): number {
  if (shape < 1) return gammaDraw(chance, shape + 1) * (1 - chance.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = chance.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - chance.next()) < x ** 2 / 2 + d * (1 - v + Math.log(v))) return d * v;
  }
}
