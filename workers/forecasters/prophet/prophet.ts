import type { History } from '../../../shared/contracts/series.ts';
import type { Forecaster, ModelComponent } from '../forecaster.ts';
import { calendarDays, seasonalParts } from './design.ts';
import { fitMap } from './fit-map.ts';

export interface ProphetOptions {
  readonly changepoints: number;
  /** Share of the history in which the slope may change. */
  readonly changepointRange: number;
  readonly changepointScale: number;
}

interface ProphetState {
  readonly history: History;
  readonly scale: number;
  /** Slope and offset per unit of scaled time. */
  readonly slope: number;
  readonly offset: number;
  readonly slopeChanges: Float64Array;
  readonly changeTimes: Float64Array;
  /** Coefficients of the seasonal parts and regressors, in their order. */
  readonly coefficients: Float64Array;
  readonly sigma: number;
}

/**
 * Our implementation of Prophet's model: piecewise-linear trend whose slope may change at 25 points, seasonal
 * harmonics tied to the calendar, regressors, normal noise; the most probable parameters are taken.
 *
 * The spread ahead is that of the noise plus slope changes as frequent and as large as those of the past, in closed
 * form where the original simulates them.
 *
 * @see Taylor & Letham (2018), Forecasting at scale, The American Statistician 72(1)
 */
export const prophet: Forecaster<ProphetOptions, ProphetState> = {
  id: 'prophet',
  defaults: { changepoints: 25, changepointRange: 0.8, changepointScale: 0.05 },
  minHistory: () => 3,
  fit(history, _horizonPeriods, options) {
    const { values } = history;
    const n = values.length;
    let scale = 0;
    for (const value of values) scale = Math.max(scale, Math.abs(value));
    if (!(scale > 0)) scale = 1;
    const days = calendarDays(history, n);
    const span = days[n - 1]! - days[0]!;
    const times = days.map(day => (day - days[0]!) / span);
    const inside = Math.floor(n * options.changepointRange);
    const count = Math.max(0, Math.min(options.changepoints, inside - 1));
    const changeTimes = Float64Array.from(
      { length: count },
      (_, i) => times[Math.round(((i + 1) * (inside - 1)) / count)]!,
    );
    const parts = seasonalParts(history, n);
    const seasonal = parts.flatMap(part => part.columns);
    const columns = [
      ...Array.from(changeTimes, at => times.map(time => Math.max(0, time - at))),
      times,
      new Float64Array(n).fill(1),
      ...seasonal,
    ];
    const priorScales = Float64Array.of(5, 5, ...parts.flatMap(part => part.columns.map(() => part.priorScale)));
    const { coefficients, sigma } = fitMap({
      columns,
      changepoints: count,
      changepointScale: options.changepointScale,
      priorScales,
      target: values.map(value => value / scale),
    });
    return {
      history,
      scale,
      slopeChanges: coefficients.slice(0, count),
      changeTimes,
      slope: coefficients[count]!,
      offset: coefficients[count + 1]!,
      coefficients: coefficients.slice(count + 2),
      sigma,
    };
  },
  predict(state, horizonPeriods) {
    const { history, scale, sigma, slopeChanges } = state;
    const n = history.values.length;
    const parts = partsOf(state, horizonPeriods);
    const mean = Float64Array.from({ length: horizonPeriods }, (_, k) =>
      parts.reduce((sum, part) => sum + part.values[n + k]!, 0),
    );
    const days = calendarDays(history, n + horizonPeriods);
    const span = days[n - 1]! - days[0]!;
    // Changes come as a Poisson stream of rate `changepoints` per history, each Laplace with the mean size of the past.
    let size = 0;
    for (const change of slopeChanges) size += Math.abs(change) / slopeChanges.length;
    const deviation = Float64Array.from({ length: horizonPeriods }, (_, k) => {
      const ahead = (days[n + k]! - days[n - 1]!) / span;
      const wander = slopeChanges.length * 2 * size * size * (ahead ** 3 / 3);
      return scale * Math.sqrt(sigma * sigma + wander);
    });
    return { mean, deviation };
  },
  describe(state) {
    const parts = seasonalParts(state.history, state.history.values.length).map(part => part.name.toLowerCase());
    const moved = state.slopeChanges.filter(change => Math.abs(change) > 0.01).length;
    return `Prophet's model, our implementation: trend with ${moved} changes${parts.length > 0 ? `, ${parts.join(', ')}` : ''}`;
  },
  decompose: partsOf,
};

function partsOf(state: ProphetState, horizonPeriods: number): ModelComponent[] {
  const { history, scale, slope, offset, slopeChanges, changeTimes, coefficients } = state;
  const n = history.values.length;
  const periods = n + horizonPeriods;
  const days = calendarDays(history, periods);
  const span = days[n - 1]! - days[0]!;
  const trend = Float64Array.from(days, day => {
    const time = (day - days[0]!) / span;
    let value = offset + slope * time;
    for (let i = 0; i < changeTimes.length; i++) value += slopeChanges[i]! * Math.max(0, time - changeTimes[i]!);
    return value * scale;
  });
  const out: ModelComponent[] = [{ name: 'Trend', values: trend }];
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
