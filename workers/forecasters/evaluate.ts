import type { EvaluateInput, Evaluation } from '../../shared/contracts/forecast.ts';
import { seasonalNaiveScale } from '../../shared/numerics/seasonal-naive-scale.ts';
import { type RunContext, stopIfCancelled } from '../run-context.ts';
import { accuracyOf, horizonBlocks, type ScoredFold } from './accuracy.ts';
import { backtest, type Fold, rollingOrigins, shortestTraining } from './backtest.ts';
import { chanceOfNone } from './chance-of-none.ts';
import { calibratedIntervals } from './conformal.ts';
import { firstPeriod } from './first-period.ts';
import { fitAndPredict, withinBounds } from './fit-and-predict.ts';
import type { AnyForecaster } from './forecaster.ts';
import { seasonalNaive } from './seasonal-naive/seasonal-naive.ts';
import { knownAt, sliceHistory } from './slice-history.ts';
import { treatHistory } from './treat-history.ts';

/** Fewest folds from which coverage and value added say something. */
const fewFolds = 2;

/**
 * The whole of one model on one series: rolling-origin back-test, final forecast with calibrated bands, accuracy
 * beside seasonal naive.
 *
 * @throws AppError as `fitAndPredict` does
 */
export function evaluate(forecaster: AnyForecaster, input: EvaluateInput, run: RunContext): Evaluation {
  const started = process.cpuUsage();
  const { history, horizonPeriods, coverages } = input;
  const { values, seasonLength } = history;
  const n = values.length;
  const negative = values.some(value => value < 0);
  const first = firstPeriod(values);
  const minimum = Math.max(
    forecaster.minHistory(forecaster.defaults, seasonLength),
    shortestTraining(n - first, seasonLength),
  );
  const origins = rollingOrigins(n, horizonPeriods, input.folds, first + minimum);
  const { folds, prediction, state, treated } = foldsAndForecast(forecaster, input, origins, run);
  const naive = backtest(seasonalNaive, history, horizonPeriods, origins, run);

  const scored = scoreFolds(folds, input, negative);
  const accuracy = accuracyOf(scored, coverages, 1, horizonPeriods);
  const seasonal = accuracyOf(scoreFolds(naive, input, negative), coverages, 1, horizonPeriods);
  const spread = rootMeanSquareRatio(folds);
  const parts = forecaster.decompose?.(state, horizonPeriods) ?? [];
  const cpu = process.cpuUsage(started);
  return {
    forecasterId: forecaster.id,
    forecast: {
      mean: Array.from(prediction.mean),
      intervals: calibratedIntervals(prediction, coverages, folds, {
        negative,
        none: chanceOfNone(history),
        trained: n,
      }),
    },
    errorDeviation: Array.from(prediction.deviation, deviation => deviation * spread),
    accuracy,
    seasonalNaive: seasonal,
    forecastValueAdded: accuracy.wape !== null && seasonal.wape !== null ? seasonal.wape - accuracy.wape : null,
    accuracyByBlock: horizonBlocks(horizonPeriods).map(block => ({
      ...block,
      accuracy: accuracyOf(scored, coverages, block.fromPeriod, block.toPeriod),
    })),
    folds: folds.length,
    backtest: folds.map(fold => ({
      firstPeriod: fold.origin,
      mean: Array.from(fold.prediction.mean),
      actual: Array.from(fold.actual, value => (Number.isNaN(value) ? null : value)),
    })),
    components: parts.map(part => ({
      name: part.name,
      values: [...new Array<null>(treated.firstPeriod).fill(null), ...part.values],
    })),
    members: forecaster.membersOf?.(state) ?? [],
    treatment: treated.treatment,
    description: forecaster.describe(state),
    warnings: warningsOf(input, folds.length, treated.treatment),
    cpuMilliseconds: (cpu.user + cpu.system) / 1000,
  };
}

function foldsAndForecast(
  forecaster: AnyForecaster,
  { history, horizonPeriods }: EvaluateInput,
  origins: readonly number[],
  run: RunContext,
) {
  if (forecaster.fitWithFolds) {
    stopIfCancelled(run);
    const treated = treatHistory(history);
    const shift = treated.firstPeriod;
    const { state, folds } = forecaster.fitWithFolds(
      // Gaps stay open in the back-test, so that nothing filled in is counted as an actual.
      sliceHistory(history, shift, history.values.length),
      horizonPeriods,
      origins.map(origin => origin - shift),
      run,
    );
    run.progress({ done: 1, message: 'Forecast' });
    const prediction = withinBounds(forecaster.predict(state, horizonPeriods), history, horizonPeriods);
    return { folds: folds.map(fold => ({ ...fold, origin: fold.origin + shift })), prediction, state, treated };
  }
  const folds: Fold[] = [];
  const report = (message: string) => run.progress({ done: folds.length / (origins.length + 1), message });
  for (const origin of origins) {
    report(`Fold ${folds.length + 1} of ${origins.length}`);
    folds.push(...backtest(forecaster, history, horizonPeriods, [origin], run));
  }
  report('Forecast');
  return { folds, ...fitAndPredict(forecaster, history, horizonPeriods, run) };
}

/** Bands of each fold are calibrated on the other folds only, so that measured coverage is out of sample. */
function scoreFolds(folds: readonly Fold[], input: EvaluateInput, negative: boolean): ScoredFold[] {
  return folds.map(fold => ({
    mean: fold.prediction.mean,
    actual: fold.actual,
    intervals: calibratedIntervals(
      fold.prediction,
      input.coverages,
      folds.filter(other => other !== fold),
      {
        negative,
        none: chanceOfNone(knownAt(input.history, fold.origin)),
        trained: fold.origin,
      },
    ),
    scale: seasonalNaiveScale(input.history.values.subarray(0, fold.origin), input.history.seasonLength),
  }));
}

/** Measured over reckoned error, drawn towards 1 while there are few points. */
function rootMeanSquareRatio(folds: readonly Fold[]): number {
  let squares = 0;
  let points = 0;
  for (const { prediction, actual } of folds) {
    for (let k = 0; k < actual.length; k++) {
      const error = (actual[k]! - prediction.mean[k]!) / prediction.deviation[k]!;
      if (!Number.isFinite(error)) continue;
      squares += Math.min(100, error * error);
      points++;
    }
  }
  return Math.sqrt((squares + 8) / (points + 8));
}

function warningsOf(input: EvaluateInput, folds: number, treatment: Evaluation['treatment']): string[] {
  const warnings: string[] = [];
  const { values, seasonLength } = input.history;
  const known = values.length - treatment.leadingZeros;
  if (folds < input.folds) {
    warnings.push(
      `The history allows ${folds} of ${input.folds} rolling origins${folds < fewFolds ? ': accuracy and coverage are uncertain' : ''}.`,
    );
  }
  if (known < 2 * seasonLength) {
    warnings.push(`The history covers less than two seasons (${known} of ${2 * seasonLength} periods).`);
  }
  if (treatment.gaps.length > 0) warnings.push(`${treatment.gaps.length} periods without a record were filled.`);
  if (treatment.outliers.length > 0) {
    warnings.push(`${treatment.outliers.length} single outliers were replaced by what their neighbours say.`);
  }
  if (treatment.stockOuts.length > 0) {
    warnings.push(`${treatment.stockOuts.length} periods without stock were raised to expected demand.`);
  }
  if (values.every(value => !(value > 0 || value < 0))) warnings.push('Nothing was sold in this history.');
  return warnings;
}
