import {
  defaultForecasterId,
  type Evaluation,
  ForecasterId,
  forecasterNames,
} from '../../../../../shared/contracts/forecast.ts';
import { type Period, seasonLengthOf } from '../../../../../shared/contracts/series.ts';
import { addPeriods, periodsBetween } from '../../../../../shared/periods.ts';
import type { ChartBand, ChartMarker, ChartSeries } from '../../../../client/components/time-series-chart.tsx';
import { periodWords } from './period-words.ts';

export interface ChartedHistory {
  readonly period: Period;
  /** First day of the first period. */
  readonly start: string;
  /** Units per period. */
  readonly values: readonly number[];
  /** Indices of periods without stock. */
  readonly stockOuts: readonly number[];
  /** Indices of periods of which reports are missing. */
  readonly unreported: readonly number[];
}

/** Where the periods of an evaluation lie: what the models saw. */
export interface EvaluatedSpan {
  readonly period: Period;
  readonly historyStart: string;
  readonly historyPeriods: number;
  readonly horizonPeriods: number;
}

export interface ChartData {
  readonly days: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly bands: readonly ChartBand[];
  readonly markers: readonly ChartMarker[];
}

/** The yardstick is grey and the default forecast has the accent; the others share the rest of the palette. */
const colored = ForecasterId.options.filter(id => id !== 'seasonal-naive' && id !== defaultForecasterId);

/** Each model keeps its colour, on every chart. */
export function modelColor(forecasterId: ForecasterId): number | 'neutral' {
  if (forecasterId === 'seasonal-naive') return 'neutral';
  return forecasterId === defaultForecasterId ? 1 : (colored.indexOf(forecasterId) % 9) + 2;
}

/** First day after the history that the models saw. */
export function endOf({ historyStart, historyPeriods, period }: EvaluatedSpan): string {
  return addPeriods(historyStart, historyPeriods, period);
}

/** Values placed on the chart's periods: the first at `from`, null elsewhere. */
function placed(values: readonly (number | null)[], from: number, length: number): (number | null)[] {
  const onChart = new Array<number | null>(length).fill(null);
  for (const [index, value] of values.entries()) {
    if (from + index >= 0 && from + index < length) onChart[from + index] = value;
  }
  return onChart;
}

/**
 * The last periods of the history and the forecasts ahead of it. Forecasts of an older run start where its history
 * ended. The bands are those of one model: several fans on each other cannot be read.
 * @param shownPeriods periods of history; undefined means all
 */
export function forecastChartData(
  history: ChartedHistory,
  shownPeriods: number | undefined,
  run: EvaluatedSpan | undefined,
  evaluations: readonly Evaluation[],
  selectedId: ForecasterId | undefined,
): ChartData {
  const first = shownPeriods === undefined ? 0 : Math.max(0, history.values.length - shownPeriods);
  const start = addPeriods(history.start, first, history.period);
  const ahead = run ? periodsBetween(start, endOf(run), run.period) : 0;
  const length = Math.max(history.values.length - first, run ? ahead + run.horizonPeriods : 0);
  const selected = evaluations.find(evaluation => evaluation.forecasterId === selectedId);
  const unreported = new Set(history.unreported);
  const sold = history.values.map((value, index) => (unreported.has(index) ? null : value));
  return {
    days: Array.from({ length }, (_, index) => addPeriods(start, index, history.period)),
    series: [
      { id: 'history', label: 'Sales', kind: 'history', values: placed(sold.slice(first), 0, length) },
      ...evaluations.map(
        ({ forecasterId, forecast }): ChartSeries => ({
          id: forecasterId,
          label: forecasterNames[forecasterId],
          // The yardstick of all others looks like one.
          kind: forecasterId === 'seasonal-naive' ? 'dashed' : 'line',
          color: modelColor(forecasterId),
          quiet: forecasterId !== selectedId,
          values: placed(forecast.mean, ahead, length),
        }),
      ),
    ],
    bands: (selected?.forecast.intervals ?? []).map(interval => ({
      seriesId: selected!.forecasterId,
      coverage: interval.coverage,
      lower: placed(interval.lower, ahead, length),
      upper: placed(interval.upper, ahead, length),
    })),
    markers: [
      ...history.stockOuts.map(index => ({
        day: addPeriods(history.start, index, history.period),
        label: 'Out of stock: more was wanted than sold',
      })),
      ...history.unreported.map(index => ({
        day: addPeriods(history.start, index, history.period),
        label: 'No report: taken as missing',
      })),
      ...(run && selected ? selected.treatment.outliers : []).map(({ index }) => ({
        day: addPeriods(run!.historyStart, index, run!.period),
        label: 'Outlier, replaced before fitting',
      })),
    ].filter(marker => marker.day >= start),
  };
}

/** A season of days is a week: too little to see what came before. */
const seasonsBefore: Record<Period, number> = { day: 8, week: 1, month: 2 };

/** What the model said at each rolling origin, beside what happened; from about a season before the first origin. */
export function backtestChartData(history: ChartedHistory, run: EvaluatedSpan, evaluation: Evaluation): ChartData {
  const { backtest } = evaluation;
  const origin = Math.min(...backtest.map(fold => fold.firstPeriod));
  const from = Math.max(0, origin - seasonsBefore[run.period] * seasonLengthOf[run.period]);
  const start = addPeriods(run.historyStart, from, run.period);
  const offset = periodsBetween(history.start, start, run.period);
  const length = run.historyPeriods - from;
  return {
    days: Array.from({ length }, (_, index) => addPeriods(start, index, run.period)),
    series: [
      {
        id: 'history',
        label: 'Sales',
        kind: 'history',
        values: placed(history.values.slice(offset, offset + length), 0, length),
      },
      ...backtest.map((fold, index) => ({
        id: `fold-${index + 1}`,
        label: `Fold ${index + 1}`,
        color: (index % 8) + 1,
        values: placed(fold.mean, fold.firstPeriod - from, length),
      })),
    ],
    bands: [],
    markers: backtest.map((fold, index) => ({
      day: addPeriods(run.historyStart, fold.firstPeriod, run.period),
      label: `Origin of fold ${index + 1}`,
    })),
  };
}

/** Every figure of the chart, one period a row: history, then each model's mean and its interval ends. */
export function forecastTable(
  history: ChartedHistory,
  run: EvaluatedSpan,
  evaluations: readonly Evaluation[],
): { header: string[]; rows: (string | number | null)[][] } {
  const ahead = periodsBetween(history.start, endOf(run), run.period);
  const length = Math.max(history.values.length, ahead + run.horizonPeriods);
  const columns = evaluations.flatMap(({ forecasterId, forecast }) => [
    { name: forecasterNames[forecasterId], values: forecast.mean },
    ...forecast.intervals.flatMap(({ coverage, lower, upper }) => [
      { name: `${forecasterNames[forecasterId]} ${Math.round(100 * coverage)}% low`, values: lower },
      { name: `${forecasterNames[forecasterId]} ${Math.round(100 * coverage)}% high`, values: upper },
    ]),
  ]);
  return {
    header: [`${periodWords[history.period].choice.slice(0, -1)} from`, 'Sales', ...columns.map(column => column.name)],
    rows: Array.from({ length }, (_, index) => [
      addPeriods(history.start, index, history.period),
      history.values[index] ?? null,
      ...columns.map(column => column.values[index - ahead] ?? null),
    ]),
  };
}

/** The evaluation with the lowest WAPE, the earlier one in the list of models when equal. */
export function bestOf(evaluations: readonly Evaluation[]): Evaluation | undefined {
  const ranked = evaluations.filter(evaluation => evaluation.accuracy.wape !== null);
  const place = ({ forecasterId }: Evaluation) => ForecasterId.options.indexOf(forecasterId);
  return ranked.toSorted((a, b) => a.accuracy.wape! - b.accuracy.wape! || place(a) - place(b))[0];
}

export interface FoldAccuracy {
  readonly fold: number;
  readonly from: string;
  readonly periods: number;
  readonly absoluteError: number;
  readonly actual: number;
  readonly error: number;
}

/** The sums behind WAPE and bias, fold by fold; units. Periods without a record are left out. */
export function foldAccuracies(run: EvaluatedSpan, evaluation: Evaluation): FoldAccuracy[] {
  return evaluation.backtest.map(({ firstPeriod, mean, actual }, index) => {
    const sums = { periods: 0, absoluteError: 0, actual: 0, error: 0 };
    for (const [index, value] of actual.entries()) {
      if (value === null) continue;
      const error = mean[index]! - value;
      sums.periods += 1;
      sums.absoluteError += Math.abs(error);
      sums.actual += Math.abs(value);
      sums.error += error;
    }
    return { fold: index + 1, from: addPeriods(run.historyStart, firstPeriod, run.period), ...sums };
  });
}
