import { stopIfCancelled } from '../../run-context.ts';
import { constantPrediction } from '../constant-prediction.ts';
import type { Forecaster } from '../forecaster.ts';
import { adjustForLongSeason, describeLongSeason, restoreLongSeason } from '../seasonality/around-long-season.ts';
import { type LongSeason, longSeasonPattern, stateSeasonLength } from '../seasonality/long-season.ts';
import { shiftToYearlyLevel } from '../seasonality/yearly-level.ts';
import type { EtsFit } from './fit-form.ts';
import { predictForm } from './predict-form.ts';
import { selectForm } from './select-form.ts';

interface EtsState {
  /** Null when no form fits: the history is constant or too short, and its mean is forecast. */
  readonly fit: EtsFit | null;
  readonly values: Float64Array;
  readonly season: LongSeason;
}

/**
 * Exponential smoothing in state space form: every admissible combination of error, trend, damping and season, fitted
 * by maximum likelihood and chosen by AICc. Seasons longer than 24 periods are taken out as shrunken harmonics first.
 *
 * @see Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing
 */
export const ets: Forecaster<Record<string, never>, EtsState> = {
  id: 'ets',
  defaults: {},
  minHistory: () => 4,
  fit(history, _horizonPeriods, _options, run) {
    const { values, season } = adjustForLongSeason(history);
    return { fit: selectForm(values, stateSeasonLength(history), () => stopIfCancelled(run)), values, season };
  },
  predict({ fit, values, season }, horizonPeriods) {
    const prediction = fit ? predictForm(fit, horizonPeriods) : constantPrediction(values, horizonPeriods);
    return restoreLongSeason(season, values.length, prediction);
  },
  describe({ fit, season }) {
    if (fit === null) return 'Mean of the history';
    const { form } = fit;
    const trend = form.trend ? (form.damped ? 'Ad' : 'A') : 'N';
    const own = form.season === 'N' ? '' : `[${form.seasonLength}]`;
    return `ETS(${form.error},${trend},${form.season})${own}${describeLongSeason(season)}`;
  },
  decompose({ fit, values, season }, horizonPeriods) {
    if (fit === null) return [];
    const n = values.length;
    const { form, parameters } = fit;
    const level = new Float64Array(n + horizonPeriods);
    const seasonal = new Float64Array(n + horizonPeriods);
    const m = form.seasonLength;
    const states = new Float64Array(n + m);
    states.set(parameters.season);
    const pattern = longSeasonPattern(season, 0, n + horizonPeriods);
    let current = parameters.level;
    let slope = parameters.slope;
    for (let t = 0; t < n + horizonPeriods; t++) {
      const base = current + parameters.phi * slope;
      const state = form.season === 'N' ? 0 : t < n ? states[t]! : fit.finalSeason[(t - n) % m]!;
      const whole = form.season === 'M' ? base * state : base + state;
      const restored =
        season.kind === 'none' ? whole : season.kind === 'additive' ? whole + pattern[t]! : whole * pattern[t]!;
      level[t] = base;
      seasonal[t] = restored - base;
      slope = parameters.phi * slope;
      current = base;
      if (t >= n) continue;
      const y = values[t]!;
      const surprise = (form.season === 'A' ? y - state : form.season === 'M' ? y / state : y) - base;
      current = base + parameters.alpha * surprise;
      if (form.trend) slope += parameters.beta * surprise;
      if (form.season !== 'N') {
        const fresh = form.season === 'A' ? y - base : y / base;
        states[t + m] = state + parameters.gamma * (fresh - state);
      }
    }
    if (season.yearlyLevel) {
      const ahead = level.subarray(n);
      const own = ahead.map((x, k) => x + seasonal[n + k]!);
      shiftToYearlyLevel(season.yearlyLevel, own).forEach((shift, k) => {
        ahead[k]! += shift;
      });
    }
    const parts = [{ name: 'Level and trend', values: level }];
    if (form.season !== 'N' || season.kind !== 'none') parts.push({ name: 'Season', values: seasonal });
    return parts;
  },
};
