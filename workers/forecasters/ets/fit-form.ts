import { minimizeBfgs } from '../fitting/bfgs.ts';
import { initialStates } from './initial-states.ts';
import { type EtsForm, type EtsGradient, type EtsParameters, etsObjectiveWithGradient, etsTape } from './recursion.ts';

/** One fitted form. Plain data. */
export interface EtsFit {
  readonly form: EtsForm;
  readonly parameters: EtsParameters;
  readonly logLikelihood: number;
  readonly aicc: number;
  /** Residual variance: units² for additive errors, relative for multiplicative ones. */
  readonly variance: number;
  /** Free parameters with initial states and the variance. */
  readonly parameterCount: number;
  readonly finalLevel: number;
  readonly finalSlope: number;
  /** Seasonal states, oldest first: entry 0 belongs to the first period ahead. */
  readonly finalSeason: Float64Array;
  readonly fitted: Float64Array;
}

/** Bounds of R's `ets`: the usual region, with damping kept away from both none and complete. */
const smallest = 1e-4;
const largest = 0.9999;
const dampingRange = [0.8, 0.98] as const;

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const logit = (p: number) => Math.log(p / (1 - p));

/** Free parameters of a form, counting the variance. */
export function parameterCount(form: EtsForm): number {
  const season = form.season === 'N' ? 0 : form.seasonLength;
  return 3 + (form.trend ? 2 : 0) + (form.damped ? 1 : 0) + season;
}

/**
 * Fits one form by maximum likelihood over smoothing parameters and initial states together.
 *
 * @returns null when the form has no finite likelihood on these values
 */
export function fitForm(values: Float64Array, form: EtsForm, maxIterations = 200): EtsFit | null {
  const n = values.length;
  const m = form.seasonLength;
  const seasonal = form.season !== 'N';
  let scale = 0;
  for (const value of values) scale += Math.abs(value) / n;
  if (!(scale > 0)) return null;
  const scaled = values.map(value => value / scale);
  const start = initialStates(scaled, form);
  const tape = etsTape(n, m);
  const gradient: EtsGradient = {
    alpha: 0,
    beta: 0,
    gamma: 0,
    phi: 0,
    level: 0,
    slope: 0,
    season: new Float64Array(m),
  };
  const season = new Float64Array(m);
  // Order in the vector: alpha, [beta], [phi], [gamma], level, [slope], [m − 1 seasonal states].
  let index = 1;
  const betaAt = form.trend ? index++ : -1;
  const phiAt = form.damped ? index++ : -1;
  const gammaAt = seasonal ? index++ : -1;
  const levelAt = index++;
  const slopeAt = form.trend ? index++ : -1;
  const seasonAt = index;
  const size = seasonAt + (seasonal ? m - 1 : 0);

  const parametersAt = (x: Float64Array): EtsParameters => {
    const alpha = smallest + (largest - smallest) * logistic(x[0]!);
    if (seasonal) {
      let rest = form.season === 'M' ? m : 0;
      for (let i = 0; i < m - 1; i++) {
        season[i] = x[seasonAt + i]!;
        rest -= x[seasonAt + i]!;
      }
      season[m - 1] = rest;
    }
    return {
      alpha,
      beta: form.trend ? smallest + (alpha - smallest) * logistic(x[betaAt]!) : 0,
      gamma: seasonal ? smallest + (1 - alpha) * logistic(x[gammaAt]!) : 0,
      phi: form.damped ? dampingRange[0] + (dampingRange[1] - dampingRange[0]) * logistic(x[phiAt]!) : 1,
      level: x[levelAt]!,
      slope: form.trend ? x[slopeAt]! : 0,
      season,
    };
  };
  const objective = (x: Float64Array, out: Float64Array) => {
    const parameters = parametersAt(x);
    const value = etsObjectiveWithGradient(scaled, form, parameters, tape, gradient);
    if (!Number.isFinite(value)) return value;
    const share = logistic(x[0]!);
    let alphaForce = gradient.alpha;
    if (form.trend) {
      const part = logistic(x[betaAt]!);
      out[betaAt] = gradient.beta * (parameters.alpha - smallest) * part * (1 - part);
      alphaForce += gradient.beta * part;
      out[slopeAt] = gradient.slope;
    }
    if (seasonal) {
      const part = logistic(x[gammaAt]!);
      out[gammaAt] = gradient.gamma * (1 - parameters.alpha) * part * (1 - part);
      alphaForce -= gradient.gamma * part;
      const last = gradient.season[m - 1]!;
      for (let i = 0; i < m - 1; i++) out[seasonAt + i] = gradient.season[i]! - last;
    }
    if (form.damped) {
      const part = logistic(x[phiAt]!);
      out[phiAt] = gradient.phi * (dampingRange[1] - dampingRange[0]) * part * (1 - part);
    }
    out[0] = alphaForce * (largest - smallest) * share * (1 - share);
    out[levelAt] = gradient.level;
    return value;
  };

  const begin = new Float64Array(size);
  begin[0] = logit(seasonal ? 0.25 : 0.4);
  if (form.trend) {
    begin[betaAt] = logit(0.1);
    begin[slopeAt] = start.slope;
  }
  if (form.damped) begin[phiAt] = logit(0.75);
  if (seasonal) {
    begin[gammaAt] = logit(0.1);
    for (let i = 0; i < m - 1; i++) begin[seasonAt + i] = start.season[i]!;
  }
  begin[levelAt] = start.level;
  const minimum = minimizeBfgs(objective, begin, { maxIterations, relativeTolerance: 1e-8, gradientTolerance: 1e-7 });
  if (!Number.isFinite(minimum.value)) return null;
  const best = parametersAt(minimum.x);
  etsObjectiveWithGradient(scaled, form, best, tape, gradient);
  return unscaled(values, form, best, scale, minimum.value, tape);
}

function unscaled(
  values: Float64Array,
  form: EtsForm,
  parameters: EtsParameters,
  scale: number,
  objective: number,
  tape: ReturnType<typeof etsTape>,
): EtsFit {
  const n = values.length;
  const m = form.seasonLength;
  const seasonScale = form.season === 'A' ? scale : 1;
  const minusTwoLogLikelihood = objective + 2 * n * Math.log(scale);
  const count = parameterCount(form);
  const fitted = tape.fitted.map(value => value * scale);
  let squares = 0;
  for (let t = 0; t < n; t++) {
    const error = form.error === 'M' ? values[t]! / fitted[t]! - 1 : values[t]! - fitted[t]!;
    squares += error * error;
  }
  return {
    form,
    parameters: {
      ...parameters,
      level: parameters.level * scale,
      slope: parameters.slope * scale,
      season: parameters.season.map(value => value * seasonScale),
    },
    logLikelihood: -0.5 * minusTwoLogLikelihood,
    aicc:
      n > count + 1
        ? minusTwoLogLikelihood + 2 * count + (2 * count * (count + 1)) / (n - count - 1)
        : Number.POSITIVE_INFINITY,
    variance: squares / Math.max(1, n - count + 1),
    parameterCount: count,
    finalLevel: tape.level[n]! * scale,
    finalSlope: tape.slope[n]! * scale,
    finalSeason: tape.season.slice(n, n + m).map(value => value * seasonScale),
    fitted,
  };
}
