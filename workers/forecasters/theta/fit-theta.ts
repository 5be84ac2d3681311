import { minimizeBfgs } from '../fitting/bfgs.ts';
import { withNumericGradient } from '../fitting/numeric-gradient.ts';

/** The dynamic optimised theta model: level, smoothing and theta, with the running line through the past. */
export interface ThetaFit {
  readonly alpha: number;
  readonly theta: number;
  readonly initialLevel: number;
  readonly finalLevel: number;
  /** Mean of all values so far. */
  readonly finalMean: number;
  /** Intercept and slope of the line through all values so far. */
  readonly intercept: number;
  readonly slope: number;
  readonly periods: number;
  /** One-step error variance, units². */
  readonly variance: number;
}

/**
 * Fits the dynamic optimised theta model by least squares of the one-step errors: simple exponential smoothing plus
 * a share 1 − 1/θ of the line through the past, which is updated with every observation.
 *
 * @param values  demand without season, length n ≥ 3
 * @see Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler (2016), Int. J. Forecasting 32(4)
 */
export function fitTheta(values: Float64Array): ThetaFit {
  let scale = 0;
  for (const value of values) scale += Math.abs(value) / values.length;
  if (!(scale > 0)) scale = 1;
  const scaled = values.map(value => value / scale);
  const parameters = (x: Float64Array) => ({
    level: x[0]!,
    alpha: 0.01 + 0.98 / (1 + Math.exp(-x[1]!)),
    theta: 1 + Math.exp(Math.min(8, x[2]!)),
  });
  const objective = withNumericGradient(x => {
    const { level, alpha, theta } = parameters(x);
    return Math.log(run(scaled, level, alpha, theta).squares + 1e-12);
  });
  let best: { x: Float64Array; value: number } | null = null;
  for (const [alpha, theta] of [
    [0, 0],
    [-2, 0],
  ] as const) {
    const minimum = minimizeBfgs(objective, Float64Array.of(scaled[0]!, alpha, theta), {
      maxIterations: 60,
      relativeTolerance: 1e-7,
    });
    if (best === null || minimum.value < best.value) best = minimum;
  }
  const { level, alpha, theta } = parameters(best!.x);
  const end = run(scaled, level, alpha, theta);
  return {
    alpha,
    theta,
    initialLevel: level * scale,
    finalLevel: end.level * scale,
    finalMean: end.mean * scale,
    intercept: end.intercept * scale,
    slope: end.slope * scale,
    periods: values.length,
    variance: (end.squares * scale * scale) / Math.max(1, values.length - 5),
  };
}

/** One pass of the recursion; the first two errors do not count, the line needs two points. */
function run(values: Float64Array, initialLevel: number, alpha: number, theta: number) {
  let level = initialLevel;
  let mean = 0;
  let intercept = 0;
  let slope = 0;
  let squares = 0;
  let power = 1;
  const share = 1 - 1 / theta;
  for (let i = 0; i < values.length; i++) {
    const t = i + 1;
    const decayed = power * (1 - alpha);
    const predicted = level + share * (power * intercept + ((1 - decayed) / alpha) * slope);
    const value = values[i]!;
    if (i >= 2) squares += (value - predicted) ** 2;
    slope = t > 1 ? ((t - 2) * slope + (6 * (value - mean)) / t) / (t + 1) : 0;
    mean = ((t - 1) * mean + value) / t;
    intercept = mean - (slope * (t + 1)) / 2;
    level = alpha * value + (1 - alpha) * level;
    power = decayed;
  }
  return { level, mean, intercept, slope, squares };
}

/** Forecast of the fitted model; each forecast feeds the line as if it had been observed. */
export function predictTheta(fit: ThetaFit, horizonPeriods: number): Float64Array {
  const out = new Float64Array(horizonPeriods);
  let { finalLevel: level, finalMean: mean, intercept, slope } = fit;
  const share = 1 - 1 / fit.theta;
  for (let k = 0; k < horizonPeriods; k++) {
    const t = fit.periods + k + 1;
    const power = (1 - fit.alpha) ** (t - 1);
    const value = level + share * (power * intercept + ((1 - power * (1 - fit.alpha)) / fit.alpha) * slope);
    out[k] = value;
    slope = ((t - 2) * slope + (6 * (value - mean)) / t) / (t + 1);
    mean = ((t - 1) * mean + value) / t;
    intercept = mean - (slope * (t + 1)) / 2;
    level = fit.alpha * value + (1 - fit.alpha) * level;
  }
  return out;
}
