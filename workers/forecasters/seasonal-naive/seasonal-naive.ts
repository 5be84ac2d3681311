import type { Forecaster } from '../forecaster.ts';

interface SeasonalNaiveState {
  readonly lastSeason: Float64Array;
  /** Standard deviation of the seasonal difference, units per period. */
  readonly deviation: number;
}

/** Repeats the last season: the yardstick for every other model. With less than one season it repeats the last period. */
export const seasonalNaive: Forecaster<Record<string, never>, SeasonalNaiveState> = {
  id: 'seasonal-naive',
  defaults: {},
  minHistory: () => 2,
  fit(history) {
    const { values } = history;
    const lag = values.length >= history.seasonLength ? history.seasonLength : 1;
    let squares = 0;
    let pairs = 0;
    const step = values.length > lag ? lag : 1;
    for (let i = step; i < values.length; i++) {
      squares += (values[i]! - values[i - step]!) ** 2;
      pairs++;
    }
    return { lastSeason: values.slice(values.length - lag), deviation: Math.sqrt(squares / Math.max(1, pairs)) };
  },
  predict(state, horizonPeriods) {
    const season = state.lastSeason.length;
    const mean = new Float64Array(horizonPeriods);
    const deviation = new Float64Array(horizonPeriods);
    for (let k = 0; k < horizonPeriods; k++) {
      mean[k] = state.lastSeason[k % season]!;
      deviation[k] = state.deviation * Math.sqrt(Math.floor(k / season) + 1);
    }
    return { mean, deviation };
  },
  describe: state => `Seasonal naive[${state.lastSeason.length}]`,
};
