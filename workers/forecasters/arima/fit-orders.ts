import { minimizeSquares } from '../fitting/minimize-squares.ts';
import { type ArmaFit, armaFilter } from './likelihood.ts';
import { type ArimaOrders, difference, expandSeasonal, stationaryCoefficients } from './polynomials.ts';

/** What is known beside demand; both may be empty. */
export interface ArimaFacts {
  /** Indices of values that were never recorded; what stands there does not count. */
  readonly missing: readonly number[];
  /** Measures that demand depends on, each as long as demand or longer. */
  readonly regressors: readonly Float64Array[];
}

/** Share of a missing value that is left at the end of the history, below which forecasts do not feel it. */
const smallestTrace = 1e-6;

export const noFacts: ArimaFacts = { missing: [], regressors: [] };

export interface FitOptions {
  /** Where the search begins, as `free` of another fit; the same small coefficients everywhere when absent. */
  readonly start?: Float64Array;
  /** Relative decrease of the squares at which the search ends. */
  readonly tolerance?: number;
  /** Central differences, for the last digits. */
  readonly central?: boolean;
}

/** One fitted order. Plain data. */
export interface ArimaFit {
  readonly orders: ArimaOrders;
  readonly withConstant: boolean;
  /** Plain and seasonal coefficients, before multiplication. */
  readonly ar: Float64Array;
  readonly ma: Float64Array;
  readonly seasonalAr: Float64Array;
  readonly seasonalMa: Float64Array;
  /** Mean of the differenced series, units per period; 0 without constant. */
  readonly constant: number;
  /** Units per unit of each regressor. */
  readonly effects: Float64Array;
  readonly logLikelihood: number;
  readonly aicc: number;
  /** Innovation variance, corrected for the number of parameters, units². */
  readonly variance: number;
  /** Filtered state at the end, for forecasting. */
  readonly state: Float64Array;
  /** The last d + D·m observations without the effects of regressors: where the differences are added back. */
  readonly tail: Float64Array;
  /** Coefficients before the transformation that keeps them stationary: p plain, P seasonal, q plain, Q seasonal. */
  readonly free: Float64Array;
  /** Missing values that the end of the history has not settled: what forecasts would change by with each. */
  readonly gaps: readonly OpenGap[];
}

export interface OpenGap {
  /** Change of state and tail for one unit more in the place of the missing value. */
  readonly state: Float64Array;
  readonly tail: Float64Array;
  /** Covariance with each open gap, relative to the innovation variance. */
  readonly covariance: Float64Array;
}

/**
 * Fits given orders by exact maximum likelihood; stationarity and invertibility are kept by construction.
 *
 * @param values  demand, length n > d + D·m + number of parameters + 1; every value finite, missing ones too
 * @returns null when the history is too short, a regressor cannot be told from the others or the likelihood has no
 *   finite value
 */
export function fitOrders(
  values: Float64Array,
  orders: ArimaOrders,
  withConstant: boolean,
  { missing, regressors }: ArimaFacts = noFacts,
  { start, tolerance = 1e-7, central = false }: FitOptions = {},
): ArimaFit | null {
  const { p, q, seasonalP, seasonalQ, seasonLength } = orders;
  const differenced = difference(values, orders);
  const observed = differenced.length - missing.length;
  const count = p + q + seasonalP + seasonalQ;
  const parameters = count + 1 + (withConstant ? 1 : 0) + regressors.length;
  if (observed <= parameters + 1) return null;
  const n = differenced.length;
  let scale = 0;
  for (const value of differenced) scale += value * value;
  scale = Math.sqrt(scale / n);
  if (!(scale > 0)) return null;
  const sides = [
    ...missing.map(index => values.map((_, t) => (t === index ? 1 : 0))),
    ...regressors.map(regressor => withSpreadOne(regressor.subarray(0, values.length))),
  ];
  const columns = [differenced.map(value => value / scale), ...sides.map(side => difference(side, orders))];
  if (withConstant) columns.push(new Float64Array(n).fill(1));

  const polynomials = (x: Float64Array) => {
    const ar = stationaryCoefficients(x, 0, p);
    const seasonalAr = stationaryCoefficients(x, p, seasonalP);
    const ma = negated(stationaryCoefficients(x, p + seasonalP, q));
    const seasonalMa = negated(stationaryCoefficients(x, p + seasonalP + q, seasonalQ));
    return { ar, seasonalAr, ma, seasonalMa };
  };
  const filter = armaFilter(columns, p + seasonalP * seasonLength, q + seasonalQ * seasonLength, missing.length);
  const evaluate = (x: Float64Array) => {
    const { ar, seasonalAr, ma, seasonalMa } = polynomials(x);
    return filter(expandSeasonal(ar, seasonalAr, seasonLength, -1), expandSeasonal(ma, seasonalMa, seasonLength, 1));
  };
  // Innovations times the root of the volume, a geometric mean: least squares of these is maximum likelihood.
  const residuals = (x: Float64Array, out: Float64Array) => {
    const fit = evaluate(x);
    if (fit === null) return false;
    const factor = Math.exp(fit.logVolume / (2 * observed));
    for (let t = 0; t < n; t++) out[t] = fit.innovations[t]! * factor;
    return true;
  };
  const begin = start ?? new Float64Array(count).fill(0.1);
  const best = minimizeSquares(residuals, begin, n, { tolerance, central }).x;
  const fit = evaluate(best);
  if (fit === null || !Number.isFinite(fit.logLikelihood)) return null;
  const logLikelihood = fit.logLikelihood - observed * Math.log(scale);
  const effects = Float64Array.from(
    regressors,
    (regressor, i) => (fit.coefficients[missing.length + i]! * scale) / spread(regressor.subarray(0, values.length)),
  );
  const bare = Float64Array.from(values);
  for (let i = 0; i < sides.length; i++) {
    const effect = fit.coefficients[i]! * scale;
    for (let t = 0; t < bare.length; t++) bare[t]! -= effect * sides[i]![t]!;
  }
  const tailFrom = values.length - orders.d - orders.seasonalD * seasonLength;
  return {
    orders,
    withConstant,
    ...polynomials(best),
    constant: withConstant ? fit.coefficients.at(-1)! * scale : 0,
    effects,
    logLikelihood,
    aicc: -2 * logLikelihood + 2 * parameters + (2 * parameters * (parameters + 1)) / (observed - parameters - 1),
    variance: (fit.squares * scale * scale) / Math.max(1, observed - parameters + 1),
    state: fit.state.map(value => value * scale),
    free: best,
    tail: bare.slice(tailFrom),
    gaps: openGaps(
      fit,
      sides.slice(0, missing.length).map(side => side.slice(tailFrom)),
    ),
  };
}

/** @param tails  for each missing value its indicator over the tail */
function openGaps({ columnStates, factor }: ArmaFit, tails: readonly Float64Array[]): OpenGap[] {
  const size = columnStates.length;
  const open = tails.flatMap((tail, index) =>
    [...columnStates[index]!, ...tail].some(value => Math.abs(value) > smallestTrace) ? [index] : [],
  );
  // Columns of the inverse of the factor, of which the missing values are the first part: their products are entries of
  // the inverse. Regressors and constant count as known here, as all coefficients do.
  const solved = open.map(index => {
    const column = new Float64Array(tails.length);
    for (let i = index; i < tails.length; i++) {
      let sum = i === index ? 1 : 0;
      for (let k = index; k < i; k++) sum -= factor[i * size + k]! * column[k]!;
      column[i] = sum / factor[i * size + i]!;
    }
    return column;
  });
  return open.map((index, i) => ({
    // The state is that of demand less the missing value's column: one unit more takes one column away.
    state: columnStates[index]!.map(value => -value),
    tail: tails[index]!.map(value => -value),
    covariance: Float64Array.from(solved, other => other.reduce((sum, value, k) => sum + value * solved[i]![k]!, 0)),
  }));
}

function negated(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = -values[i]!;
  return out;
}

/** Brings a column to one size, so that least squares can tell it from rounding. */
function withSpreadOne(column: Float64Array): Float64Array {
  const size = spread(column);
  return column.map(value => value / size);
}

/** Standard deviation; 1 where nothing varies. */
function spread(column: Float64Array): number {
  let mean = 0;
  for (const value of column) mean += value / column.length;
  let squares = 0;
  for (const value of column) squares += (value - mean) ** 2 / column.length;
  return squares > 0 ? Math.sqrt(squares) : 1;
}
