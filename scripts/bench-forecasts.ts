/**
 * Forecasts every task of a file and writes one line for each task and method.
 *
 * Tasks: CSV with the columns task, dataset, series_id, fold, m (season length), h (horizon), start, step (D/W/M) and
 * train (values separated by `;`, empty or NA where unknown). Columns named `x_…` hold regressors known ahead, length
 * train + h. A `test` column is never read.
 *
 * Output: CSV task,method,secs,mean,l80,u80,l95,u95; secs is CPU time. Methods other than the ensemble show the bands
 * they reckon themselves unless --folds asks for a back-test to calibrate them. Boosting, forest, LSTM and the ensemble
 * also learn across the tasks of one data set and fold, from their training part only; --alone stops that. A task that a
 * method refuses, for a history too short for instance, is told on the screen and has no line; instead of the ensemble
 * the average of the group answers, as for the new products of a portfolio.
 *
 *   npm run bench:forecasts -- --tasks FILE --out FILE [--methods ensemble,ets,…] [--folds N] [--datasets a,b] [--sample N] [--alone]
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  defaultForecasterId,
  type Forecast,
  ForecasterId,
  type LearnsAcross,
  type SharedLearning,
  standardCoverages,
} from '../shared/contracts/forecast.ts';
import { AppError } from '../shared/errors.ts';
import { classAverage } from '../workers/forecasters/class-average/class-average.ts';
import { firstPeriod } from '../workers/forecasters/first-period.ts';
import { sliceHistory } from '../workers/forecasters/slice-history.ts';
import type { RunContext } from '../workers/run-context.ts';
import { evaluateForecaster } from '../workers/tasks/evaluate-forecaster.ts';
import { learnAcrossSeries } from '../workers/tasks/learn-across-series.ts';
import { profileClass } from '../workers/tasks/profile-class.ts';
import { type BenchTask, readTasks } from './benchmarks/forecast-tasks.ts';
import { cpuSecondsSince } from './benchmarks/process-cpu.ts';

const seed = 20261120;
const run: RunContext = { seed, progress: () => {}, cancelled: () => false };

const { values: options } = parseArgs({
  options: {
    tasks: { type: 'string' },
    out: { type: 'string' },
    methods: { type: 'string', default: defaultForecasterId },
    folds: { type: 'string', default: '0' },
    datasets: { type: 'string' },
    sample: { type: 'string' },
    alone: { type: 'boolean', default: false },
  },
});
if (!options.tasks || !options.out) {
  console.error('Usage: npm run bench:forecasts -- --tasks FILE --out FILE [--methods ensemble,ets,…] [--folds N]');
  process.exit(1);
}

/** What each method uses of what was learned across the series of a group. */
const learnersOf: Partial<Record<ForecasterId, readonly LearnsAcross[]>> = {
  'gradient-boosting': ['gradient-boosting'],
  'random-forest': ['random-forest'],
  lstm: ['lstm'],
  ensemble: ['gradient-boosting', 'ensemble'],
};

/** @returns undefined where the model refuses the history, with the reason on the screen */
function forecastTask(
  task: BenchTask,
  id: ForecasterId,
  shared: SharedLearning | undefined,
  group: readonly BenchTask[],
): Forecast | undefined {
  const { history, horizonPeriods } = task;
  const folds = id === 'ensemble' ? Math.max(ensembleFolds, Number(options.folds)) : Number(options.folds);
  const input = { forecasterId: id, history, horizonPeriods, folds, coverages: standardCoverages, seed };
  const evaluation = evaluateForecaster(shared ? { ...input, shared } : input, run);
  if (evaluation.ok) return evaluation.value.forecast;
  console.error(`${task.id}: ${new AppError(evaluation.code, evaluation.details).message}`);
  return id === defaultForecasterId && !options.alone ? averageOfGroup(task, group) : undefined;
}

/** What a portfolio run gives to new products: the average of those that are not. */
function averageOfGroup({ history, horizonPeriods }: BenchTask, group: readonly BenchTask[]): Forecast | undefined {
  const members = group.map(other => other.history).filter(other => other.values.length > history.seasonLength);
  const profile = profileClass({ members, horizonPeriods, seed }, run);
  const known = sliceHistory(history, firstPeriod(history.values), history.values.length);
  return profile.ok ? classAverage(known, profile.value, standardCoverages).forecast : undefined;
}

const methods = options.methods!.split(',').map(method => ForecasterId.parse(method));
const wanted = options.datasets?.split(',');
const every = options.sample ? Number(options.sample) : 1;
const ensembleFolds = 3;

/** Tasks of one data set, fold and horizon form a group, as the series of a portfolio do. */
const groups = new Map<string, BenchTask[]>();
let index = 0;
for await (const task of readTasks(options.tasks)) {
  if (wanted && !wanted.includes(task.dataset)) continue;
  groups.set(task.group, [...(groups.get(task.group) ?? []), task]);
}

const join = (values: readonly number[]) => values.map(value => Number(value.toPrecision(9))).join(';');
const out = openSync(options.out, 'w');
writeSync(out, 'task,method,secs,mean,l80,u80,l95,u95\n');
let count = 0;
for (const [key, tasks] of groups) {
  let shared: SharedLearning | undefined;
  let learningSeconds = 0;
  const forecasterIds = [...new Set(methods.flatMap(method => learnersOf[method] ?? []))];
  if (tasks.length > 1 && !options.alone && forecasterIds.length > 0) {
    const started = process.cpuUsage();
    const learned = learnAcrossSeries(
      {
        forecasterIds,
        histories: tasks.map(task => task.history),
        horizonPeriods: tasks[0]!.horizonPeriods,
        folds: ensembleFolds,
        seed,
      },
      run,
    );
    if (learned.ok) shared = learned.value;
    learningSeconds = cpuSecondsSince(started) / tasks.length;
  }
  // A sample is forecast with what was learned from the whole group.
  for (const task of tasks.filter(() => index++ % every === 0)) {
    for (const method of methods) {
      const started = process.cpuUsage();
      const forecast = forecastTask(task, method, shared, tasks);
      if (!forecast) continue;
      const seconds = cpuSecondsSince(started) + (learnersOf[method] ? learningSeconds : 0);
      const bands = forecast.intervals.flatMap(interval => [join(interval.lower), join(interval.upper)]);
      writeSync(out, `"${task.id}",${method},${seconds},${[join(forecast.mean), ...bands].join(',')}\n`);
    }
    count++;
  }
  console.error(`${key}: ${tasks.length} tasks, ${count} done`);
}
closeSync(out);
