import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InventoryProblem } from '../../shared/contracts/inventory.ts';
import { buildProblem } from '../../shared/planning/build-problem.ts';
import { isComplete } from '../../shared/planning/planning-gaps.ts';
import { PublishSeriesInput } from '../../src/features/forecasting/portfolio/schema.ts';
import { publish, readOverview, startRun } from '../../src/features/forecasting/portfolio/service.ts';
import { portfolioRunJobs } from '../../src/features/forecasting/portfolio-runs/jobs.ts';
import { publicationJobs } from '../../src/features/forecasting/publication-runs/jobs.ts';
import { readPublication } from '../../src/features/forecasting/publications/service.ts';
import { readPlanningInputs } from '../../src/features/planning/planning-inputs/service.ts';
import type { Actor } from '../../src/server/actor.ts';
import { closeDatabase, database } from '../../src/server/db.ts';
import { startEventListener, stopEventListener } from '../../src/server/events.ts';
import { closePool } from '../../src/server/pool.ts';
import { closeQueue, prepareQueue, startWorker } from '../../src/server/queue.ts';
import { optimizeInventory } from '../../workers/tasks/optimize-inventory.ts';
import { simulateInventory } from '../../workers/tasks/simulate-inventory.ts';
import { loadSampleWorkspace } from '../sample-workspace.ts';

const weeks = 26;
let problem: InventoryProblem;

/** The sample workspace with the forecasts that a run over everything publishes, as a planner would find it. */
beforeAll(async () => {
  await loadSampleWorkspace();
  await startEventListener();
  await prepareQueue();
  await startWorker([...portfolioRunJobs, ...publicationJobs].map(({ schedule: _, ...handler }) => handler));
  const user = await database.user.findFirstOrThrow({ where: { name: 'Demand planner' } });
  const actor: Actor = {
    userId: user.id,
    organisationId: user.organisationId,
    name: user.name,
    role: user.role,
    approvalAuthority: user.approvalAuthority,
    requestId: 'recommended-policy',
  };
  const runId = randomUUID();
  await startRun(actor, { runId, horizonPeriods: weeks, folds: 3 });
  for (;;) {
    const { newest } = await readOverview(actor, { runId });
    if (newest?.status === 'COMPLETED') break;
    await sleep(200);
  }
  const input = PublishSeriesInput.parse({ runId, reason: 'The sample workspace as it is' });
  const { id } = await publish(actor, input);
  while ((await readPublication(actor, id)).status !== 'COMPLETED') await sleep(200);
  const inputs = await readPlanningInputs(actor, { skuIds: [], productIds: [], regionIds: [], warehouseIds: [] });
  const pairs = inputs.pairs.filter(isComplete);
  problem = InventoryProblem.parse(
    buildProblem(pairs, inputs.lanes, inputs.rates, {
      planningDate: inputs.planningDate,
      weeks,
      cashNow: null,
      budget: null,
      workingCapital: null,
      minimumFillRate: null,
      method: 'optimise',
      timeLimitSeconds: 60,
      gapTarget: 0.01,
    }),
  );
}, 240_000);

afterAll(async () => {
  await closeQueue();
  await closePool();
  await stopEventListener();
  await closeDatabase();
});

test('over 1,000 paths the recommended policy serves what each target asks for', () => {
  const simulated = simulateInventory(
    { problem, paths: 1000 },
    { seed: 1, progress: () => {}, cancelled: () => false },
  );
  if (!simulated.ok) throw new Error(JSON.stringify(simulated));
  const { lines } = simulated.value;
  expect(lines).toHaveLength(9);
  for (const line of lines) {
    if (line.serviceMeasure === 'fill') expect(Math.abs(line.fillRate - line.serviceTarget)).toBeLessThan(0.01);
    else expect(line.fillRate).toBeGreaterThan(line.serviceTarget - 0.01);
  }
}, 60_000);

test('26 weeks of it are planned to a proven gap under one per cent', async () => {
  const result = await optimizeInventory(problem, { seed: 1, cancelled: () => false, progress: () => {} });
  if (!result.ok) throw new Error(JSON.stringify(result));
  expect(result.value.solver.gap!).toBeLessThan(0.01);
  expect(result.value.solver.cpuMilliseconds).toBeLessThan(5000);
}, 120_000);
