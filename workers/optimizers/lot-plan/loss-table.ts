import { skewedLoss } from '../../../shared/numerics/skewed-distribution.ts';
import { skewnessSteps } from '../../../shared/numerics/stock-spread.ts';

const from = -6;
const perDeviation = 512;

/** By steps of skewness, each made when it is first asked for. */
const tables: Float64Array[] = [];

/**
 * Expected excess of a variable of mean 0 over `level`, interpolated: within 1e-6 deviations of the exact value, and within
 * 1e-4 where a strongly skewed distribution begins, below its mean.
 *
 * @param deviation 0 or more, unit of the level
 * @param skewness  as `skewedLoss` takes it; rounded as `roundSkewness` does
 */
export function fastLoss(level: number, deviation: number, skewness: number): number {
  if (deviation <= 0) return level < 0 ? -level : 0;
  // What a mirrored variable exceeds is what its image falls short of.
  if (skewness < 0) return fastLoss(-level, deviation, -skewness) - level;
  const z = level / deviation;
  if (z <= from) return -level;
  const table = tables[(skewness * skewnessSteps + 0.5) | 0] ?? tableFor(skewness);
  const at = (z - from) * perDeviation;
  const index = at | 0;
  if (index >= table.length - 1) return 0;
  const low = table[index]!;
  return deviation * (low + (at - index) * (table[index + 1]! - low));
}

/** Up to where the loss is no more than that of a normal variable 6 deviations up. */
function tableFor(skewness: number): Float64Array {
  const step = (skewness * skewnessSteps + 0.5) | 0;
  const length = Math.round((6 * tailStretch(skewness) - from) * perDeviation) + 2;
  const table = Float64Array.from({ length }, (_, index) =>
    skewedLoss(from + index / perDeviation, step / skewnessSteps),
  );
  tables[step] = table;
  return table;
}

/** How much farther than that of the normal distribution the upper tail reaches with the same chance. */
export function tailStretch(skewness: number): number {
  return 1 + Math.max(0, skewness);
}
