import type { Forecaster } from '../forecaster.ts';
import { adjustForLongSeason, describeLongSeason, restoreLongSeason } from '../seasonality/around-long-season.ts';
import { type LongSeason, stateSeasonLength } from '../seasonality/long-season.ts';
import { estimateShortSeason, type ShortSeason, withoutShortSeason } from '../seasonality/short-season.ts';
import { fitTheta, predictTheta, type ThetaFit } from './fit-theta.ts';

interface ThetaState {
  readonly fit: ThetaFit;
  readonly short: ShortSeason;
  readonly long: LongSeason;
}

/**
 * Dynamic optimised theta model on the seasonally adjusted series, the season put back afterwards.
 *
 * @see Fiorucci et al. (2016), Int. J. Forecasting 32(4)
 */
export const theta: Forecaster<Record<string, never>, ThetaState> = {
  id: 'theta',
  defaults: {},
  minHistory: () => 3,
  fit(history) {
    const { values, season: long } = adjustForLongSeason(history);
    const short = estimateShortSeason(values, stateSeasonLength(history));
    return { fit: fitTheta(withoutShortSeason(values, short)), short, long };
  },
  predict({ fit, short, long }, horizonPeriods) {
    const mean = predictTheta(fit, horizonPeriods);
    const deviation = mean.map((_, k) => Math.sqrt(fit.variance * (1 + k * fit.alpha * fit.alpha)));
    const m = short.indices.length;
    for (let k = 0; k < horizonPeriods; k++) {
      const index = short.indices[(fit.periods + k) % m]!;
      if (short.kind === 'additive') mean[k]! += index;
      if (short.kind === 'multiplicative') {
        mean[k]! *= index;
        deviation[k]! *= index;
      }
    }
    return restoreLongSeason(long, fit.periods, { mean, deviation });
  },
  describe({ fit, short, long }) {
    const season = short.kind === 'none' ? '' : ` on ${short.kind} season[${short.indices.length}]`;
    return `Theta(θ = ${fit.theta.toFixed(2)}, α = ${fit.alpha.toFixed(2)})${season}${describeLongSeason(long)}`;
  },
};
