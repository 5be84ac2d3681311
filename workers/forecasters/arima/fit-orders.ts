import { minimizeBfgs } from '../fitting/bfgs.ts';
import { withNumericGradient } from '../fitting/numeric-gradient.ts';
import { armaLikelihood } from './likelihood.ts';
import { type ArimaOrders, difference, expandSeasonal, stationaryCoefficients } from './polynomials.ts';

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
  readonly logLikelihood: number;
  readonly aicc: number;
  /** Innovation variance, corrected for the number of parameters, units². */
  readonly variance: number;
  /** Filtered state at the end, for forecasting. */
  readonly state: Float64Array;
  /** The last d + D·m observations: where the differences are added back. */
  readonly tail: Float64Array;
}

/**
 * Fits given orders by exact maximum likelihood; stationarity and invertibility are kept by construction.
 *
 * @param values  demand, length n > d + D·m + number of parameters + 1
 * @returns null when the history is too short or the likelihood has no finite value
 */
export function fitOrders(
  values: Float64Array,
  orders: ArimaOrders,
  withConstant: boolean,
  { central = false } = {},
): ArimaFit | null {
  const { p, q, seasonalP, seasonalQ, seasonLength } = orders;
  const differenced = difference(values, orders);
  const n = differenced.length;
  const count = p + q + seasonalP + seasonalQ;
  const parameters = count + 1 + (withConstant ? 1 : 0);
  if (n <= parameters + 1) return null;
  let scale = 0;
  for (const value of differenced) scale += value * value;
  scale = Math.sqrt(scale / n);
  if (!(scale > 0)) return null;
  const columns = [differenced.map(value => value / scale)];
  if (withConstant) columns.push(new Float64Array(n).fill(1));

  const polynomials = (x: Float64Array) => {
    const ar = stationaryCoefficients(x, 0, p);
    const seasonalAr = stationaryCoefficients(x, p, seasonalP);
    const ma = stationaryCoefficients(x, p + seasonalP, q).map(value => -value);
    const seasonalMa = stationaryCoefficients(x, p + seasonalP + q, seasonalQ).map(value => -value);
    return { ar, seasonalAr, ma, seasonalMa };
  };
  const evaluate = (x: Float64Array) => {
    const { ar, seasonalAr, ma, seasonalMa } = polynomials(x);
    return armaLikelihood(
      columns,
      expandSeasonal(ar, seasonalAr, seasonLength, -1),
      expandSeasonal(ma, seasonalMa, seasonLength, 1),
    );
  };
  // Per observation, so that tolerances mean the same on short and long histories.
  const objective = withNumericGradient(
    x => {
      const fit = evaluate(x);
      return fit === null ? Number.POSITIVE_INFINITY : -fit.logLikelihood / n;
    },
    1e-5,
    central,
  );
  const start = new Float64Array(count).fill(0.1);
  const best =
    count === 0
      ? start
      : minimizeBfgs(objective, start, {
          maxIterations: 60,
          relativeTolerance: central ? 1e-12 : 1e-7,
          gradientTolerance: central ? 1e-9 : 1e-5,
        }).x;
  const fit = evaluate(best);
  if (fit === null || !Number.isFinite(fit.logLikelihood)) return null;
  const logLikelihood = fit.logLikelihood - n * Math.log(scale);
  return {
    orders,
    withConstant,
    ...polynomials(best),
    constant: withConstant ? fit.coefficients[0]! * scale : 0,
    logLikelihood,
    aicc: -2 * logLikelihood + 2 * parameters + (2 * parameters * (parameters + 1)) / (n - parameters - 1),
    variance: (fit.squares * scale * scale) / Math.max(1, n - parameters + 1),
    state: fit.state.map(value => value * scale),
    tail: values.slice(values.length - orders.d - orders.seasonalD * seasonLength),
  };
}
