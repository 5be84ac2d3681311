/**
 * Full training of the LSTM on one weekly SKU of the sample extract: our kernels beside TensorFlow.js, the same network
 * through the same interface. Times are processor time of this process; TensorFlow.js runs on its WebAssembly and its
 * plain JavaScript backend.
 *
 *   npm run bench:lstm [-- --repeats N]
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
// Brings the gradients.
import '@tensorflow/tfjs-layers';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { parse } from 'csv-parse/sync';
import type { History } from '../shared/contracts/series.ts';
import { trainThrough } from '../workers/forecasters/lstm/installed-backend.ts';
import { lstm } from '../workers/forecasters/lstm/lstm.ts';
import type { RunContext } from '../workers/run-context.ts';

const { values: options } = parseArgs({ options: { repeats: { type: 'string', default: '5' } } });
const repeats = Number(options.repeats);
const horizonPeriods = 13;
const run: RunContext = { seed: 7, progress: () => {}, cancelled: () => false };

/** Litres of the first brand of the extract, all counties summed. */
function weeklySku(): History {
  const extract = gunzipSync(readFileSync(new URL('./sample/iowa-spirits-weekly.csv.gz', import.meta.url)));
  const rows = parse(extract, { columns: true }) as { brand: string; week: string; litres: string }[];
  const litres = new Map<string, number>();
  for (const { brand, week, litres: sold } of rows) {
    if (brand === rows[0]!.brand) litres.set(week, (litres.get(week) ?? 0) + Number(sold));
  }
  const weeks = [...litres.keys()].sort();
  const values = Float64Array.from(weeks, week => litres.get(week)!);
  return { values, period: 'week', start: weeks[0]!, seasonLength: 52, regressors: [] };
}

const history = weeklySku();

/** Median of some trainings after one to warm up. */
function measure(name: string) {
  const seconds: number[] = [];
  let description = '';
  for (let i = 0; i <= repeats; i++) {
    const before = process.cpuUsage();
    const state = lstm.fit(history, horizonPeriods, lstm.defaults, run);
    const { user, system } = process.cpuUsage(before);
    description = lstm.describe(state);
    if (i > 0) seconds.push((user + system) / 1e6);
  }
  const median = seconds.sort((a, b) => a - b)[seconds.length >> 1]!;
  const epochs = Number(/(\d+) epochs/.exec(description)?.[1]);
  return { name, median, perEpoch: median / epochs, epochs };
}

const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
setWasmPaths(dirname(wasm).replace(/dist$/, 'wasm-out') + sep);

trainThrough(null);
const results = [measure('own kernels')];
for (const backend of ['wasm', 'cpu']) {
  await tf.setBackend(backend);
  trainThrough(tf);
  results.push(measure(`TensorFlow.js ${tf.version_core}, ${backend}`));
}
console.log(`${history.values.length} weeks, ${horizonPeriods} ahead, median of ${repeats}`);
console.log('| kernels | full training, CPU s | epochs | CPU ms an epoch | beside ours |');
console.log('|---|---:|---:|---:|---:|');
for (const { name, median, perEpoch, epochs } of results) {
  const ratio = perEpoch / results[0]!.perEpoch;
  console.log(
    `| ${name} | ${median.toFixed(2)} | ${epochs} | ${(1000 * perEpoch).toFixed(1)} | ${ratio.toFixed(1)}× |`,
  );
}
