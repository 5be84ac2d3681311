import { seasonalIndices } from '../seasonality/classical-decomposition.ts';

/** Season of a complex exponential smoothing model: none, partial (real, additive) or full (complex, may grow and turn). */
export type CesSeason = 'N' | 'P' | 'F';

/** Smoothing parameters: real and imaginary part for the level, then for the season. A partial season uses only its real part. */
export type CesParameters = readonly [levelReal: number, levelImaginary: number, real: number, imaginary: number];

/** States before the next period; seasonal ones oldest first: entry 0 belongs to the next period. */
export interface CesStates {
  level: number;
  potential: number;
  readonly season: Float64Array;
  readonly seasonPotential: Float64Array;
}

/** Potentials start near their level, as in Svetunkov's own implementation. */
const potentialShare = 1 / 1.1;

/** @param seasonLength 1 for no season */
export function firstStates(values: Float64Array, kind: CesSeason, seasonLength: number): CesStates {
  const count = kind === 'N' ? Math.min(values.length, Math.max(10, seasonLength)) : seasonLength;
  let level = 0;
  for (let t = 0; t < count; t++) level += values[t]! / count;
  const season = kind === 'N' ? new Float64Array(1) : seasonalIndices(values, seasonLength, 'additive');
  const seasonPotential = kind === 'F' ? season.map(value => value * potentialShare) : new Float64Array(season.length);
  return { level, potential: level * potentialShare, season, seasonPotential };
}

/** Takes the states through one period with this error, units; the season of the period is at `slot`. */
function advance(states: CesStates, parameters: CesParameters, kind: CesSeason, slot: number, error: number): void {
  const { level, potential, season, seasonPotential } = states;
  const [a, b, c, d] = parameters;
  states.level = level - (1 - b) * potential + (a - b) * error;
  states.potential = level + (1 - a) * potential + (a + b) * error;
  if (kind === 'P') season[slot]! += c * error;
  if (kind === 'F') {
    const real = season[slot]!;
    const imaginary = seasonPotential[slot]!;
    season[slot] = real - (1 - d) * imaginary + (c - d) * error;
    seasonPotential[slot] = real + (1 - c) * imaginary + (c + d) * error;
  }
}

/**
 * One pass through the values; the states are left before the period that follows.
 *
 * @param errors  receives the one-step errors, units
 * @returns whether the recursion stayed finite
 */
export function smooth(
  values: Float64Array,
  kind: CesSeason,
  parameters: CesParameters,
  states: CesStates,
  errors: Float64Array,
): boolean {
  const m = states.season.length;
  for (let t = 0, slot = 0; t < values.length; t++, slot = slot + 1 === m ? 0 : slot + 1) {
    const error = values[t]! - states.level - states.season[slot]!;
    errors[t] = error;
    advance(states, parameters, kind, slot, error);
  }
  rotate(states.season, values.length % m);
  rotate(states.seasonPotential, values.length % m);
  return Math.abs(states.level) < Number.MAX_VALUE;
}

/** States from which the reversed series starts: one forecast season on, read backwards. */
export function turnAround(kind: CesSeason, parameters: CesParameters, states: CesStates): void {
  advance(states, parameters, kind, 0, 0);
  const { level, potential } = states;
  for (let slot = 1; slot < states.season.length; slot++) advance(states, parameters, kind, slot, 0);
  states.level = level;
  states.potential = potential;
  states.season.reverse();
  states.seasonPotential.reverse();
}

/** What the states say about the periods ahead, length periods; the states move on. */
export function continueStates(
  kind: CesSeason,
  parameters: CesParameters,
  states: CesStates,
  periods: number,
): Float64Array {
  const m = states.season.length;
  return Float64Array.from({ length: periods }, (_, k) => {
    const expected = states.level + states.season[k % m]!;
    advance(states, parameters, kind, k % m, 0);
    return expected;
  });
}

/** Effect of a unit error on each later period: ψ₁, ψ₂ …, length periods. */
export function impulseResponse(
  kind: CesSeason,
  parameters: CesParameters,
  seasonLength: number,
  periods: number,
): Float64Array {
  const m = kind === 'N' ? 1 : seasonLength;
  const states = { level: 0, potential: 0, season: new Float64Array(m), seasonPotential: new Float64Array(m) };
  advance(states, parameters, kind, 0, 1);
  rotate(states.season, 1 % m);
  rotate(states.seasonPotential, 1 % m);
  return continueStates(kind, parameters, states, periods);
}

/** Moves entry `by` to the front, in place. */
function rotate(values: Float64Array, by: number): void {
  if (by === 0) return;
  const head = values.slice(0, by);
  values.copyWithin(0, by);
  values.set(head, values.length - by);
}
