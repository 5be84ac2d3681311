/**
 * Our models beside their peers in one run on one machine: `auto.arima`, `ets` and `thetaf` of R on tasks (Debian:
 * r-cran-forecast), random forest and boosting of scikit-learn on the Friedman problem (Debian: python3-sklearn).
 *
 *   npm run bench:peers -- [--tasks FILE --datasets a,b --limit N]
 *
 * The tasks file is that of bench-forecasts, here with its `test` column, on which both sides are scored.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { median } from 'simple-statistics';
import { random } from '../shared/numerics/random.ts';
import { seasonalNaiveScale } from '../shared/numerics/seasonal-naive-scale.ts';
import { fitAndPredict } from '../workers/forecasters/fit-and-predict.ts';
import { forecasters } from '../workers/forecasters/registry.ts';
import { binColumns, binWith } from '../workers/forecasters/trees/bins.ts';
import { boost, boostedValues } from '../workers/forecasters/trees/boosting.ts';
import { forestValues, growForest } from '../workers/forecasters/trees/forest.ts';
import { type BenchTask, numbers, readTasks } from './benchmarks/forecast-tasks.ts';
import { cpuSecondsSince } from './benchmarks/process-cpu.ts';

const peerOf = { arima: 'auto.arima', ets: 'ets', theta: 'thetaf' } as const;
const run = { seed: 1, progress: () => {}, cancelled: () => false };
const folder = mkdtempSync(join(tmpdir(), 'peers-'));
const script = (name: string) => new URL(`./benchmarks/${name}`, import.meta.url).pathname;

const { values: options } = parseArgs({
  options: { tasks: { type: 'string' }, datasets: { type: 'string' }, limit: { type: 'string', default: '40' } },
});

/** Whether a peer is there; without it only our side is shown. */
function installed(command: string, ...test: string[]): boolean {
  try {
    execFileSync(command, test, { stdio: 'ignore' });
    return true;
  } catch {
    console.log(`${command} ${test.join(' ')}: not installed, left out`);
    return false;
  }
}

/** Mean absolute error over the seasonal naive error of the history; NaN where that is 0. */
function mase({ history, test }: BenchTask, mean: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < test.length; k++) sum += Math.abs(test[k]! - mean[k]!) / test.length;
  return sum / seasonalNaiveScale(history.values, history.seasonLength);
}

function meanOf(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  return finite.reduce((sum, value) => sum + value, 0) / finite.length;
}

async function compareWithR(file: string, datasets: readonly string[] | undefined, limit: number): Promise<void> {
  const chosen = new Map<string, BenchTask[]>();
  for await (const task of readTasks(file)) {
    if (datasets && !datasets.includes(task.dataset)) continue;
    const known = chosen.get(task.dataset) ?? [];
    if (known.length < limit) chosen.set(task.dataset, [...known, task]);
  }
  const present = installed('Rscript', '-e', 'library(forecast)');
  console.log('data set, tasks, model, MASE ours, MASE R, CPU ms ours, CPU ms R, R over ours');
  for (const [dataset, tasks] of chosen) {
    const peers = present ? forecastsOfR(file, tasks) : new Map<string, { mean: Float64Array; seconds: number }>();
    for (const id of ['theta', 'ets', 'arima'] as const) {
      const errors: number[] = [];
      const peerErrors: number[] = [];
      let seconds = 0;
      let peerSeconds = 0;
      const forecast = (task: BenchTask) =>
        fitAndPredict(forecasters[id], { ...task.history }, task.horizonPeriods, run).prediction.mean;
      // R compares compiled code; let the engine compile ours.
      for (const task of tasks.slice(0, 20)) forecast(task);
      for (const task of tasks) {
        const peer = peers.get(`${task.id} ${peerOf[id]}`);
        if (present && !peer) continue;
        const started = process.cpuUsage();
        const mean = forecast(task);
        seconds += cpuSecondsSince(started);
        errors.push(mase(task, mean));
        peerErrors.push(peer ? mase(task, peer.mean) : Number.NaN);
        peerSeconds += peer?.seconds ?? Number.NaN;
      }
      const perTask = (total: number) => ((1000 * total) / errors.length).toFixed(2);
      const ratio = (peerSeconds / seconds).toFixed(1);
      const accuracy = [errors, peerErrors].map(each => meanOf(each).toFixed(3));
      console.log([dataset, errors.length, id, ...accuracy, perTask(seconds), perTask(peerSeconds), ratio].join(', '));
    }
  }
}

function forecastsOfR(file: string, tasks: readonly BenchTask[]) {
  const wanted = join(folder, 'wanted.txt');
  const out = join(folder, 'peers.csv');
  writeFileSync(wanted, `${tasks.map(task => task.id).join(',')}\n`);
  execFileSync('Rscript', [script('forecast-peers.R'), file, out, Object.values(peerOf).join(','), wanted]);
  const rows = parse(readFileSync(out), { columns: true }) as Record<'task' | 'method' | 'mean' | 'secs', string>[];
  return new Map(
    rows.map(row => [`${row.task} ${row.method}`, { mean: numbers(row.mean), seconds: Number(row.secs) }] as const),
  );
}

const forest = { trees: 100, minLeaf: 3, featureShare: 0.5 };
const boosting = { rounds: 150, learningRate: 0.08, maxLeaves: 16, minLeaf: 3 };
/** Trainings of which the median counts, on both sides, after one of ours that compiles it: one alone is uncertain by a quarter. */
const boostingTimes = 7;
const noiseFeatures = 10;
const testRows = 5000;

/** Friedman's first problem with as many useless features again: y = 10 sin(πx₁x₂) + 20(x₃ − ½)² + 10x₄ + 5x₅ + noise. */
function friedman(rows: number) {
  const source = random(11);
  const columns = Array.from({ length: 10 + noiseFeatures }, () => Float64Array.from({ length: rows }, source.next));
  const [a, b, c, d, e] = columns as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const targets = a.map(
    (_, i) =>
      10 * Math.sin(Math.PI * a[i]! * b[i]!) + 20 * (c[i]! - 0.5) ** 2 + 10 * d[i]! + 5 * e[i]! + source.normal(),
  );
  return { columns, targets };
}

function compareWithScikit(rows: number): void {
  const { columns, targets } = friedman(rows + testRows);
  const known = columns.map(column => column.slice(0, rows));
  const learn = (name: string, times: number, train: () => (unseen: ReturnType<typeof binWith>) => Float64Array) => {
    const predict = train();
    const seconds = median(
      Array.from({ length: times }, () => {
        const started = process.cpuUsage();
        train();
        return cpuSecondsSince(started);
      }),
    );
    const edges = binColumns(known).edges;
    const values = predict(
      binWith(
        columns.map(column => column.slice(rows)),
        edges,
      ),
    );
    const squares = values.reduce((sum, value, i) => sum + (value - targets[rows + i]!) ** 2, 0);
    console.log(`${rows} rows, ${name}: RMSE ${Math.sqrt(squares / testRows).toFixed(4)}, ${seconds.toFixed(3)} CPU s`);
  };
  learn('our forest', 1, () => {
    const { trees } = growForest(binColumns(known), targets.slice(0, rows), { ...forest, seed: 1 });
    return unseen => forestValues(trees, unseen);
  });
  learn('our boosting', boostingTimes, () => {
    const settings = { ...boosting, rowShare: 1, featureShare: 1, fullErrors: 1, seed: 1 };
    const { model } = boost(binColumns(known), targets.slice(0, rows), settings);
    return unseen => boostedValues(model, unseen);
  });
  if (!installed('/usr/bin/python3', '-c', 'import sklearn')) return;
  const problem = join(folder, 'problem.csv');
  writeFileSync(
    problem,
    Array.from(targets, (target, i) => [...columns.map(column => column[i]), target].join(',')).join('\n'),
  );
  const settings = [rows, ...Object.values(forest), ...Object.values(boosting).slice(0, 3), boostingTimes].map(String);
  const answer = execFileSync('/usr/bin/python3', [script('tree-peers.py'), problem, ...settings], {
    encoding: 'utf8',
  });
  for (const line of answer.trim().split('\n')) {
    const { name, rmse, seconds } = JSON.parse(line) as { name: string; rmse: number; seconds: number };
    console.log(`${rows} rows, scikit-learn ${name}: RMSE ${rmse.toFixed(4)}, ${seconds.toFixed(3)} CPU s`);
  }
}

try {
  for (const rows of [1000, 20_000]) compareWithScikit(rows);
  if (options.tasks) await compareWithR(options.tasks, options.datasets?.split(','), Number(options.limit));
} finally {
  rmSync(folder, { recursive: true });
}
