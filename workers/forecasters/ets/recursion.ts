/** Kind of each part of an exponential smoothing model: none, additive, multiplicative. */
export type SeasonKind = 'N' | 'A' | 'M';

export interface EtsForm {
  readonly error: 'A' | 'M';
  readonly trend: boolean;
  readonly damped: boolean;
  readonly season: SeasonKind;
  /** Periods per season; 1 when there is none. */
  readonly seasonLength: number;
}

/** Smoothing parameters and initial states. `season` is oldest first: season[0] belongs to the first period. */
export interface EtsParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
  readonly level: number;
  readonly slope: number;
  readonly season: Float64Array;
}

/** Partial derivatives of the objective, in the shape of the parameters. */
export interface EtsGradient {
  alpha: number;
  beta: number;
  gamma: number;
  phi: number;
  level: number;
  slope: number;
  season: Float64Array;
}

/** Memory of one forward pass, reused between evaluations of the same series. */
export interface EtsTape {
  readonly level: Float64Array;
  readonly slope: Float64Array;
  /** Seasonal states: entry t + seasonLength is the state after period t. */
  readonly season: Float64Array;
  readonly fitted: Float64Array;
}

export function etsTape(length: number, seasonLength: number): EtsTape {
  return {
    level: new Float64Array(length + 1),
    slope: new Float64Array(length + 1),
    season: new Float64Array(length + seasonLength),
    fitted: new Float64Array(length),
  };
}

/**
 * Minus twice the log-likelihood of an ETS model, up to the constant that R's `ets` leaves out too:
 * n ln Σe² for additive errors, n ln Σ(e/ŷ)² + 2 Σ ln|ŷ| for multiplicative ones.
 *
 * @param values  demand, length n
 * @param tape    receives states and fitted values
 * @returns the objective; Infinity where the model leaves its domain (a multiplicative state at or below 0)
 * @see Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing, chapter 5
 */
export function etsObjective(values: Float64Array, form: EtsForm, parameters: EtsParameters, tape: EtsTape): number {
  const { alpha, beta, gamma, phi } = parameters;
  const { level: levels, slope: slopes, season: seasons, fitted } = tape;
  const m = form.seasonLength;
  const kind = form.season === 'N' ? 0 : form.season === 'A' ? 1 : 2;
  const multiplicative = form.error === 'M';
  let level = parameters.level;
  let slope = form.trend ? parameters.slope : 0;
  levels[0] = level;
  slopes[0] = slope;
  for (let i = 0; i < m; i++) seasons[i] = kind === 0 ? 0 : parameters.season[i]!;
  let squares = 0;
  let logs = 0;
  for (let t = 0; t < values.length; t++) {
    const y = values[t]!;
    const damped = phi * slope;
    const q = level + damped;
    const s = seasons[t]!;
    let f = q;
    let p = y;
    if (kind === 1) {
      f = q + s;
      p = y - s;
    } else if (kind === 2) {
      if (!(q > 1e-10 && s > 1e-10)) return Number.POSITIVE_INFINITY;
      f = q * s;
      p = y / s;
    }
    fitted[t] = f;
    if (multiplicative) {
      if (!(f > 1e-10)) return Number.POSITIVE_INFINITY;
      const relative = y / f - 1;
      squares += relative * relative;
      logs += Math.log(f);
    } else {
      squares += (y - f) * (y - f);
    }
    const surprise = p - q;
    level = q + alpha * surprise;
    slope = form.trend ? damped + beta * surprise : 0;
    if (kind !== 0) seasons[t + m] = s + gamma * ((kind === 1 ? y - q : y / q) - s);
    levels[t + 1] = level;
    slopes[t + 1] = slope;
  }
  return values.length * Math.log(Math.max(squares, 1e-300)) + 2 * logs;
}

/**
 * The same objective with its exact gradient by the adjoint recursion: one backward pass costs about as much as the
 * forward one, whatever the number of initial states.
 *
 * @param gradient  overwritten
 */
export function etsObjectiveWithGradient(
  values: Float64Array,
  form: EtsForm,
  parameters: EtsParameters,
  tape: EtsTape,
  gradient: EtsGradient,
): number {
  const objective = etsObjective(values, form, parameters, tape);
  if (!Number.isFinite(objective)) return objective;
  const { alpha, beta, gamma, phi } = parameters;
  const { level: levels, slope: slopes, season: seasons, fitted } = tape;
  const n = values.length;
  const m = form.seasonLength;
  const kind = form.season === 'N' ? 0 : form.season === 'A' ? 1 : 2;
  const multiplicative = form.error === 'M';
  let squares = 0;
  for (let t = 0; t < n; t++) {
    const error = multiplicative ? values[t]! / fitted[t]! - 1 : values[t]! - fitted[t]!;
    squares += error * error;
  }
  const weight = (2 * n) / Math.max(squares, 1e-300);
  const seasonAdjoint = gradient.season;
  seasonAdjoint.fill(0);
  let levelAdjoint = 0;
  let slopeAdjoint = 0;
  let dAlpha = 0;
  let dBeta = 0;
  let dGamma = 0;
  let dPhi = 0;
  for (let t = n - 1; t >= 0; t--) {
    const y = values[t]!;
    const f = fitted[t]!;
    const slope = slopes[t]!;
    const q = levels[t]! + phi * slope;
    const s = seasons[t]!;
    const force = multiplicative ? (-weight * (y / f - 1) * y) / (f * f) + 2 / f : -weight * (y - f);
    const surprise = (kind === 1 ? y - s : kind === 2 ? y / s : y) - q;
    let dq = levelAdjoint * (1 - alpha);
    let dp = alpha * levelAdjoint;
    dAlpha += levelAdjoint * surprise;
    if (form.trend) {
      dp += beta * slopeAdjoint;
      dq -= beta * slopeAdjoint;
      dBeta += slopeAdjoint * surprise;
    }
    if (kind === 0) {
      dq += force;
    } else {
      const slot = t % m;
      const carried = seasonAdjoint[slot]!;
      const du = gamma * carried;
      let ds = (1 - gamma) * carried;
      if (kind === 1) {
        dGamma += carried * (y - q - s);
        ds += force - dp;
        dq += force - du;
      } else {
        dGamma += carried * (y / q - s);
        ds += force * q - (dp * y) / (s * s);
        dq += force * s - (du * y) / (q * q);
      }
      seasonAdjoint[slot] = ds;
    }
    if (form.trend) {
      dPhi += (dq + slopeAdjoint) * slope;
      slopeAdjoint = phi * (dq + slopeAdjoint);
    }
    levelAdjoint = dq;
  }
  gradient.alpha = dAlpha;
  gradient.beta = dBeta;
  gradient.gamma = dGamma;
  gradient.phi = dPhi;
  gradient.level = levelAdjoint;
  gradient.slope = slopeAdjoint;
  return objective;
}
