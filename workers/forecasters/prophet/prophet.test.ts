import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initSync, Prophet, type ProphetOptions } from '@bsull/augurs/prophet';
import { optimizer } from '@bsull/augurs-prophet-wasmstan';
import { beforeAll, describe, expect, test } from 'vitest';
import type { History } from '../../../shared/contracts/series.ts';
import { fitAndPredict } from '../fit-and-predict.ts';
import { accidentalDeaths, airPassengers, petrolPrice, seatbeltDrivers, seatbeltLaw } from '../golden-series.ts';
import { periodStart } from '../supervised/period-calendar.ts';
import { prophet } from './prophet.ts';
import { simulateTrend } from './simulate-trend.ts';
import type { Trend } from './trend.ts';

const run = { seed: 1, progress: () => {}, cancelled: () => false };

beforeAll(() => {
  const wasm = createRequire(import.meta.url)
    .resolve('@bsull/augurs/prophet')
    .replace('prophet.js', 'prophet_bg.wasm');
  initSync({ module: readFileSync(wasm) });
});

function monthly(values: Float64Array, start: string, rest: Partial<History> = {}): History {
  return { values, period: 'month', start, seasonLength: 12, regressors: [], ...rest };
}

/** Prophet itself: its Stan program compiled to WebAssembly, as in the packages of augurs. */
function original({ values, start, regressors, saturation }: History, horizonPeriods: number) {
  const n = values.length;
  const seconds = Array.from({ length: n + horizonPeriods }, (_, i) => periodStart(start, 'month', i) / 1000);
  const limits = (length: number) =>
    saturation && {
      cap: new Array<number>(length).fill(saturation.capacity),
      floor: new Array<number>(length).fill(saturation.floor),
    };
  const columns = (from: number, to: number) => ({
    x: new Map(regressors.map(({ name, values: column }) => [name, Array.from(column.subarray(from, to))])),
  });
  const options: ProphetOptions = { optimizer, intervalWidth: 0.8, ...(saturation && { growth: 'logistic' }) };
  const model = new Prophet(options);
  for (const { name } of regressors) model.addRegressor(name);
  model.fit({ ds: seconds.slice(0, n), y: Array.from(values), ...columns(0, n), ...limits(n) }, { seed: 1 });
  const ahead = { ds: seconds.slice(n), ...columns(n, n + horizonPeriods), ...limits(horizonPeriods) };
  const { point, intervals } = model.predict(ahead).yhat;
  // Half the width of its simulated 80 % band, in standard deviations of a normal distribution.
  const deviation = intervals!.upper.map((upper, k) => (upper - intervals!.lower[k]!) / 2 / 1.2816);
  return { mean: point, deviation };
}

const cases: Record<string, History> = {
  'airline passengers (Box & Jenkins 1976)': monthly(airPassengers.slice(0, 120), '1949-01-01'),
  'accidental deaths in the USA (Brockwell & Davis 1991)': monthly(accidentalDeaths.slice(0, 60), '1973-01-01'),
  'airline passengers growing towards 800 thousand': monthly(airPassengers.slice(0, 120), '1949-01-01', {
    saturation: { capacity: 800, floor: 0 },
  }),
  'airline passengers growing from 50 towards 600 thousand': monthly(airPassengers.slice(0, 120), '1949-01-01', {
    saturation: { capacity: 600, floor: 50 },
  }),
  'drivers injured in Great Britain (Harvey 1989) beside petrol price and seat belt law': monthly(
    seatbeltDrivers.slice(0, 180),
    '1969-01-01',
    {
      regressors: [
        { name: 'petrol price', kind: 'measure', values: petrolPrice },
        { name: 'seat belt law', kind: 'measure', values: seatbeltLaw },
      ],
    },
  ),
};

describe.each(Object.entries(cases))('%s', (_name, history) => {
  test('is forecast as by Prophet itself, within 1 % of the level, and as uncertain within 15 %', () => {
    const { mean, deviation } = fitAndPredict(prophet, history, 12, run).prediction;
    const expected = original(history, 12);
    const level = expected.mean.reduce((sum, value) => sum + value / 12, 0);
    for (let k = 0; k < 12; k++) expect(Math.abs(mean[k]! - expected.mean[k]!)).toBeLessThan(0.01 * level);
    const average = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value / 12, 0);
    expect(average(deviation) / average(expected.deviation)).toBeGreaterThan(0.85);
    expect(average(deviation) / average(expected.deviation)).toBeLessThan(1.15);
  });
});

test('growth stays below its capacity however far it is forecast', () => {
  const history = monthly(airPassengers, '1949-01-01', { saturation: { capacity: 700, floor: 0 } });
  const { state } = fitAndPredict(prophet, history, 12, run);
  const [trend] = prophet.decompose!(state as never, 240);
  expect(trend!.values.at(-1)).toBeGreaterThan(600);
  expect(Math.max(...trend!.values)).toBeLessThanOrEqual(700);
  expect(prophet.describe(state as never)).toMatch(/our implementation: logistic trend towards 700/);
});

describe('the simulated trend', () => {
  const straight: Trend = {
    slope: 0.2,
    offset: 0.5,
    changeTimes: Float64Array.of(0.2, 0.4, 0.6, 0.8),
    slopeChanges: Float64Array.of(0.1, -0.3, 0.2, -0.2),
    capacity: null,
  };
  const times = Float64Array.of(1.1, 1.5, 2);

  test('spreads as the sum of Laplace changes at Poisson times does', () => {
    const squares = simulateTrend(straight, times, 40_000, 3);
    // Rate 4 a unit of time, variance 2 · 0.2² each, weight (t − s)²: 4 · 2 · 0.2² · ahead³ / 3.
    for (let k = 0; k < 3; k++) {
      const expected = (4 * 2 * 0.2 ** 2 * (times[k]! - 1) ** 3) / 3;
      expect(squares[k]! / expected).toBeGreaterThan(0.93);
      expect(squares[k]! / expected).toBeLessThan(1.07);
    }
  });

  test('is the same for the same seed and differs for another', () => {
    expect(simulateTrend(straight, times, 50, 3)).toEqual(simulateTrend(straight, times, 50, 3));
    expect(simulateTrend(straight, times, 50, 4)).not.toEqual(simulateTrend(straight, times, 50, 3));
  });

  test('hardly spreads where growth has reached its capacity', () => {
    const saturated: Trend = { ...straight, slope: 2, offset: 4, capacity: 1 };
    expect(simulateTrend(saturated, times, 500, 3).at(-1)).toBeLessThan(0.01);
  });
});
