import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Evaluation } from '../../../../shared/contracts/forecast.ts';
import { sumQuantities } from '../../../../shared/numerics/exact-quantities.ts';
import { random } from '../../../../shared/numerics/random.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';
import type { ChannelDemandSeries, KnownSeries } from '../../data/sales/service.ts';
import { type ReconcilableForecast, reconcileForecasts } from './service.ts';

const weeks = 60;
const horizonPeriods = 4;
let organisationId: string;

beforeAll(async () => {
  ({ id: organisationId } = await database.organisation.create({ data: { name: 'hierarchy' } }));
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

const source = random(7);
const noisy = (level: number) => Math.max(0, level * (1 + 0.1 * source.normal()));

function demandOf(level: number): KnownSeries {
  const values = Array.from({ length: weeks }, () => Math.round(1_000 * noisy(level)) / 1_000);
  const nothing = { stockOuts: [], unreported: [], salesVersion: 1 };
  return { period: 'week', start: '2023-01-02', values, sha256: randomUUID(), ...nothing };
}

/** As a model would leave it; without folds it was too short for a back-test. */
function evaluationOf(level: number, folds = 3): Evaluation {
  const mean = () => Array.from({ length: horizonPeriods }, () => noisy(level));
  const accuracy = { wape: 0.1, smape: 0.1, mase: 0.8, rmse: 1, bias: 0, coverage: [], points: 12 };
  return {
    forecasterId: 'theta',
    forecast: { mean: mean(), intervals: [] },
    errorDeviation: mean(),
    accuracy,
    seasonalNaive: accuracy,
    forecastValueAdded: 0.1,
    accuracyByBlock: [],
    folds,
    backtest: Array.from({ length: folds }, (_, fold) => ({
      firstPeriod: 40 + 4 * fold,
      mean: mean(),
      actual: mean(),
    })),
    components: [],
    members: [],
    treatment: { leadingZeros: 0, gaps: [], outliers: [], stockOuts: [] },
    description: 'Theta',
    warnings: [],
    cpuMilliseconds: 1,
  };
}

/** A SKU × warehouse sold through channels of the given levels; a channel without folds could not be forecast. */
function forecastOf(levels: readonly number[], folds: readonly number[] = levels.map(() => 3)): ReconcilableForecast {
  const pair = { skuId: randomUUID(), warehouseId: randomUUID() };
  const level = levels.reduce((sum, one) => sum + one, 0);
  return {
    series: { ...pair, ...demandOf(level) },
    evaluation: evaluationOf(level),
    channels: levels.map((one, index) => {
      const series: ChannelDemandSeries = { ...pair, channelId: randomUUID(), ...demandOf(one) };
      return { series, evaluation: folds[index]! > 0 ? evaluationOf(one, folds[index]) : null };
    }),
  };
}

async function reconciled(
  forecasts: readonly ReconcilableForecast[],
  asAsked: (evaluation: Evaluation) => Evaluation = evaluation => evaluation,
) {
  let expected = 0;
  let asked = 0;
  const result = await reconcileForecasts({ organisationId }, forecasts, {
    evaluate: series => {
      asked++;
      return Promise.resolve(asAsked(evaluationOf(sumQuantities(series.values) / weeks)));
    },
    expect: sums => {
      expected += sums;
    },
    channelModel: 'theta',
    signal: new AbortController().signal,
  });
  expect(asked).toBe(expected);
  expect(result.forecasts).toHaveLength(forecasts.length);
  for (const { evaluation, channels } of result.forecasts) {
    for (const [period, units] of evaluation.forecast.mean.entries()) {
      expect(sumQuantities(channels.map(({ mean }) => mean[period]!))).toBe(units);
    }
  }
  return result;
}

test('channels of a small hierarchy are weighed with the rest', async () => {
  const { reconciliation } = await reconciled([forecastOf([60, 30]), forecastOf([10]), forecastOf([5, 500])]);
  expect(reconciliation).toMatchObject({ method: 'MinT-shrink', series: 3, channels: { series: 4, adjusted: 4 } });
});

test('bands move along with the mean: those that begin at 0 stay there, and no other comes to begin there', async () => {
  const banded = ({ evaluation, ...rest }: ReconcilableForecast): ReconcilableForecast => {
    const { mean } = evaluation.forecast;
    const interval = {
      coverage: 0.95,
      lower: mean.map((units, period) => (period === 0 ? 0 : units / 1_000)),
      upper: mean.map(units => 3 * units),
      outsideAtZero: 'on both sides',
    } as const;
    return { ...rest, evaluation: { ...evaluation, forecast: { mean, intervals: [interval] } } };
  };
  const before = [[60, 30], [10], [5, 500], [70]].map(levels => banded(forecastOf(levels)));
  const { forecasts } = await reconciled(before);
  let fallen = 0;
  for (const [index, { evaluation }] of forecasts.entries()) {
    const { mean, intervals } = evaluation.forecast;
    const { lower, upper, outsideAtZero } = intervals[0]!;
    expect(outsideAtZero).toBe('on both sides');
    for (const [period, units] of mean.entries()) {
      if (units < 0.99 * before[index]!.evaluation.forecast.mean[period]!) fallen++;
      if (period === 0) expect(lower[period]).toBe(0);
      else expect(lower[period]).toBeGreaterThan(0);
      expect(lower[period]).toBeLessThan(units);
      expect(upper[period]).toBeGreaterThan(units);
    }
  }
  expect(fallen).toBeGreaterThan(0);
});

test('channels of a hierarchy too large for that share what their SKU × warehouse has, by their forecasts', async () => {
  const forecasts = Array.from({ length: 220 }, () => forecastOf([60, 20]));
  const { reconciliation, forecasts: published } = await reconciled(forecasts);
  expect(reconciliation).toMatchObject({ method: 'MinT-shrink', series: 220, channels: { series: 440, adjusted: 0 } });
  const [first] = published;
  const said = forecasts[0]!.channels.map(({ evaluation }) => evaluation!.forecast.mean[0]!);
  const share = first!.channels[0]!.mean[0]! / first!.evaluation.forecast.mean[0]!;
  expect(share).toBeCloseTo(said[0]! / (said[0]! + said[1]!), 2);
});

test('a channel too new to be forecast shares by its recent sales, and a single SKU × warehouse is reconciled with its channels', async () => {
  const { reconciliation, forecasts } = await reconciled([forecastOf([90, 30], [3, 0])]);
  expect(reconciliation).toMatchObject({ method: 'single', sums: 0, channels: { series: 2, adjusted: 0 } });
  const [{ channels, evaluation }] = forecasts as [(typeof forecasts)[number]];
  expect(channels[1]!.mean[0]! / evaluation.forecast.mean[0]!).toBeCloseTo(0.25, 1);

  const alone = await reconciled([forecastOf([90, 30])]);
  expect(alone.reconciliation).toMatchObject({ method: 'MinT-shrink', series: 1, sums: 0, channels: { adjusted: 2 } });
});

test('with too few errors to weigh by, a SKU × warehouse keeps its forecast and its channels share it', async () => {
  const first = ({ forecast, backtest, ...rest }: Evaluation): Evaluation => ({
    ...rest,
    forecast: { ...forecast, mean: forecast.mean.slice(0, 1) },
    backtest: backtest.map(fold => ({ ...fold, mean: fold.mean.slice(0, 1), actual: fold.actual.slice(0, 1) })),
  });
  const week = [forecastOf([60, 30]), forecastOf([10])].map(({ evaluation, channels, ...rest }) => ({
    ...rest,
    evaluation: first(evaluation),
    channels: channels.map(channel => ({ ...channel, evaluation: first(channel.evaluation as Evaluation) })),
  }));
  const { reconciliation, forecasts } = await reconciled(week, evaluation => first(evaluation));
  expect(reconciliation).toMatchObject({ method: 'bottom-up', series: 0, channels: { series: 2, adjusted: 0 } });
  for (const [index, { evaluation }] of forecasts.entries()) {
    expect(evaluation.forecast.mean[0]).toBeCloseTo(week[index]!.evaluation.forecast.mean[0]!, 0);
  }
});
