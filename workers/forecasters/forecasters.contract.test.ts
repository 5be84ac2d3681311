import { describe, expect, test } from 'vitest';
import { type EvaluateInput, ForecasterId, standardCoverages } from '../../shared/contracts/forecast.ts';
import type { History } from '../../shared/contracts/series.ts';
import { random } from '../../shared/numerics/random.ts';
import type { RunContext } from '../run-context.ts';
import { evaluateForecaster } from '../tasks/evaluate-forecaster.ts';
import { fitAndPredict } from './fit-and-predict.ts';
import { forecasters } from './registry.ts';

const run: RunContext = { seed: 7, progress: () => {}, cancelled: () => false };

function historyOf(values: ArrayLike<number>, overrides: Partial<History> = {}): History {
  return {
    values: Float64Array.from(values),
    period: 'month',
    start: '2020-01-01',
    seasonLength: 12,
    regressors: [],
    ...overrides,
  };
}

/** Level, trend, season and noise; seeded, so that every run sees the same demand. */
function seasonalDemand(periods: number, seasonLength: number): number[] {
  const source = random(11);
  return Array.from({ length: periods }, (_, t) =>
    Math.max(0, 100 + 0.3 * t + 25 * Math.sin((2 * Math.PI * t) / seasonLength) + 6 * source.normal()),
  );
}

const monthly = historyOf(seasonalDemand(72, 12));

function inputOf(forecasterId: ForecasterId, overrides: Partial<EvaluateInput> = {}): EvaluateInput {
  return {
    forecasterId,
    history: monthly,
    horizonPeriods: 6,
    folds: 2,
    coverages: standardCoverages,
    seed: 3,
    ...overrides,
  };
}

function answer(input: EvaluateInput) {
  const result = evaluateForecaster(input, run);
  if (!result.ok) throw new Error(`${input.forecasterId}: ${result.code} ${JSON.stringify(result.details)}`);
  return result.value;
}

const difficult: Record<string, History> = {
  'constant demand': historyOf(new Array(40).fill(5)),
  'no demand at all': historyOf(new Array(40).fill(0)),
  'demand with gaps': historyOf(monthly.values.map((value, t) => (t % 7 === 3 || t < 4 ? Number.NaN : value))),
  'gaps at the end': historyOf(monthly.values.map((value, t) => (t >= 69 ? Number.NaN : value))),
  'leading zeros': historyOf(monthly.values.map((value, t) => (t < 30 ? 0 : value))),
  'intermittent demand': historyOf(monthly.values.map((value, t) => (t % 5 === 0 ? Math.round(value / 30) : 0))),
  'a single sale': historyOf(Array.from({ length: 40 }, (_, t) => (t === 20 ? 9 : 0))),
  'huge numbers': historyOf(monthly.values.map(value => value * 1e12)),
  'tiny numbers': historyOf(monthly.values.map(value => value * 1e-9)),
  'falling to zero': historyOf(Array.from({ length: 48 }, (_, t) => Math.max(0, 90 - 3 * t))),
  'exponential growth': historyOf(Array.from({ length: 48 }, (_, t) => 1.2 ** t)),
  'one outlier': historyOf(monthly.values.map((value, t) => (t === 50 ? value * 1000 : value))),
  'negative values': historyOf(monthly.values.map(value => value - 120)),
  'fewer than one season': historyOf(seasonalDemand(14, 12).slice(3), { seasonLength: 12 }),
  'weekly demand': historyOf(seasonalDemand(120, 52), { period: 'week', seasonLength: 52, start: '2022-01-03' }),
  'every second period missing': historyOf(monthly.values.map((value, t) => (t % 2 === 1 ? Number.NaN : value))),
  'a year missing': historyOf(monthly.values.map((value, t) => (t >= 30 && t < 42 ? Number.NaN : value))),
  'one month of every year missing': historyOf(monthly.values.map((value, t) => (t % 12 === 5 ? Number.NaN : value))),
  'two periods': historyOf([7, 9]),
  'one value after a long silence': historyOf([...new Array(47).fill(0), 12]),
  'constant until the last period': historyOf([...new Array(39).fill(5), 400]),
  'growth towards a capacity': historyOf(
    Array.from({ length: 60 }, (_, t) => 400 / (1 + Math.exp(2 - t / 8)) + ((t * 37) % 11)),
    { saturation: { capacity: 420, floor: 0 } },
  ),
  'daily demand': historyOf(seasonalDemand(150, 7), { period: 'day', seasonLength: 7 }),
};

describe.each(ForecasterId.options)('%s', id => {
  const forecaster = forecasters[id];

  test.each(Object.entries(difficult))('answers or refuses %s', (_name, history) => {
    const result = evaluateForecaster(inputOf(id, { history }), run);
    if (!result.ok) {
      expect(result.code).toBe('forecast.history-too-short');
      const firstSale = history.values.findIndex(value => value > 0);
      expect(history.values.length - firstSale).toBeLessThan(24);
      return;
    }
    const { forecast, errorDeviation } = result.value;
    const negative = history.values.some(value => value < 0);
    expect(forecast.mean).toHaveLength(6);
    expect(errorDeviation).toHaveLength(6);
    const [inner, outer] = forecast.intervals;
    for (let k = 0; k < 6; k++) {
      const mean = forecast.mean[k]!;
      for (const value of [mean, inner!.lower[k]!, inner!.upper[k]!, outer!.lower[k]!, outer!.upper[k]!]) {
        expect(Number.isFinite(value)).toBe(true);
        if (!negative) expect(value).toBeGreaterThanOrEqual(0);
      }
      expect(errorDeviation[k]).toBeGreaterThanOrEqual(0);
      expect(outer!.lower[k]).toBeLessThanOrEqual(inner!.lower[k]!);
      expect(inner!.lower[k]).toBeLessThanOrEqual(inner!.upper[k]!);
      expect(inner!.upper[k]).toBeLessThanOrEqual(outer!.upper[k]!);
    }
    const recorded = Array.from(history.values).filter(Number.isFinite);
    const largest = Math.max(...recorded.map(Math.abs));
    for (const mean of forecast.mean) expect(Math.abs(mean)).toBeLessThanOrEqual(10 * largest);
  });

  test('gives the same answer for the same seed', () => {
    const once = answer(inputOf(id));
    const again = answer(inputOf(id));
    expect({ ...again, cpuMilliseconds: 0 }).toEqual({ ...once, cpuMilliseconds: 0 });
  });

  test('keeps its state as plain data that survives a trip to a thread', () => {
    const { state } = fitAndPredict(forecaster, monthly, 6, run);
    const copy = structuredClone(state);
    expect(copy).toEqual(state);
    expect(forecaster.predict(copy, 6)).toEqual(forecaster.predict(state, 6));
    expect(forecaster.describe(copy).length).toBeGreaterThan(3);
  });

  test('answers in JSON that reads back as the same object', () => {
    const evaluation = answer(inputOf(id));
    expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
  });

  test('forecasts further than it was trained for, and a single period', () => {
    expect(answer(inputOf(id, { horizonPeriods: 1 })).forecast.mean).toHaveLength(1);
    const { prediction } = fitAndPredict(forecaster, monthly, 100, run);
    expect(prediction.mean).toHaveLength(100);
    expect(prediction.mean.every(Number.isFinite)).toBe(true);
  });

  test('scales with its input', () => {
    const { prediction: once } = fitAndPredict(forecaster, monthly, 6, run);
    const { prediction: scaled } = fitAndPredict(forecaster, historyOf(monthly.values.map(x => x * 1024)), 6, run);
    for (let k = 0; k < 6; k++) expect(scaled.mean[k]! / 1024 / once.mean[k]!).toBeCloseTo(1, 3);
  });

  test('takes sales of periods without stock for a lower bound, and does not measure itself on them', () => {
    const stockOut = new Uint8Array(72);
    const values = monthly.values.map((value, t) => {
      stockOut[t] = t >= 68 ? 1 : 0;
      return stockOut[t] ? 0 : value;
    });
    const history = historyOf(values, { stockOut });
    const { forecast, treatment, backtest } = answer(inputOf(id, { history, folds: 1 }));
    expect(treatment.stockOuts.map(one => one.index)).toEqual([68, 69, 70, 71]);
    for (const mean of forecast.mean) expect(mean).toBeGreaterThan(60);
    expect(backtest[0]!.actual.slice(2)).toEqual([null, null, null, null]);
  });

  test('answers a history of ten years of days within bounds of time and memory', () => {
    const days = 3_650;
    const yearly = (t: number) => 1 + 0.3 * Math.sin((2 * Math.PI * t) / 365.25);
    const history = historyOf(
      seasonalDemand(days, 7).map((value, t) => value * yearly(t)),
      { period: 'day', seasonLength: 7, start: '2014-01-01' },
    );
    const { forecast, cpuMilliseconds } = answer(inputOf(id, { history, horizonPeriods: 365, folds: 1 }));
    expect(forecast.mean).toHaveLength(365);
    expect(Math.min(...forecast.mean)).toBeGreaterThan(200);
    expect(cpuMilliseconds).toBeLessThan(30_000);
  });

  test('forecasts no demand on closed days', () => {
    const daily = seasonalDemand(120, 7).map((value, t) => (t % 7 === 6 ? 0 : value));
    const closed = Float64Array.from({ length: 134 }, (_, t) => (t % 7 === 6 ? 1 : 0));
    const history = historyOf(daily, {
      period: 'day',
      seasonLength: 7,
      regressors: [{ name: 'closed', kind: 'closed', values: closed }],
    });
    const { forecast } = answer(inputOf(id, { history, horizonPeriods: 14, folds: 1 }));
    for (let k = 0; k < 14; k++) {
      if (closed[120 + k] === 1) expect(forecast.mean[k]).toBe(0);
      else expect(forecast.mean[k]).toBeGreaterThan(40);
    }
  });

  test('is cancelled when asked', () => {
    const result = evaluateForecaster(inputOf(id), { ...run, cancelled: () => true });
    expect(result).toMatchObject({ ok: false, code: 'request.cancelled' });
  });

  test('refuses a history that is too short by name and number', () => {
    const result = evaluateForecaster(inputOf(id, { history: historyOf([4]), folds: 1 }), run);
    expect(result).toMatchObject({ ok: false, code: 'forecast.history-too-short', details: { actual: 1 } });
  });

  test('reports progress that rises', () => {
    const seen: number[] = [];
    evaluateForecaster(inputOf(id), { ...run, progress: update => seen.push(update.done) });
    expect(seen.length).toBeGreaterThanOrEqual(3);
    for (let i = 1; i < seen.length; i++) expect(seen[i]).toBeGreaterThanOrEqual(seen[i - 1]!);
  });
});

describe.each(['arima', 'prophet', 'random-forest', 'gradient-boosting'] as const)('%s', id => {
  test('expects more in the weeks of a promotion known ahead, and less at a higher price', () => {
    const source = random(5);
    const promotion = Float64Array.from({ length: 170 }, () => (source.next() < 0.15 ? 1 : 0));
    const price = Float64Array.from({ length: 170 }, () => (source.next() < 0.4 ? 12 : 10));
    promotion.set([0, 0, 1, 0, 0, 1, 0, 0], 156);
    const values = Float64Array.from(
      { length: 156 },
      (_, t) => 200 + 120 * promotion[t]! - 30 * (price[t]! - 10) + 8 * source.normal(),
    );
    const history = historyOf(values, {
      period: 'week',
      seasonLength: 52,
      start: '2021-01-04',
      regressors: [
        { name: 'promotion', kind: 'measure', values: promotion },
        { name: 'price', kind: 'measure', values: price },
      ],
    });
    const { forecast } = answer(inputOf(id, { history, horizonPeriods: 8, folds: 0 }));
    const meanWhere = (wanted: number) => {
      const means = forecast.mean.filter((_, k) => promotion[156 + k] === wanted);
      return means.reduce((sum, mean) => sum + mean, 0) / means.length;
    };
    expect(meanWhere(1) - meanWhere(0)).toBeGreaterThan(50);
    const totalAt = (ahead: number) => {
      const values = price.map((known, t) => (t < 156 ? known : ahead));
      const regressors = [history.regressors[0]!, { name: 'price', kind: 'measure' as const, values }];
      const { mean } = answer(
        inputOf(id, { history: { ...history, regressors }, horizonPeriods: 8, folds: 0 }),
      ).forecast;
      return mean.reduce((sum, units) => sum + units, 0);
    };
    expect(totalAt(10)).toBeGreaterThan(totalAt(12) + 8 * 10);
  });
});

test('growth that levels off below its own floor is refused', () => {
  const history = historyOf(monthly.values, { saturation: { capacity: 10, floor: 20 } });
  const result = evaluateForecaster(inputOf('prophet', { history }), run);
  expect(result).toMatchObject({ ok: false, code: 'forecast.invalid-request' });
});
