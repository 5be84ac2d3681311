import type { Accuracy, Evaluation } from '../../../../../shared/contracts/forecast.ts';
import type { Format } from '../../../../client/format.ts';

export interface Measure {
  readonly id: string;
  readonly header: string;
  /** What it is, how it is computed, which way is good. */
  readonly explanation: string;
  readonly value: (score: Score) => number | null;
  readonly text: (score: Score, format: Format) => string;
  /** Sorts the best first. */
  readonly rank?: (score: Score) => number;
}

/** The figures of one model in one row of the leaderboard: over the whole horizon, or over one block of it. */
export interface Score {
  readonly accuracy: Accuracy;
  /** Ratio of WAPE; null where undefined. */
  readonly forecastValueAdded: number | null;
  readonly cpuMilliseconds: number;
}

const coverageAt = (nominal: number) => (score: Score) =>
  score.accuracy.coverage.find(one => Math.abs(one.nominal - nominal) < 1e-9)?.measured ?? null;

function coverage(nominal: number): Measure {
  const percent = `${Math.round(100 * nominal)}%`;
  const value = coverageAt(nominal);
  return {
    id: `coverage-${percent}`,
    header: `${percent} band`,
    explanation: `Measured coverage: the share of held-out periods whose sales fell inside the ${percent} band. It should be ${percent}; lower means that the band promises too much.`,
    value,
    text: (score, format) => format.percent(value(score), 0),
    rank: score => Math.abs((value(score) ?? Number.NEGATIVE_INFINITY) - nominal),
  };
}

/** What the leaderboard shows, from left to right. */
export const measures: readonly Measure[] = [
  {
    id: 'wape',
    header: 'WAPE',
    explanation:
      'Weighted absolute percentage error = Σ|actual − forecast| ÷ Σ|actual| over all held-out periods. 0% is perfect; accuracy is 1 − WAPE.',
    value: score => score.accuracy.wape,
    text: (score, format) => format.percent(score.accuracy.wape),
  },
  {
    id: 'fva',
    header: 'FVA',
    explanation:
      'Forecast value added (FVA) = WAPE of seasonal naive (the same period last season) − WAPE of the model, in percentage points. Below zero the model does harm.',
    value: score => score.forecastValueAdded,
    text: (score, format) =>
      score.forecastValueAdded === null
        ? format.decimal(null)
        : format.percentChange(score.forecastValueAdded).replace('%', ' pp'),
    rank: score => -(score.forecastValueAdded ?? Number.NEGATIVE_INFINITY),
  },
  {
    id: 'mase',
    header: 'MASE',
    explanation:
      'Mean absolute scaled error = mean |actual − forecast| ÷ mean error of seasonal naive within the training periods. Below 1 beats repeating last season.',
    value: score => score.accuracy.mase,
    text: (score, format) => format.decimal(score.accuracy.mase),
  },
  {
    id: 'bias',
    header: 'Bias',
    explanation: 'Σ(forecast − actual) ÷ Σ actual. Above zero the model forecasts too much, below zero too little.',
    value: score => score.accuracy.bias,
    text: (score, format) => format.percentChange(score.accuracy.bias),
    rank: score => Math.abs(score.accuracy.bias ?? Number.POSITIVE_INFINITY),
  },
  {
    id: 'rmse',
    header: 'RMSE',
    explanation: 'Root mean squared error, in units per period: large misses weigh more than in WAPE.',
    value: score => score.accuracy.rmse,
    text: (score, format) => format.decimal(score.accuracy.rmse, 1),
  },
  coverage(0.8),
  coverage(0.95),
  {
    id: 'cpu',
    header: 'CPU',
    explanation: 'Processor time in the worker thread for the back-test and the forecast together.',
    value: score => score.cpuMilliseconds,
    text: (score, format) => format.duration(score.cpuMilliseconds),
  },
];

/** Over the whole horizon, or over one block; value added by block needs seasonal naive in the same comparison. */
export function scoreOf(evaluation: Evaluation, block: string, seasonalNaive: Evaluation | undefined): Score {
  const { cpuMilliseconds } = evaluation;
  if (block === 'all') return { ...evaluation, cpuMilliseconds };
  const accuracy = accuracyIn(evaluation, block);
  const reference = seasonalNaive && accuracyIn(seasonalNaive, block)?.wape;
  const wape = accuracy?.wape;
  return {
    accuracy: accuracy ?? { wape: null, smape: null, mase: null, rmse: null, bias: null, coverage: [], points: 0 },
    forecastValueAdded: typeof reference === 'number' && typeof wape === 'number' ? reference - wape : null,
    cpuMilliseconds,
  };
}

export function blockId({ fromPeriod, toPeriod }: { fromPeriod: number; toPeriod: number }): string {
  return `${fromPeriod}–${toPeriod}`;
}

function accuracyIn(evaluation: Evaluation, block: string): Accuracy | undefined {
  return evaluation.accuracyByBlock.find(one => blockId(one) === block)?.accuracy;
}
