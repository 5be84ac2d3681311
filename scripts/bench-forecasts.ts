/**
 * Forecasts every task of a file and writes one line for each task and method.
 *
 * Tasks: CSV with the columns task, dataset, series_id, fold, m (season length), h (horizon), start, step (D/W/M) and
 * train (values separated by `;`, empty or NA where unknown). Columns named `x_…` hold regressors known ahead, length
 * train + h. A `test` column is never read.
 *
 * Output: CSV task,method,secs,mean,l80,u80,l95,u95; secs is CPU time. Methods other than the ensemble show the bands
 * they reckon themselves unless --folds asks for a back-test to calibrate them. Boosting, forest, LSTM and the ensemble
 * also learn across the tasks of one data set and fold, from their training part only; --alone stops that.
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
import { evaluate } from '../workers/forecasters/evaluate.ts';
import { forecasters } from '../workers/forecasters/registry.ts';
import type { RunContext } from '../workers/run-context.ts';
import { learnAcrossSeries } from '../workers/tasks/learn-across-series.ts';
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

function forecastTask(task: BenchTask, id: ForecasterId, shared: SharedLearning | undefined): Forecast {
  const { history, horizonPeriods } = task;
  return evaluate(
    forecasters[id],
    {
      forecasterId: id,
      history,
      horizonPeriods,
      folds: id === 'ensemble' ? Math.max(ensembleFolds, Number(options.folds)) : Number(options.folds),
      coverages: standardCoverages,
      seed,
    },
    shared ? { ...run, shared } : run,
  ).forecast;
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
      const { mean, intervals } = forecastTask(task, method, shared);
      const seconds = cpuSecondsSince(started) + (learnersOf[method] ? learningSeconds : 0);
      const bands = intervals.flatMap(interval => [join(interval.lower), join(interval.upper)]);
      writeSync(out, `"${task.id}",${method},${seconds},${[join(mean), ...bands].join(',')}\n`);
    }
    count++;
  }
  console.error(`${key}: ${tasks.length} tasks, ${count} done`);
}
closeSync(out);
