/**
 * Forecasts a portfolio of weekly series through the worker tasks that a portfolio run uses: learning across series
 * once, then the default forecast with back-test and bands, in batches over all threads. Prints series a second,
 * processor time a series and memory on the way. Figures hold for the machine and whatever else runs on it.
 *
 * Tasks: a CSV as `bench:forecasts` reads it. The weekly ones are taken in turn until there are enough; each further
 * turn leaves out one more of the last weeks, so that no two series are the same.
 *
 * With a country the models know its public holidays, as those of a region that has one do.
 *
 *   npm run bench:portfolio -- --tasks FILE [--series 1000] [--horizon 13] [--folds 3] [--country US] [--alone]
 */
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { mean } from 'simple-statistics';
import { standardCoverages } from '../shared/contracts/forecast.ts';
import type { History } from '../shared/contracts/series.ts';
import { readTasks } from './benchmarks/forecast-tasks.ts';
import { machine } from './benchmarks/report-section.ts';

const { values: options } = parseArgs({
  options: {
    tasks: { type: 'string' },
    series: { type: 'string', default: '1000' },
    horizon: { type: 'string', default: '13' },
    folds: { type: 'string', default: '3' },
    country: { type: 'string' },
    alone: { type: 'boolean', default: false },
  },
});
if (!options.tasks) {
  console.error(
    'Usage: npm run bench:portfolio -- --tasks FILE [--series 1000] [--horizon 13] [--folds 3] [--country US]',
  );
  process.exit(1);
}
// The pool reads the environment; nothing here opens a database.
process.env.DATABASE_URL ??= 'postgresql://nowhere.invalid/none';
const { closePool, poolState, runTask } = await import('../src/server/pool.ts');

const count = Number(options.series);
const request = { horizonPeriods: Number(options.horizon), folds: Number(options.folds) };
const batchSize = 4;
const learnedSeries = 400;
const shortest = 26;
const seed = 1;

const weekly: History[] = [];
for await (const { history } of readTasks(options.tasks)) if (history.period === 'week') weekly.push(history);
if (weekly.length === 0) throw new Error(`${options.tasks} holds no weekly task`);
const histories = Array.from({ length: count }, (_, index): History => {
  const history = weekly[index % weekly.length]!;
  const cut = Math.floor(index / weekly.length);
  const values = history.values.slice(0, Math.max(shortest, history.values.length - cut));
  return { ...history, values, ...(options.country && { country: options.country }) };
});

const megabytes = () => Math.round(process.memoryUsage().rss / 2 ** 20);
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, megabytes());
}, 200);
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const started = { wall: performance.now(), cpu: cpuSeconds() };
const stride = Math.ceil(count / learnedSeries);
const shared = options.alone
  ? undefined
  : await runTask(
      'learnAcrossSeries',
      {
        forecasterIds: ['gradient-boosting', 'ensemble'],
        histories: histories.filter((_, index) => index % stride === 0),
        ...request,
        seed,
      },
      { seed },
    );
const learned = { wall: performance.now(), cpu: cpuSeconds() };

const errors: number[] = [];
const failures = new Map<string, number>();
const memory: number[] = [];
let done = 0;
const batches = Array.from({ length: Math.ceil(count / batchSize) }, (_, index) =>
  histories.slice(index * batchSize, (index + 1) * batchSize),
).values();
async function work(): Promise<void> {
  // The workers share one iterator, so that each batch is taken once.
  for (const batch of batches) {
    const series = batch.map(history => ({ history, seed }));
    const input = { series, ...request, coverages: standardCoverages };
    for (const result of await runTask('forecastBatch', shared ? { ...input, shared } : input, { seed })) {
      if (!result.ok) failures.set(result.code, (failures.get(result.code) ?? 0) + 1);
      else if (result.value.accuracy.mase !== null) errors.push(result.value.accuracy.mase);
      done++;
    }
    if (done * 10 >= count * (memory.length + 1)) memory.push(megabytes());
  }
}
// As two pieces of a run do, twice as many batches as threads are under way.
await Promise.all(Array.from({ length: 2 * poolState().threads }, work));
const ended = { wall: performance.now(), cpu: cpuSeconds() };
clearInterval(watch);
await closePool();

const seconds = (from: { wall: number }, to: { wall: number }) => (to.wall - from.wall) / 1000;
console.log(`${machine()}, ${poolState().threads} threads
${count} series of ${weekly.length} weekly tasks, ${request.horizonPeriods} weeks ahead, ${request.folds} rolling origins${options.alone ? ', each alone' : ''}
learning across   ${seconds(started, learned).toFixed(1)} s, ${(learned.cpu - started.cpu).toFixed(1)} CPU s
forecasting       ${seconds(learned, ended).toFixed(1)} s, ${((ended.cpu - learned.cpu) / count).toFixed(3)} CPU s a series
pace              ${(count / seconds(learned, ended)).toFixed(1)} series a second, ${(count / seconds(started, ended)).toFixed(1)} with learning
memory            peak ${peak} MB; at each tenth ${memory.join(', ')} MB
accuracy          mean MASE over the rolling origins ${mean(errors).toFixed(4)} on ${errors.length} series
failed            ${[...failures].map(([code, number]) => `${number} ${code}`).join(', ') || 'none'}`);
