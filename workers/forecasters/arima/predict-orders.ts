import type { Prediction } from '../forecaster.ts';
import type { ArimaFit } from './fit-orders.ts';
import { expandSeasonal } from './polynomials.ts';

/**
 * Mean and standard deviation ahead: the state is rolled forward, the differences are added back. The deviation counts
 * the noise to come and what missing values before the end leave unknown of the present.
 */
export function predictOrders(fit: ArimaFit, horizonPeriods: number): Prediction {
  const { orders } = fit;
  const m = orders.seasonLength;
  const ar = expandSeasonal(fit.ar, fit.seasonalAr, m, -1);
  const ma = expandSeasonal(fit.ma, fit.seasonalMa, m, 1);
  const integrated = integrationCoefficients(orders.d, orders.seasonalD, m);
  const full = integrated.length > 0 ? multiply(ar, integrated) : ar;
  const mean = rollForward(fit, fit.constant, ar, integrated, horizonPeriods);
  const responses = fit.gaps.map(gap => rollForward(gap, 0, ar, integrated, horizonPeriods));
  const deviation = new Float64Array(horizonPeriods);
  const psi = new Float64Array(horizonPeriods);
  let sum = 0;
  for (let k = 0; k < horizonPeriods; k++) {
    let weight = k === 0 ? 1 : k <= ma.length ? ma[k - 1]! : 0;
    for (let j = 0; j < Math.min(k, full.length); j++) weight += full[j]! * psi[k - 1 - j]!;
    psi[k] = weight;
    sum += weight * weight;
    let unknown = 0;
    fit.gaps.forEach(({ covariance }, i) => {
      for (let j = 0; j < covariance.length; j++) unknown += covariance[j]! * responses[i]![k]! * responses[j]![k]!;
    });
    deviation[k] = Math.sqrt(fit.variance * (sum + Math.max(0, unknown)));
  }
  return { mean, deviation };
}

/** Forecast from a state of the differenced series and the values before the origin. */
function rollForward(
  from: { readonly state: Float64Array; readonly tail: Float64Array },
  constant: number,
  ar: Float64Array,
  integrated: Float64Array,
  horizonPeriods: number,
): Float64Array {
  const state = new Float64Array(from.state.length + 1);
  state.set(from.state);
  const known = from.tail.length;
  const path = new Float64Array(known + horizonPeriods);
  path.set(from.tail);
  for (let k = 0; k < horizonPeriods; k++) {
    const head = state[0]!;
    for (let i = 0; i < from.state.length; i++) state[i] = (i < ar.length ? ar[i]! * head : 0) + state[i + 1]!;
    let value = head + constant;
    for (let j = 0; j < integrated.length; j++) value += integrated[j]! * path[known + k - 1 - j]!;
    path[known + k] = value;
  }
  return path.subarray(known);
}

/** c of 1 − c₁B − … = (1 − B)^d (1 − B^m)^D. */
function integrationCoefficients(d: number, seasonalD: number, seasonLength: number): Float64Array {
  let out: Float64Array = new Float64Array(0);
  for (let i = 0; i < d; i++) out = multiply(out, Float64Array.of(1));
  const season = new Float64Array(seasonLength);
  season[seasonLength - 1] = 1;
  for (let i = 0; i < seasonalD; i++) out = multiply(out, season);
  return out;
}

/** Product of two polynomials written 1 − c₁B − …, in the same convention. */
function multiply(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length);
  for (let i = 0; i < a.length; i++) out[i]! += a[i]!;
  for (let j = 0; j < b.length; j++) {
    out[j]! += b[j]!;
    for (let i = 0; i < a.length; i++) out[i + j + 1]! -= a[i]! * b[j]!;
  }
  return out;
}
