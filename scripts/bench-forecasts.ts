/**
 * Forecasts every task of a file and writes one line for each task and method.
 *
 * Tasks: CSV with the columns task, dataset, series_id, fold, m (season length), h (horizon), start, step (D/W/M) and
 * train (values separated by `;`, empty or NA where unknown). Columns named `x_…` hold regressors known ahead, length
 * train + h. A `test` column is never read.
 *
 * Output: CSV task,method,secs,mean,l80,u80,l95,u95; secs is CPU time. Methods other than the ensemble show the bands
 * they reckon themselves unless --folds asks for a back-test to calibrate them.
 *
 *   npm run bench:forecasts -- --tasks FILE --out FILE [--methods ensemble,ets,…] [--folds N] [--datasets a,b] [--sample N]
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse';
import { type Forecast, ForecasterId, standardCoverages } from '../shared/contracts/forecast.ts';
import type { History, Period } from '../shared/contracts/series.ts';
import { backtest, rollingOrigins } from '../workers/forecasters/backtest.ts';
import { calibratedIntervals } from '../workers/forecasters/conformal.ts';
import { fitAndPredict } from '../workers/forecasters/fit-and-predict.ts';
import { forecasters } from '../workers/forecasters/registry.ts';
import type { RunContext } from '../workers/run-context.ts';

interface BenchTask {
  readonly id: string;
  readonly dataset: string;
  readonly horizonPeriods: number;
  readonly history: History;
}

const seed = 20261120;
const run: RunContext = { seed, progress: () => {}, cancelled: () => false };
const periodOfStep: Record<string, Period> = { D: 'day', W: 'week', M: 'month' };

const { values: options } = parseArgs({
  options: {
    tasks: { type: 'string' },
    out: { type: 'string' },
    methods: { type: 'string', default: ForecasterId.options.at(-1) },
    folds: { type: 'string', default: '0' },
    datasets: { type: 'string' },
    sample: { type: 'string' },
  },
});
if (!options.tasks || !options.out) {
  console.error('Usage: npm run bench:forecasts -- --tasks FILE --out FILE [--methods ensemble,ets,…] [--folds N]');
  process.exit(1);
}

function numbers(cell: string): Float64Array {
  return Float64Array.from(cell.split(';'), entry => (entry === '' || entry === 'NA' ? Number.NaN : Number(entry)));
}

function readTask(row: Record<string, string>): BenchTask {
  const period = periodOfStep[row['step']!];
  if (period === undefined) throw new Error(`Task ${row['task']}: step is "${row['step']}"; use D, W or M`);
  const start = row['start']!.length === 7 ? `${row['start']}-01` : row['start']!.slice(0, 10);
  return {
    id: row['task']!,
    dataset: row['dataset'] ?? '',
    horizonPeriods: Number(row['h']),
    history: {
      values: numbers(row['train']!),
      period,
      start,
      seasonLength: Number(row['m']),
      regressors: Object.keys(row)
        .filter(name => name.startsWith('x_') && row[name] !== '')
        .map(name => ({ name, kind: name === 'x_closed' ? 'closed' : 'measure', values: numbers(row[name]!) })),
    },
  };
}

function forecastTask(task: BenchTask, id: ForecasterId): Forecast {
  const { history, horizonPeriods } = task;
  const { prediction } = fitAndPredict(forecasters[id], history, horizonPeriods, run);
  const origins = rollingOrigins(
    history.values.length,
    horizonPeriods,
    Number(options.folds),
    history.seasonLength + 4,
  );
  const folds = backtest(forecasters[id], history, horizonPeriods, origins, run);
  const negative = history.values.some(value => value < 0);
  return {
    mean: Array.from(prediction.mean),
    intervals: calibratedIntervals(prediction, standardCoverages, folds, negative),
  };
}

const methods = options.methods!.split(',').map(method => ForecasterId.parse(method));
const wanted = options.datasets?.split(',');
const every = options.sample ? Number(options.sample) : 1;
const out = createWriteStream(options.out);
out.write('task,method,secs,mean,l80,u80,l95,u95\n');
const join = (values: readonly number[]) => values.map(value => Number(value.toPrecision(9))).join(';');
let count = 0;
let index = 0;
for await (const row of createReadStream(options.tasks).pipe(parse({ columns: true }))) {
  if (wanted && !wanted.includes(row.dataset)) continue;
  if (index++ % every !== 0) continue;
  const task = readTask(row);
  for (const method of methods) {
    const started = process.cpuUsage();
    const { mean, intervals } = forecastTask(task, method);
    const { user, system } = process.cpuUsage(started);
    const bands = intervals.flatMap(interval => [join(interval.lower), join(interval.upper)]);
    out.write(`"${task.id}",${method},${(user + system) / 1e6},${[join(mean), ...bands].join(',')}\n`);
  }
  count++;
  if (count % 50 === 0) console.error(`${count} tasks`);
}
out.end();
console.error(`${count} tasks, ${methods.length} methods`);
