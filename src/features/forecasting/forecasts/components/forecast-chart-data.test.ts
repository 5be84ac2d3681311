import { expect, test } from 'vitest';
import type { Accuracy, Evaluation, ForecasterId } from '../../../../../shared/contracts/forecast.ts';
import { backtestChartData, bestOf, foldAccuracies, forecastChartData, forecastTable } from './forecast-chart-data.ts';

const accuracy = (wape: number | null): Accuracy => ({
  wape,
  smape: null,
  mase: null,
  rmse: null,
  bias: null,
  coverage: [],
  points: 2,
});

function evaluation(forecasterId: ForecasterId, mean: number[], wape: number | null = 0.1): Evaluation {
  return {
    forecasterId,
    forecast: {
      mean,
      intervals: [{ coverage: 0.8, lower: mean.map(value => value - 1), upper: mean.map(value => value + 1) }],
    },
    errorDeviation: mean,
    accuracy: accuracy(wape),
    seasonalNaive: accuracy(0.2),
    forecastValueAdded: 0.1,
    accuracyByBlock: [],
    folds: 2,
    backtest: [
      { firstPeriod: 2, mean: [9, 12], actual: [10, 10] },
      { firstPeriod: 4, mean: [10, 20], actual: [8, null] },
    ],
    components: [],
    members: [],
    treatment: {
      leadingZeros: 0,
      gaps: [],
      outliers: [
        { index: 0, observed: 99, used: 5 },
        { index: 5, observed: 99, used: 7 },
      ],
      stockOuts: [],
    },
    description: '',
    warnings: [],
    cpuMilliseconds: 1,
  };
}

const history = {
  period: 'week' as const,
  start: '2024-01-01',
  values: [1, 2, 3, 4, 5, 6],
  stockOuts: [1, 4],
  unreported: [],
};
const run = { period: 'week' as const, historyStart: '2024-01-01', historyPeriods: 6, horizonPeriods: 2 };

test('forecasts follow the last weeks of the history; the fan is the selected model alone', () => {
  const models = [evaluation('theta', [7, 8]), evaluation('ets', [9, 10])];
  const chart = forecastChartData(history, 3, run, models, 'ets');
  expect(chart.days).toEqual(['2024-01-22', '2024-01-29', '2024-02-05', '2024-02-12', '2024-02-19']);
  expect(chart.series.map(({ id, values }) => [id, values])).toEqual([
    ['history', [4, 5, 6, null, null]],
    ['theta', [null, null, null, 7, 8]],
    ['ets', [null, null, null, 9, 10]],
  ]);
  expect(chart.bands).toEqual([
    { seriesId: 'ets', coverage: 0.8, lower: [null, null, null, 8, 9], upper: [null, null, null, 10, 11] },
  ]);
  expect(chart.markers.map(marker => marker.day)).toEqual(['2024-01-29', '2024-02-05']);
});

test('a forecast of an older run starts where its own history ended', () => {
  const older = { ...run, historyPeriods: 4 };
  const chart = forecastChartData(history, undefined, older, [evaluation('theta', [7, 8])], undefined);
  expect(chart.days).toHaveLength(6);
  expect(chart.series[1]!.values).toEqual([null, null, null, null, 7, 8]);
  expect(chart.bands).toEqual([]);
});

test('a week without a report is a gap in the history, and says so', () => {
  const chart = forecastChartData({ ...history, stockOuts: [], unreported: [2] }, undefined, undefined, [], undefined);
  expect(chart.series[0]!.values).toEqual([1, 2, null, 4, 5, 6]);
  expect(chart.markers).toEqual([{ day: '2024-01-15', label: 'No report: taken as missing' }]);
});

test('without a run the chart is the history', () => {
  const chart = forecastChartData(history, undefined, undefined, [], undefined);
  expect(chart.series).toHaveLength(1);
  expect(chart.days.at(-1)).toBe('2024-02-05');
});

test('the back-test lies over the weeks that it held out', () => {
  const chart = backtestChartData(history, run, evaluation('theta', [7, 8]));
  expect(chart.series.map(({ values }) => values)).toEqual([
    [1, 2, 3, 4, 5, 6],
    [null, null, 9, 12, null, null],
    [null, null, null, null, 10, 20],
  ]);
  expect(chart.markers.map(marker => marker.day)).toEqual(['2024-01-15', '2024-01-29']);
});

test('the table holds history, means and interval ends, each in its week', () => {
  const { header, rows } = forecastTable(history, run, [evaluation('ets', [9, 10])]);
  expect(header).toEqual([
    'Week from',
    'Sales',
    'Exponential smoothing (ETS)',
    'Exponential smoothing (ETS) 80% low',
    'Exponential smoothing (ETS) 80% high',
  ]);
  expect(rows).toHaveLength(8);
  expect(rows[5]).toEqual(['2024-02-05', 6, null, null, null]);
  expect(rows[6]).toEqual(['2024-02-12', null, 9, 8, 10]);
});

test('best is the lowest WAPE; a model without one is never it', () => {
  const models = [evaluation('theta', [1], null), evaluation('arima', [1], 0.2), evaluation('ets', [1], 0.2)];
  expect(bestOf(models)?.forecasterId).toBe('ets');
  expect(bestOf([])).toBeUndefined();
});

test('fold sums give the WAPE and leave unrecorded weeks out', () => {
  expect(foldAccuracies(run, evaluation('theta', [7, 8]))).toEqual([
    { fold: 1, from: '2024-01-15', periods: 2, absoluteError: 3, actual: 20, error: 1 },
    { fold: 2, from: '2024-01-29', periods: 1, absoluteError: 2, actual: 8, error: 2 },
  ]);
});
