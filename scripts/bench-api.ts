import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fillAssortment } from './benchmarks/assortment.ts';
import { type LoadResult, loadAtRate, loadFully, quantile } from './benchmarks/http-load.ts';
import { fillSales } from './benchmarks/million-sales.ts';
import { optimise, poolState, preparePages, readsOfAllSeries, saturatePool } from './benchmarks/planning-pages.ts';
import { mostMemoryMegabytes, processorSeconds } from './benchmarks/process-cpu.ts';
import { machine, writeSection } from './benchmarks/report-section.ts';
import { openSampleDatabase } from './benchmarks/sample-database.ts';
import { freePort } from './free-port.ts';
import { projectPath } from './project-path.ts';
import { startServerProcess, stopServerProcess, waitUntilReady } from './server-processes.ts';
import { sessionCookie, signIn } from './testing/api-client.ts';

// npm run bench:api: reads behind the forecast, plan and order pages, over HTTP, while forecasts burn every thread and
// while the orders of a large assortment are optimised. BENCH_SECONDS, BENCH_RATE, BENCH_CONNECTIONS (e.g. 4,8) and
// BENCH_PARTS (e.g. plan) make a trial run, which leaves BENCHMARKS.md as it is.
const { BENCH_SECONDS, BENCH_RATE, BENCH_CONNECTIONS, BENCH_PARTS } = process.env;
const isTrial = [BENCH_SECONDS, BENCH_RATE, BENCH_CONNECTIONS, BENCH_PARTS].some(Boolean);
const parts = (BENCH_PARTS ?? 'idle,forecasts,plan').split(',');
const salesRows = 1_000_000;
const seconds = Number(BENCH_SECONDS ?? 15);
const ratePerSecond = Number(BENCH_RATE ?? 200);
const connectionCounts = (BENCH_CONNECTIONS ?? '100,1000').split(',').map(Number);
const assortmentSkus = 500;
const solverSeconds = 30;
const say = (message: string) => console.log(`· ${message}`);

interface Measured extends LoadResult {
  readonly processorMilliseconds: number;
}

const sample = await openSampleDatabase('api', say);
const plannerId = await sample.userId('Demand planner');
say('Filling the sales table');
const rowCount = await fillSales(sample.url, salesRows);

const bare = await startBareServer();
const port = await freePort();
const address = `http://127.0.0.1:${port}`;
const environment = { ...process.env, PORT: String(port) };
const web = startServerProcess('web', environment);
const job = startServerProcess('job', environment);
const stopSaturating = new AbortController();
try {
  await waitUntilReady(address, [web, job]);
  const planner = await signIn(address, plannerId);
  say('Comparing, publishing, planning and ordering, so that the pages have something to show');
  const pages = await preparePages(planner);
  // The answer as a browser takes it: compressed.
  const headers = {
    cookie: await sessionCookie(address, plannerId),
    accept: 'application/json',
    'accept-encoding': 'gzip, deflate, br',
  };
  const product = { process: web, target: { address, headers, paths: pages.flatMap(({ paths }) => paths), seconds } };
  const yardstick = { process: bare.process, target: { address: bare.address, headers: {}, paths: ['/'], seconds } };
  await loadFully({ ...product.target, connections: 20, seconds: 5 });

  const reads: string[] = [];
  const lines: string[] = [];
  if (parts.includes('idle')) await whileIdle();
  if (parts.includes('forecasts')) await whileForecasting();
  const plan = parts.includes('plan') ? await whileOptimising() : '';
  if (!isTrial) report(reads, lines, plan);

  async function whileIdle(): Promise<void> {
    for (const { page, paths } of [...pages, readsOfAllSeries]) {
      for (const path of paths) {
        const target = { ...product.target, paths: [path], connections: 20, seconds: isTrial ? 2 : 5 };
        reads.push(readRow(page, path, await measure(web, () => loadFully(target))));
      }
    }
    for (const connections of connectionCounts) {
      const bareFull = await measure(yardstick.process, () => loadFully({ ...yardstick.target, connections }));
      const idleFull = await measure(web, () => loadFully({ ...product.target, connections }));
      const idleRate = await measure(web, () => loadAtRate({ ...product.target, connections }, ratePerSecond));
      lines.push(row('bare Fastify', 'as fast as it can', connections, bareFull, bareFull));
      lines.push(row('reads, threads idle', 'as fast as it can', connections, idleFull, bareFull));
      lines.push(row('reads, threads idle', `${ratePerSecond}/s`, connections, idleRate));
    }
  }

  async function whileForecasting(): Promise<void> {
    const saturation = saturatePool(planner, address, stopSaturating.signal);
    await untilSaturated();
    for (const connections of connectionCounts) {
      const bareFull = await measure(yardstick.process, () => loadFully({ ...yardstick.target, connections }));
      const busyRate = await measureSaturated(() => loadAtRate({ ...product.target, connections }, ratePerSecond));
      const busyFull = await measureSaturated(() => loadFully({ ...product.target, connections }));
      lines.push(row('reads, every thread forecasting', `${ratePerSecond}/s`, connections, busyRate));
      lines.push(row('reads, every thread forecasting', 'as fast as it can', connections, busyFull, bareFull));
    }
    stopSaturating.abort();
    await saturation;
  }

  /** From the request for the plan until its last line is stored. @returns what the plan was, for the report */
  async function whileOptimising(): Promise<string> {
    say(`Filling ${assortmentSkus} SKUs to plan in every warehouse`);
    const assortment = await fillAssortment(sample.url, assortmentSkus);
    await untilIdle();
    const words: string[] = [];
    for (const connections of connectionCounts) {
      const finished = new AbortController();
      const planning = optimise(planner, assortment, solverSeconds).finally(() => finished.abort());
      const target = { ...product.target, connections, seconds: 10 * solverSeconds, until: finished.signal };
      const load = await measure(web, () => loadAtRate(target, ratePerSecond));
      const { seconds: planSeconds, gap } = await planning;
      const what = `reads, ${assortmentSkus} SKUs being optimised`;
      lines.push(row(what, `${ratePerSecond}/s`, connections, { ...load, processorMilliseconds: Number.NaN }));
      const slowest = load.latencies.at(-1)?.toFixed(0);
      words.push(`${planSeconds.toFixed(0)} s, gap ${(100 * gap).toFixed(1)} %, slowest answer ${slowest} ms`);
      say(words.at(-1) as string);
    }
    const memory = mostMemoryMegabytes(web.pid as number)?.toFixed(0);
    say(`Most memory of the server: ${memory} MB`);
    return `"${assortmentSkus} SKUs being optimised": from the request for a plan of ${assortmentSkus} SKUs × ${assortment.warehouseIds.length} warehouses × 26
weeks, ${solverSeconds} s of solving, until its last line is stored: ${words.join('; ')}. Most memory that the server
process held in all of this: ${memory} MB.`;
  }
} finally {
  stopSaturating.abort();
  bare.process.kill();
  await Promise.all([web, job].map(stopServerProcess));
  await sample.release();
}

async function startBareServer(): Promise<{ process: ChildProcess; address: string }> {
  const barePort = await freePort();
  const child = spawn(process.execPath, [projectPath('scripts/benchmarks/bare-server.ts')], {
    env: { ...process.env, PORT: String(barePort) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return { process: child, address: `http://127.0.0.1:${barePort}` };
}

async function measure(server: ChildProcess, load: () => Promise<LoadResult>): Promise<Measured> {
  const before = processorSeconds(server.pid as number) ?? Number.NaN;
  const result = await load();
  const used = (processorSeconds(server.pid as number) ?? Number.NaN) - before;
  if (result.failures > 0) throw new Error(`${result.failures} of ${result.requests} requests failed.`);
  return { ...result, processorMilliseconds: (1000 * used) / result.requests };
}

/** The threads share the process, so its processor time says nothing about a request here. */
async function measureSaturated(load: () => Promise<LoadResult>): Promise<Measured> {
  const result = await measure(web, load);
  const { busy, threads } = await poolState(address);
  if (busy < threads) throw new Error(`Only ${busy} of ${threads} threads were busy: not what was to be measured.`);
  return { ...result, processorMilliseconds: Number.NaN };
}

async function untilSaturated(): Promise<void> {
  for (;;) {
    const { busy, threads, waiting } = await poolState(address);
    if (busy === threads && waiting > 0) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

async function untilIdle(): Promise<void> {
  while ((await poolState(address)).busy > 0) await new Promise(resolve => setTimeout(resolve, 100));
}

function row(what: string, load: string, connections: number, measured: Measured, bareOne?: LoadResult): string {
  const milliseconds = (share: number) => quantile(measured.latencies, share).toFixed(1);
  const ratio = bareOne ? (measured.requestsPerSecond / bareOne.requestsPerSecond).toFixed(3) : '';
  const cost = Number.isNaN(measured.processorMilliseconds) ? '' : measured.processorMilliseconds.toFixed(2);
  const line = `| ${[
    what,
    load,
    connections,
    measured.requestsPerSecond.toFixed(0),
    ratio,
    milliseconds(0.5),
    milliseconds(0.95),
    milliseconds(0.99),
    cost,
  ].join(' | ')} |`;
  say(line);
  return line;
}

function readRow(page: string, path: string, measured: Measured): string {
  const procedure = path.replace('/api/trpc/', '').replace(/\?.*/, '');
  const figures = [measured.processorMilliseconds.toFixed(2), measured.requestsPerSecond.toFixed(0)];
  const line = `| ${[page, procedure, ...figures].join(' | ')} |`;
  say(line);
  return line;
}

function report(reads: readonly string[], lines: readonly string[], plan: string): void {
  writeSection(
    'API',
    `\`npm run bench:api\`, ${new Date().toISOString().slice(0, 10)}, ${machine()}. ${rowCount.toLocaleString('en-GB')} rows of sales.
A request is one read, signed in and compressed as for a browser; the reads of the second table follow in turn.
Load generator, server and PostgreSQL share the machine. Latency counts from the time a request was due; CPU is that of
the whole server process. "Every thread forecasting": ETS, ARIMA and Random Forest with 12 folds on every thread of the
pool, more of them waiting. ${plan}

| what | load | connections | requests/s | ratio to bare Fastify | p50 ms | p95 ms | p99 ms | CPU ms a request |
|---|---|--:|--:|--:|--:|--:|--:|--:|
${lines.join('\n')}

Each read by itself, 20 connections, threads idle:

| page | read | CPU ms a request | requests/s |
|---|---|--:|--:|
${reads.join('\n')}`,
  );
}
