/** Quantities are kept to the thousandth of a unit, here and in the database. */
const thousandths = 1_000;

/** @returns the quantity as it is kept, units */
export function toThousandth(quantity: number): number {
  return Math.round(quantity * thousandths) / thousandths;
}

/**
 * Sum in whole thousandths: it equals its parts to the last digit, in whatever order they are added, which a sum of
 * binary fractions does not.
 *
 * @param quantities units
 * @example sumQuantities([0.1, 0.2]); // => 0.3
 */
export function sumQuantities(quantities: Iterable<number>): number {
  let sum = 0;
  for (const quantity of quantities) sum += Math.round(quantity * thousandths);
  return sum / thousandths;
}

/**
 * The step that figures of a size are rounded to, so that rounding changes them by half a percent at most: whole units
 * from 100 up, tenths from 10, hundredths from 1, thousandths below.
 *
 * @param level typical size, units
 */
export function quantityStep(level: number): number {
  if (level >= 100) return 1;
  if (level >= 10) return 0.1;
  return level >= 1 ? 0.01 : 0.001;
}

/**
 * A forecast in the figures that planners read and add: the step follows the level of the series.
 *
 * @param mean units per period, 0 or more
 * @returns the same length; each a multiple of `quantityStep` of the mean level
 */
export function roundForecast(mean: readonly number[]): number[] {
  const level = mean.reduce((sum, value) => sum + value, 0) / Math.max(1, mean.length);
  const perUnit = Math.round(1 / quantityStep(level));
  return mean.map(value => Math.round(value * perUnit) / perUnit);
}

/**
 * Splits a quantity in proportion to weights by largest remainders: the parts add up to it exactly. Steps are as coarse
 * as the smallest part bears (`quantityStep`) and the quantity divides by. Without any weight all parts are equal.
 *
 * @param quantity units, 0 or more
 * @param weights  0 or more, at least one
 * @returns units, in the order of the weights
 * @example splitQuantity(1_000, [1, 1, 1]); // => [334, 333, 333]
 */
export function splitQuantity(quantity: number, weights: readonly number[]): number[] {
  const whole = Math.round(quantity * thousandths);
  const given = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map(weight => (given > 0 ? (whole * weight) / given : whole / weights.length));
  const smallest = Math.min(...shares.filter(share => share > 0), whole);
  let step = Math.round(quantityStep(smallest / thousandths) * thousandths);
  while (whole % step !== 0) step /= 10;
  const parts = shares.map(share => Math.floor(share / step) * step);
  const left = Math.round((whole - parts.reduce((sum, part) => sum + part, 0)) / step);
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share - parts[index]! }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) parts[index]! += step;
  return parts.map(part => part / thousandths);
}
