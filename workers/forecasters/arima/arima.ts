import { stopIfCancelled } from '../../run-context.ts';
import { constantPrediction } from '../constant-prediction.ts';
import type { Forecaster } from '../forecaster.ts';
import { adjustForLongSeason, describeLongSeason, restoreLongSeason } from '../seasonality/around-long-season.ts';
import { type LongSeason, stateSeasonLength } from '../seasonality/long-season.ts';
import { type ArimaFit, fitOrders } from './fit-orders.ts';
import { predictOrders } from './predict-orders.ts';
import { type OrderLimits, selectOrders } from './select-orders.ts';

const selectionPeriods = 500;
const fittingPeriods = 1500;

interface ArimaState {
  /** Null when no order fits: the history is constant or too short, and its mean is forecast. */
  readonly fit: ArimaFit | null;
  readonly values: Float64Array;
  readonly season: LongSeason;
}

/**
 * Seasonal ARIMA with automatic orders: differencing by seasonal strength and KPSS tests, then a stepwise search by
 * AICc over exact likelihoods. Seasons longer than 24 periods enter as shrunken harmonics (dynamic harmonic regression).
 *
 * @see Hyndman & Khandakar (2008), J. Statistical Software 27(3)
 */
export const arima: Forecaster<OrderLimits, ArimaState> = {
  id: 'arima',
  defaults: { maxP: 5, maxQ: 5, maxSeasonalP: 2, maxSeasonalQ: 2, maxTotal: 5, maxFits: 94 },
  minHistory: () => 6,
  fit(history, _horizonPeriods, options, run) {
    const { values, season } = adjustForLongSeason(history);
    const m = stateSeasonLength(history);
    // On long histories the orders are chosen on the recent part; the coefficients are those of a longer one.
    const recent = values.length > selectionPeriods ? values.slice(-selectionPeriods) : values;
    const chosen = selectOrders(recent, m, options, () => stopIfCancelled(run));
    if (chosen === null || recent === values) return { fit: chosen, values, season };
    const fit = fitOrders(values.slice(-fittingPeriods), chosen.orders, chosen.withConstant);
    return { fit: fit ?? chosen, values, season };
  },
  predict({ fit, values, season }, horizonPeriods) {
    const prediction = fit ? predictOrders(fit, horizonPeriods) : constantPrediction(values, horizonPeriods);
    return restoreLongSeason(season, values.length, prediction);
  },
  describe({ fit, season }) {
    if (fit === null) return 'Mean of the history';
    const { p, d, q, seasonalP, seasonalD, seasonalQ, seasonLength } = fit.orders;
    const seasonal =
      seasonLength > 1 && seasonalP + seasonalD + seasonalQ > 0
        ? `(${seasonalP},${seasonalD},${seasonalQ})[${seasonLength}]`
        : '';
    const constant = fit.withConstant ? (d + seasonalD > 0 ? ' with drift' : ' with mean') : '';
    return `ARIMA(${p},${d},${q})${seasonal}${constant}${describeLongSeason(season)}`;
  },
};
