import { solveRidge } from '../fitting/solve-ridge.ts';
import { plainDifferences, seasonalDifferences } from './differencing.ts';
import { type ArimaFacts, type ArimaFit, fitOrders, noFacts } from './fit-orders.ts';
import { type ArimaOrders, difference, rootsOutside } from './polynomials.ts';

export interface OrderLimits {
  readonly maxP: number;
  readonly maxQ: number;
  readonly maxSeasonalP: number;
  readonly maxSeasonalQ: number;
  /** p + q + P + Q at most. */
  readonly maxTotal: number;
  /** Fits tried in the stepwise search at most. */
  readonly maxFits: number;
}

interface Candidate {
  readonly p: number;
  readonly q: number;
  readonly seasonalP: number;
  readonly seasonalQ: number;
  readonly withConstant: boolean;
}

/** Roots nearer to the unit circle than this are refused: such a fit is a difference in disguise. */
const smallestRoot = 1.01;
const firstCoefficient = 0.1;
/** Enough to tell orders apart: some thousandths in AICc. The chosen one is fitted to the end. */
const roughTolerance = 3e-5;

/**
 * Chooses orders stepwise by AICc, with differencing fixed first by tests on seasonal strength and stationarity of what
 * regressors leave. Regressors that do not lower the AICc of the chosen orders are left out.
 *
 * @param values        demand, length n
 * @param seasonLength  1 for no season
 * @param stop          asked between fits; throws to end the search
 * @returns null when no order fits, as on a constant history
 * @see Hyndman & Khandakar (2008), J. Statistical Software 27(3)
 */
export function selectOrders(
  values: Float64Array,
  seasonLength: number,
  limits: OrderLimits,
  stop: () => void,
  facts: ArimaFacts = noFacts,
): ArimaFit | null {
  const unexplained = withoutRegressors(values, facts.regressors);
  const seasonalD = seasonalDifferences(unexplained, seasonLength);
  const seasonal: ArimaOrders = { p: 0, d: 0, q: 0, seasonalP: 0, seasonalD, seasonalQ: 0, seasonLength };
  const d = plainDifferences(difference(unexplained, seasonal));
  const constantAllowed = d + seasonalD <= 1;
  const seasons = seasonLength > 1;
  const tried = new Map<string, ArimaFit | null>();

  const attempt = (candidate: Candidate, near: ArimaFit | null = null): ArimaFit | null => {
    const { p, q, seasonalP, seasonalQ, withConstant } = candidate;
    if (p < 0 || q < 0 || seasonalP < 0 || seasonalQ < 0) return null;
    if (p > limits.maxP || q > limits.maxQ) return null;
    if (!seasons && seasonalP + seasonalQ > 0) return null;
    if (seasonalP > limits.maxSeasonalP || seasonalQ > limits.maxSeasonalQ) return null;
    if (p + q + seasonalP + seasonalQ > limits.maxTotal) return null;
    if (withConstant && !constantAllowed) return null;
    // A plain lag polynomial that reaches the season would double the seasonal one.
    if (seasons && (p >= seasonLength || q >= seasonLength)) return null;
    const key = `${p},${q},${seasonalP},${seasonalQ},${withConstant}`;
    const known = tried.get(key);
    if (known !== undefined) return known;
    if (tried.size >= limits.maxFits) return null;
    stop();
    const orders: ArimaOrders = { p, d, q, seasonalP, seasonalD, seasonalQ, seasonLength };
    const fit = fitOrders(values, orders, withConstant, facts, {
      tolerance: roughTolerance,
      ...(near ? { start: startNear(near, orders) } : {}),
    });
    const usable = fit !== null && hasSafeRoots(fit) ? fit : null;
    tried.set(key, usable);
    return usable;
  };

  const starts = [
    { p: 2, q: 2, seasonalP: seasons ? 1 : 0, seasonalQ: seasons ? 1 : 0 },
    { p: 0, q: 0, seasonalP: 0, seasonalQ: 0 },
    { p: 1, q: 0, seasonalP: seasons ? 1 : 0, seasonalQ: 0 },
    { p: 0, q: 1, seasonalP: 0, seasonalQ: seasons ? 1 : 0 },
  ];
  let best: ArimaFit | null = null;
  const consider = (fit: ArimaFit | null): boolean => {
    if (fit === null || (best !== null && fit.aicc >= best.aicc)) return false;
    best = fit;
    return true;
  };
  for (const start of starts) consider(attempt({ ...start, withConstant: constantAllowed }));
  if (constantAllowed) consider(attempt({ p: 0, q: 0, seasonalP: 0, seasonalQ: 0, withConstant: false }));
  let improved = best !== null;
  while (improved) {
    improved = false;
    for (const neighbour of neighbours(best!)) {
      if (consider(attempt(neighbour, best))) {
        improved = true;
        break;
      }
    }
  }
  const chosen = finished(best as ArimaFit | null, values, facts);
  if (facts.regressors.length === 0) return chosen;
  const bare = { ...facts, regressors: [] };
  if (chosen === null) return selectOrders(values, seasonLength, limits, stop, bare);
  const plain = fitOrders(values, chosen.orders, chosen.withConstant, bare);
  return plain !== null && hasSafeRoots(plain) && plain.aicc < chosen.aicc ? plain : chosen;
}

function finished(rough: ArimaFit | null, values: Float64Array, facts: ArimaFacts): ArimaFit | null {
  if (rough === null) return null;
  const fit = fitOrders(values, rough.orders, rough.withConstant, facts, { start: rough.free });
  return fit !== null && hasSafeRoots(fit) ? fit : rough;
}

/** Where the search for neighbouring orders begins: at the coefficients they share, the new ones small. */
function startNear({ free, orders: from }: ArimaFit, to: ArimaOrders): Float64Array {
  const start: number[] = [];
  let offset = 0;
  for (const part of ['p', 'seasonalP', 'q', 'seasonalQ'] as const) {
    for (let i = 0; i < to[part]; i++) start.push(i < from[part] ? free[offset + i]! : firstCoefficient);
    offset += from[part];
  }
  return Float64Array.from(start);
}

/** What a regression on the regressors leaves. */
function withoutRegressors(values: Float64Array, regressors: readonly Float64Array[]): Float64Array {
  if (regressors.length === 0) return values;
  const n = values.length;
  const columns = [new Float64Array(n).fill(1), ...regressors.map(regressor => regressor.slice(0, n))];
  const coefficients = solveRidge(columns, values, 1e-9 * n);
  return values.map((value, t) => columns.reduce((rest, column, i) => rest - coefficients[i]! * column[t]!, value));
}

function neighbours(fit: ArimaFit): Candidate[] {
  const { p, q, seasonalP, seasonalQ } = fit.orders;
  const here = { p, q, seasonalP, seasonalQ, withConstant: fit.withConstant };
  const out: Candidate[] = [];
  const move = (dp: number, dq: number, dP: number, dQ: number) =>
    out.push({ ...here, p: p + dp, q: q + dq, seasonalP: seasonalP + dP, seasonalQ: seasonalQ + dQ });
  for (const [a, b] of [
    [0, -1],
    [-1, 0],
    [0, 1],
    [1, 0],
    [-1, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
  ] as const) {
    move(0, 0, a, b);
  }
  for (const [a, b] of [
    [0, -1],
    [-1, 0],
    [0, 1],
    [1, 0],
    [-1, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
  ] as const) {
    move(a, b, 0, 0);
  }
  out.push({ ...here, withConstant: !fit.withConstant });
  return out;
}

function hasSafeRoots(fit: ArimaFit): boolean {
  const negated = (coefficients: Float64Array) => coefficients.map(value => -value);
  const m = fit.orders.seasonLength;
  return (
    rootsOutside(fit.ar, smallestRoot) &&
    rootsOutside(negated(fit.ma), smallestRoot) &&
    rootsOutside(fit.seasonalAr, smallestRoot ** m) &&
    rootsOutside(negated(fit.seasonalMa), smallestRoot ** m)
  );
}
