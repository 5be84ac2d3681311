import type { History } from '../../../shared/contracts/series.ts';
import type { Forecaster, ModelComponent } from '../forecaster.ts';
import { calendarDays, seasonalParts } from './design.ts';
import { fitLogistic } from './fit-logistic.ts';
import { fitMap } from './fit-map.ts';
import { simulateTrend } from './simulate-trend.ts';
import { type Trend, trendAt } from './trend.ts';

export interface ProphetOptions {
  readonly changepoints: number;
  /** Share of the history in which the slope may change. */
  readonly changepointRange: number;
  readonly changepointScale: number;
  /** Futures drawn for the spread of the trend. */
  readonly paths: number;
}

interface ProphetState {
  readonly history: History;
  /** Units per scaled unit, and the level that scaled 0 stands for. */
  readonly scale: number;
  readonly floor: number;
  readonly trend: Trend;
  /** Coefficients of the seasonal parts and regressors, in their order. */
  readonly coefficients: Float64Array;
  readonly sigma: number;
  readonly paths: number;
  readonly seed: number;
}

/**
 * Our implementation of Prophet's model: a trend whose slope may change at 25 points, straight or logistic towards the
 * history's saturation, seasonal harmonics tied to the calendar, holidays, regressors, normal noise; the most probable
 * parameters are taken. The spread ahead is that of the noise and of simulated slope changes, as frequent and as large
 * as those of the past.
 *
 * @see Taylor & Letham (2018), Forecasting at scale, The American Statistician 72(1)
 */
export const prophet: Forecaster<ProphetOptions, ProphetState> = {
  id: 'prophet',
  defaults: { changepoints: 25, changepointRange: 0.8, changepointScale: 0.05, paths: 1000 },
  minHistory: () => 3,
  fit(history, _horizonPeriods, options, run) {
    const { values, saturation } = history;
    const n = values.length;
    const floor = saturation?.floor ?? 0;
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value - floor)), 0) || 1;
    const times = scaledTimes(history, n);
    const inside = Math.floor(n * options.changepointRange);
    const count = Math.max(0, Math.min(options.changepoints, inside - 1));
    const changeTimes = Float64Array.from(
      { length: count },
      (_, i) => times[Math.round(((i + 1) * (inside - 1)) / count)]!,
    );
    const parts = seasonalParts(history, n);
    const problem = {
      columns: [
        ...Array.from(changeTimes, at => times.map(time => Math.max(0, time - at))),
        times,
        new Float64Array(n).fill(1),
        ...parts.flatMap(part => part.columns),
      ],
      changepoints: count,
      changepointScale: options.changepointScale,
      priorScales: Float64Array.of(5, 5, ...parts.flatMap(part => part.columns.map(() => part.priorScale))),
      target: values.map(value => (value - floor) / scale),
    };
    const capacity = saturation ? (saturation.capacity - floor) / scale : null;
    const { coefficients, sigma } =
      capacity === null ? fitMap(problem) : fitLogistic({ ...problem, capacity, exponentColumns: count + 2 });
    return {
      history,
      scale,
      floor,
      trend: {
        slopeChanges: coefficients.slice(0, count),
        changeTimes,
        slope: coefficients[count]!,
        offset: coefficients[count + 1]!,
        capacity,
      },
      coefficients: coefficients.slice(count + 2),
      sigma,
      paths: options.paths,
      seed: run.seed,
    };
  },
  predict(state, horizonPeriods) {
    const { history, scale, sigma, trend, paths, seed } = state;
    const n = history.values.length;
    const parts = partsOf(state, horizonPeriods);
    const mean = Float64Array.from({ length: horizonPeriods }, (_, k) =>
      parts.reduce((sum, part) => sum + part.values[n + k]!, 0),
    );
    const wander = simulateTrend(trend, scaledTimes(history, n + horizonPeriods).subarray(n), paths, seed);
    return { mean, deviation: wander.map(square => scale * Math.sqrt(sigma * sigma + square)) };
  },
  describe(state) {
    const parts = seasonalParts(state.history, state.history.values.length).map(part => part.name.toLowerCase());
    const moved = state.trend.slopeChanges.filter(change => Math.abs(change) > 0.01).length;
    const { saturation } = state.history;
    const trend = saturation ? `logistic trend towards ${Number(saturation.capacity.toPrecision(6))}` : 'trend';
    return `Prophet's model, our implementation: ${[`${trend} with ${moved} changes`, ...parts].join(', ')}`;
  },
  decompose: partsOf,
};

/** Time from 0 to 1 over the history, and on. */
function scaledTimes(history: History, periods: number): Float64Array {
  const days = calendarDays(history, Math.max(periods, history.values.length));
  const span = days[history.values.length - 1]! - days[0]!;
  return days.map(day => (day - days[0]!) / span);
}

function partsOf(state: ProphetState, horizonPeriods: number): ModelComponent[] {
  const { history, scale, floor, trend, coefficients } = state;
  const n = history.values.length;
  const periods = n + horizonPeriods;
  const levels = trendAt(trend, scaledTimes(history, periods)).map(value => floor + scale * value);
  const out: ModelComponent[] = [{ name: 'Trend', values: levels }];
  let at = 0;
  const fitted = seasonalParts(history, n);
  for (const part of seasonalParts(history, periods)) {
    // The horizon may reach a span that would switch a season on; only what was fitted counts.
    if (!fitted.some(each => each.name === part.name)) continue;
    const values = new Float64Array(periods);
    for (const column of part.columns) {
      for (let t = 0; t < periods; t++) values[t]! += column[t]! * coefficients[at]! * scale;
      at++;
    }
    out.push({ name: part.name, values });
  }
  return out;
}
