import { skewedLoss } from '../../../shared/numerics/skewed-distribution.ts';

const from = -6;
/** Of the normal table, and of those of skewed distributions, which there are many of. */
const fineStep = 1 / 512;
const step = 1 / 256;
/** Tables for each unit of skewness. */
const tablesPerUnit = 32;

const normal = tableOf(0, fineStep);
const skewed: Float64Array[] = [];

/**
 * Expected excess of a variable of mean 0 over `level`, interpolated: within 4e-6 deviations of the exact value at the mean
 * and above (1e-6 for the normal distribution), within 2e-4 where a strongly skewed distribution begins, below its mean.
 *
 * @param deviation 0 or more, unit of the level
 * @param skewness  as `skewedLoss` takes it
 */
export function fastLoss(level: number, deviation: number, skewness: number): number {
  if (deviation <= 0) return level < 0 ? -level : 0;
  if (skewness === 0) return deviation * read(normal, level / deviation, 1 / fineStep);
  // What a mirrored variable exceeds is what its image falls short of.
  if (skewness < 0) return fastLoss(-level, deviation, -skewness) - level;
  const z = level / deviation;
  const at = skewness * tablesPerUnit;
  const index = at | 0;
  const low = read(tableNear(index), z, 1 / step);
  return deviation * (low + (at - index) * (read(tableNear(index + 1), z, 1 / step) - low));
}

function read(table: Float64Array, z: number, perUnit: number): number {
  if (z <= from) return -z;
  const at = (z - from) * perUnit;
  const index = at | 0;
  if (index >= table.length - 1) return 0;
  const low = table[index]!;
  return low + (at - index) * (table[index + 1]! - low);
}

function tableNear(index: number): Float64Array {
  let table = skewed[index];
  if (!table) {
    table = tableOf(index / tablesPerUnit, step);
    skewed[index] = table;
  }
  return table;
}

/** Up to where the loss is no more than that of a normal variable 6 deviations up. */
function tableOf(skewness: number, width: number): Float64Array {
  const length = Math.round((6 * tailStretch(skewness) - from) / width) + 2;
  return Float64Array.from({ length }, (_, index) => skewedLoss(from + index * width, skewness));
}

/** How much farther than that of the normal distribution the upper tail reaches with the same chance. */
export function tailStretch(skewness: number): number {
  return 1 + Math.max(0, skewness);
}
