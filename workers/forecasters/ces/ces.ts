import { stopIfCancelled } from '../../run-context.ts';
import { constantPrediction } from '../constant-prediction.ts';
import type { Forecaster } from '../forecaster.ts';
import { adjustForLongSeason, describeLongSeason, restoreLongSeason } from '../seasonality/around-long-season.ts';
import { type LongSeason, stateSeasonLength } from '../seasonality/long-season.ts';
import { type CesFit, fitSeason } from './fit-season.ts';
import { type CesSeason, continueStates, impulseResponse } from './recursion.ts';

interface CesState {
  /** Null when nothing fits: the history is zero or too short, and its mean is forecast. */
  readonly fit: CesFit | null;
  readonly values: Float64Array;
  readonly season: LongSeason;
}

const seasonNames: Record<CesSeason, string> = { N: 'no', P: 'partial', F: 'full' };

/**
 * Complex exponential smoothing: level and potential move as one complex number, which covers level and trend without
 * choosing between them; no, partial or full season by AICc. Seasons longer than 24 periods are taken out as shrunken
 * harmonics first.
 *
 * @see Svetunkov, Kourentzes & Ord (2022), Naval Research Logistics 69(8)
 */
export const ces: Forecaster<Record<string, never>, CesState> = {
  id: 'ces',
  defaults: {},
  minHistory: () => 5,
  fit(history, _horizonPeriods, _options, run) {
    const { values, season } = adjustForLongSeason(history);
    const m = stateSeasonLength(history);
    const kinds: readonly CesSeason[] = m > 1 && values.length >= 2 * m + 2 ? ['N', 'P', 'F'] : ['N'];
    let fit: CesFit | null = null;
    for (const kind of kinds) {
      stopIfCancelled(run);
      const candidate = fitSeason(values, kind, m);
      if (candidate !== null && (fit === null || candidate.aicc < fit.aicc)) fit = candidate;
    }
    return { fit, values, season };
  },
  predict({ fit, values, season }, horizonPeriods) {
    if (fit === null) return restoreLongSeason(season, values.length, constantPrediction(values, horizonPeriods));
    const { kind, parameters, states, seasonLength, variance } = fit;
    const now = { ...states, season: states.season.slice(), seasonPotential: states.seasonPotential.slice() };
    const mean = continueStates(kind, parameters, now, horizonPeriods);
    const impulse = impulseResponse(kind, parameters, seasonLength, horizonPeriods);
    let sum = 1;
    const deviation = mean.map((_, k) => {
      const spread = Math.sqrt(variance * sum);
      sum += impulse[k]! ** 2;
      return spread;
    });
    return restoreLongSeason(season, values.length, { mean, deviation });
  },
  describe({ fit, season }) {
    if (fit === null) return 'Mean of the history';
    const own = fit.kind === 'N' ? '' : `[${fit.seasonLength}]`;
    return `CES with ${seasonNames[fit.kind]} season${own}${describeLongSeason(season)}`;
  },
};
