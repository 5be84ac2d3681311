import { minimizeSquares } from '../fitting/minimize-squares.ts';
import { type CesParameters, type CesSeason, type CesStates, firstStates, smooth, turnAround } from './recursion.ts';

/** One fitted model. Plain data. */
export interface CesFit {
  readonly kind: CesSeason;
  readonly seasonLength: number;
  readonly parameters: CesParameters;
  /** States after the last period. */
  readonly states: CesStates;
  readonly aicc: number;
  /** One-step error variance, units². */
  readonly variance: number;
}

/** Search region of each parameter. */
const smallest = 0.01;
const largest = [1.8, 1.9, 1.5, 1.5] as const;
const begin = [1.3, 1, 1.3, 1] as const;
const beginPartial = 0.1;

/**
 * Fits one kind of season by least squares of the one-step errors. Initial states are backcast: the series is smoothed
 * forwards, backwards and forwards again, so that only the smoothing parameters are searched.
 *
 * @param values  demand, length n ≥ 2 · seasonLength when there is a season
 * @returns null when no parameters keep the recursion finite
 */
export function fitSeason(values: Float64Array, kind: CesSeason, seasonLength: number): CesFit | null {
  const n = values.length;
  const size = kind === 'N' ? 2 : kind === 'P' ? 3 : 4;
  if (n <= size + 2) return null;
  let scale = 0;
  for (const value of values) scale += Math.abs(value) / n;
  if (!(scale > 0)) return null;
  const forwards = values.map(value => value / scale);
  const backwards = forwards.toReversed();
  const first = firstStates(forwards, kind, seasonLength);
  const parametersAt = (x: Float64Array): CesParameters => {
    const at = (i: number) => (i < size ? smallest + (largest[i]! - smallest) / (1 + Math.exp(-x[i]!)) : 0);
    return [at(0), at(1), at(2), at(3)];
  };
  const errors = new Float64Array(n);
  const run = (parameters: CesParameters) => {
    const states = { ...first, season: first.season.slice(), seasonPotential: first.seasonPotential.slice() };
    smooth(forwards, kind, parameters, states, errors);
    turnAround(kind, parameters, states);
    smooth(backwards, kind, parameters, states, errors);
    turnAround(kind, parameters, states);
    return { finite: smooth(forwards, kind, parameters, states, errors), states };
  };
  const residuals = (x: Float64Array, out: Float64Array) => {
    const { finite } = run(parametersAt(x));
    out.set(errors);
    return finite;
  };
  const start = Float64Array.from({ length: size }, (_, i) => {
    const share = ((i === 2 && kind === 'P' ? beginPartial : begin[i]!) - smallest) / (largest[i]! - smallest);
    return Math.log(share / (1 - share));
  });
  const { x, squares } = minimizeSquares(residuals, start, n, { tolerance: 1e-6 });
  const parameters = parametersAt(x);
  const { states } = run(parameters);
  if (!Number.isFinite(squares) || !Number.isFinite(states.level)) return null;
  const count = size + 1;
  return {
    kind,
    seasonLength,
    parameters,
    states: {
      level: states.level * scale,
      potential: states.potential * scale,
      season: states.season.map(value => value * scale),
      seasonPotential: states.seasonPotential.map(value => value * scale),
    },
    aicc: n * Math.log(squares + 1e-12) + 2 * count + (2 * count * (count + 1)) / (n - count - 1),
    variance: (squares * scale * scale) / (n - size),
  };
}
