import { skewedQuantile } from './skewed-distribution.ts';

/** Beyond it three cumulants say little of a distribution. */
const mostSkewness = 4;
const steps = 80;

/** Standardised quantiles over the range of skewness, worked out once for each set of probabilities. */
const shapesOf = new Map<string, readonly Float64Array[]>();

/**
 * Skewness of demand from quantiles of its forecast: that of the distribution (`skewed-distribution`) whose quantiles run
 * closest to them around the mean, by least squares. Their scale is left free, because bands are calibrated on coverage
 * and the deviation on squared errors. A quantile of 0 says where demand is cut off, not how its distribution runs on, and
 * is left out. Demand is never negative, so its skewness is at least v − 1/v with v the coefficient of variation; where
 * most quantiles are 0, nothing else shows it.
 *
 * @param probabilities 0–1, both excluded
 * @returns function of the mean and the deviation of the forecast error, units, 0 or more, and of the quantile of each
 *   probability, units, null where it is not known. It gives the third cumulant over the cube of the deviation, −4 … 4: 0
 *   without mean, deviation or quantiles, or where these lie as far below the mean as above it, to a thousandth
 * @see Bowers et al. (1997), Actuarial Mathematics, 2nd ed., §12.5, on shifted gamma distributions; the least skewness is
 *   E[X³] E[X] ≥ E[X²]² by Cauchy and Schwarz
 */
export function quantileSkewness(
  probabilities: readonly number[],
): (mean: number, deviation: number, values: ArrayLike<number | null>) => number {
  const shapes = shapesFor(probabilities);
  const mirrors = probabilities.map(each => probabilities.findIndex(other => Math.abs(each + other - 1) < 1e-9));
  const offsets = new Float64Array(probabilities.length);
  return (mean, deviation, values) => {
    if (!(deviation > 0 && mean > 0) || offsets.length === 0) return 0;
    let known = 0;
    let usable = 0;
    for (let index = 0; index < offsets.length; index++) {
      const value = values[index] ?? null;
      offsets[index] = value !== null && value > 0 ? value - mean : Number.NaN;
      if (value !== null) known++;
      if (value !== null && value > 0) usable++;
    }
    if (known === 0) return 0;
    // Rounding, to thousandths of a unit for instance, must not turn a normal forecast into a skewed one.
    const symmetric = mirrors.every((at, index) => {
      const [offset, mirror] = [offsets[index]!, offsets[at] ?? Number.NaN];
      return Number.isNaN(offset) || Math.abs(offset + mirror) <= 1e-3 * Math.abs(offset - mirror);
    });
    if (symmetric && usable > 0) return 0;
    const variation = deviation / mean;
    // One quantile alone fits any skewness.
    const fitted = usable > 1 ? closest(shapes, offsets) : 0;
    return Math.min(mostSkewness, Math.max(fitted, variation - 1 / variation));
  };
}

/** Skewness at which a multiple of the standardised quantiles leaves the least squares. */
function closest(shapes: readonly Float64Array[], offsets: Float64Array): number {
  const explained = (step: number) => {
    const shape = shapes[step];
    if (!shape) return Number.NaN;
    let product = 0;
    let square = 0;
    for (let index = 0; index < offsets.length; index++) {
      if (Number.isNaN(offsets[index]!)) continue;
      product += offsets[index]! * shape[index]!;
      square += shape[index]! ** 2;
    }
    return product > 0 ? product ** 2 / square : 0;
  };
  let best = steps / 2;
  let most = explained(best);
  for (let step = 0; step <= steps; step++) {
    const here = explained(step);
    if (here <= most) continue;
    most = here;
    best = step;
  }
  return skewnessAt(best + peakBetween(explained(best - 1), most, explained(best + 1)));
}

/** Where the parabola through a point and its neighbours peaks, in steps from the point; 0 at the ends of the range. */
function peakBetween(before: number, here: number, after: number): number {
  const bend = before - 2 * here + after;
  return bend < 0 ? (before - after) / (2 * bend) : 0;
}

function skewnessAt(step: number): number {
  return (step * 2 * mostSkewness) / steps - mostSkewness;
}

function shapesFor(probabilities: readonly number[]): readonly Float64Array[] {
  const key = probabilities.join(' ');
  const known = shapesOf.get(key);
  if (known) return known;
  const shapes = Array.from({ length: steps + 1 }, (_, step) =>
    Float64Array.from(probabilities, each => skewedQuantile(each, skewnessAt(step))),
  );
  shapesOf.set(key, shapes);
  return shapes;
}
