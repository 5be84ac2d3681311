import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { checkLotSizing, lotSizingModel } from '../workers/optimizers/instances/capacitated-lot-sizing.ts';
import { checkFacility, facilityModel } from '../workers/optimizers/instances/facility-location.ts';
import type { InstanceCheck, InstanceModel, InstancePlan } from '../workers/optimizers/instances/instance.ts';
import { checkPurchase, purchaseModel } from '../workers/optimizers/instances/purchase-plan.ts';
import { type InstanceSolution, type Strategy, solveInstance } from '../workers/optimizers/instances/solve-instance.ts';
import { checkTransfer, transferModel } from '../workers/optimizers/instances/transfer-allocation.ts';

// Solves every instance of a folder on two threads, one that proves and one that improves, and checks each plan by code
// that shares nothing with the solver:
//   npm run bench:optimizer -- --instances DIR [--seconds 60] [--out FILE.csv] [--seed 1]

interface Layout {
  // biome-ignore lint/suspicious/noExplicitAny: each layout checks its own fields
  model(instance: any): InstanceModel;
  // biome-ignore lint/suspicious/noExplicitAny: each layout checks its own fields
  check(instance: any, plan: InstancePlan): InstanceCheck;
}

/** By the file's `problem`. */
const layouts: Readonly<Record<string, Layout>> = {
  'purchase-plan': { model: purchaseModel, check: checkPurchase },
  clsp: { model: lotSizingModel, check: checkLotSizing },
  'transfer-allocation': { model: transferModel, check: checkTransfer },
  'capacitated-facility-location': { model: facilityModel, check: checkFacility },
};

interface InstanceFile {
  readonly name: string;
  readonly problem: string;
  readonly best_known?: number;
}

interface Job {
  readonly file: string;
  readonly strategy: Strategy;
  readonly seconds: number;
  readonly seed: number;
  readonly stop: Int32Array<SharedArrayBuffer>;
}

if (isMainThread) await main();
else await solveInThread(workerData as Job);

async function solveInThread(job: Job) {
  const instance = JSON.parse(readFileSync(job.file, 'utf8')) as InstanceFile;
  const model = layouts[instance.problem]!.model(instance);
  const stopped = () => Atomics.load(job.stop, 0) === 1;
  const solution = await solveInstance(model, job.strategy, job.seconds, job.seed, stopped);
  if (solution.optimal) Atomics.store(job.stop, 0, 1);
  parentPort?.postMessage({ solution, plan: solution.values ? model.planOf(solution.values) : null });
}

async function main() {
  const { values } = parseArgs({
    options: {
      instances: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  const seconds = Number(values.seconds);
  if (!values.instances || !(seconds > 0)) {
    console.error('Usage: npm run bench:optimizer -- --instances DIR [--seconds 60] [--out FILE.csv] [--seed 1]');
    process.exitCode = 2;
    return;
  }
  const rows = [
    'instance,problem,objective,bound,gap_percent,optimal,best_known,above_best_known_percent,feasible,wall_s,cpu_s',
  ];
  console.log(rows[0]);
  for (const file of instanceFiles(values.instances)) {
    const row = await solveFile(file, seconds, Number(values.seed));
    if (row === null) continue;
    rows.push(row);
    console.log(row);
    if (values.out) writeFileSync(values.out, `${rows.join('\n')}\n`);
  }
}

async function solveFile(file: string, seconds: number, seed: number): Promise<string | null> {
  const instance = JSON.parse(readFileSync(file, 'utf8')) as InstanceFile;
  const layout = layouts[instance.problem];
  if (!layout) {
    console.error(`${file}: layout "${instance.problem}" is not one of ${Object.keys(layouts).join(', ')}; skipped.`);
    return null;
  }
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  const answers = await Promise.all(
    (['prove', 'improve'] as const).map(strategy => runJob({ file, strategy, seconds, seed, stop })),
  );
  const wall = (performance.now() - began) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  const checked = answers.flatMap(({ plan }) => (plan ? [layout.check(instance, plan)] : []));
  const feasible = checked.filter(each => each.violations.length === 0);
  for (const each of checked) for (const violation of each.violations) console.error(`${instance.name}: ${violation}`);
  const objective = Math.min(...feasible.map(each => each.objective));
  const bound = Math.max(...answers.map(answer => answer.solution.bound));
  const optimal = answers.some(answer => answer.solution.optimal);
  const percent = (from: number) => (((objective - from) / Math.abs(from)) * 100).toFixed(3);
  return [
    instance.name,
    instance.problem,
    objective.toFixed(3),
    bound.toFixed(3),
    (((objective - bound) / Math.abs(objective)) * 100).toFixed(3),
    optimal,
    instance.best_known ?? '',
    instance.best_known === undefined ? '' : percent(instance.best_known),
    feasible.length > 0,
    wall.toFixed(1),
    ((cpu.user + cpu.system) / 1e6).toFixed(1),
  ].join(',');
}

function runJob(job: Job): Promise<{ solution: InstanceSolution; plan: InstancePlan | null }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: job });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

function instanceFiles(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap(name => (statSync(join(path, name)).isDirectory() ? instanceFiles(join(path, name)) : [join(path, name)]))
    .filter(file => file.endsWith('.json'));
}
