import type { History } from '../../../shared/contracts/series.ts';
import { stopIfCancelled } from '../../run-context.ts';
import { constantPrediction } from '../constant-prediction.ts';
import type { Forecaster } from '../forecaster.ts';
import { adjustForLongSeason, describeLongSeason, restoreLongSeason } from '../seasonality/around-long-season.ts';
import { type LongSeason, stateSeasonLength } from '../seasonality/long-season.ts';
import { type ArimaFacts, type ArimaFit, fitOrders } from './fit-orders.ts';
import { predictOrders } from './predict-orders.ts';
import { type OrderLimits, selectOrders } from './select-orders.ts';

const selectionPeriods = 500;
const fittingPeriods = 1500;
/** Each missing value costs as much as the series itself: beyond these they are taken as filled. */
const missingLimits = { count: 60, share: 0.25 };

interface ArimaState {
  /** Null when no order fits: the history is constant or too short, and its mean is forecast. */
  readonly fit: ArimaFit | null;
  readonly values: Float64Array;
  readonly season: LongSeason;
  /** Measures known over history and horizon. */
  readonly regressors: readonly Float64Array[];
  /** Periods at the end of the history that were never recorded: the forecast begins before them. */
  readonly openEnd: number;
}

/**
 * Seasonal ARIMA with automatic orders: differencing by seasonal strength and KPSS tests, then a stepwise search by
 * AICc over exact likelihoods, in which missing values do not count and regressors explain what they can. Seasons longer
 * than 24 periods enter as shrunken harmonics (dynamic harmonic regression).
 *
 * @see Hyndman & Khandakar (2008), J. Statistical Software 27(3)
 */
export const arima: Forecaster<OrderLimits, ArimaState> = {
  id: 'arima',
  defaults: { maxP: 5, maxQ: 5, maxSeasonalP: 2, maxSeasonalQ: 2, maxTotal: 5, maxFits: 94 },
  minHistory: () => 6,
  fit(history, _horizonPeriods, options, run) {
    const { values: adjusted, season } = adjustForLongSeason(history);
    const m = stateSeasonLength(history);
    const openEnd = openEndOf(history);
    const values = adjusted.subarray(0, adjusted.length - openEnd);
    const regressors = measuresOf(history);
    const state = { values, season, regressors, openEnd };
    const since = (first: number) => [values.slice(first), factsSince(history, first, values.length)] as const;
    // On long histories the orders are chosen on the recent part, and on filled values everywhere: fast and nearly the
    // same. The coefficients are those of a longer part, in which only what was recorded counts.
    const [recent, { regressors: beside }] = since(Math.max(0, values.length - selectionPeriods));
    const stop = () => stopIfCancelled(run);
    const chosen = selectOrders(recent, m, options, stop, { missing: [], regressors: beside });
    const [longer, { missing, regressors: known }] = since(Math.max(0, values.length - fittingPeriods));
    if (chosen === null || (longer.length === recent.length && missing.length === 0)) return { fit: chosen, ...state };
    const facts = { missing, regressors: chosen.effects.length > 0 ? known : [] };
    // Where a whole phase of the season is missing, a seasonal difference knows nothing of it: then it stays as filled.
    return { fit: fitOrders(longer, chosen.orders, chosen.withConstant, facts) ?? chosen, ...state };
  },
  predict({ fit, values, season, regressors, openEnd }, horizonPeriods) {
    const leads = openEnd + horizonPeriods;
    const { mean, deviation } = fit ? predictOrders(fit, leads) : constantPrediction(values, leads);
    fit?.effects.forEach((effect, i) => {
      // Beyond what is known ahead a measure stays as it was.
      const at = (t: number) => regressors[i]![Math.min(t, regressors[i]!.length - 1)]!;
      for (let k = 0; k < leads; k++) mean[k]! += effect * at(values.length + k);
    });
    const ahead = { mean: mean.subarray(openEnd), deviation: deviation.subarray(openEnd) };
    return restoreLongSeason(season, values.length + openEnd, ahead);
  },
  describe({ fit, season }) {
    if (fit === null) return 'Mean of the history';
    const { p, d, q, seasonalP, seasonalD, seasonalQ, seasonLength } = fit.orders;
    const seasonal =
      seasonLength > 1 && seasonalP + seasonalD + seasonalQ > 0
        ? `(${seasonalP},${seasonalD},${seasonalQ})[${seasonLength}]`
        : '';
    const constant = fit.withConstant ? (d + seasonalD > 0 ? ' with drift' : ' with mean') : '';
    const beside = fit.effects.length > 0 ? ` beside ${fit.effects.length} regressors` : '';
    return `ARIMA(${p},${d},${q})${seasonal}${constant}${beside}${describeLongSeason(season)}`;
  },
};

/** Measures that varied: what never changed has shown no effect. */
function measuresOf({ regressors, values }: History): Float64Array[] {
  return regressors
    .filter(({ kind }) => kind === 'measure')
    .map(measure => measure.values)
    .filter(measure => measure.subarray(0, values.length).some(value => value !== measure[0]));
}

function openEndOf({ filled, values }: History): number {
  if (!filled) return 0;
  const recorded = filled.lastIndexOf(0);
  return recorded < 0 ? 0 : values.length - 1 - recorded;
}

/** The facts of the periods `first` … `end` − 1. */
function factsSince(history: History, first: number, end: number): ArimaFacts {
  const missing: number[] = [];
  for (let t = first; t < end; t++) if (history.filled?.[t] === 1) missing.push(t - first);
  const few = missing.length <= Math.min(missingLimits.count, missingLimits.share * (end - first));
  return { missing: few ? missing : [], regressors: measuresOf(history).map(measure => measure.subarray(first)) };
}
