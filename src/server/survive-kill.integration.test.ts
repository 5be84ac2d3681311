import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadSampleWorkspace } from '../../scripts/sample-workspace.ts';
import { type ApiClient, signIn } from '../../scripts/testing/api-client.ts';
import { type Application, startApplication } from '../../scripts/testing/application.ts';
import { createPurchasingWorkspace, type PurchasingWorkspace } from '../../scripts/testing/purchasing-workspace.ts';
import { uploadBody } from '../../shared/contracts/upload-body.ts';
import { closeDatabase, database } from './db.ts';

/** Longer than it takes to notice a process that has died: the queue's lock, the sweep of silent runs. */
const recoveryMilliseconds = 150_000;

let application: Application;
let planner: ApiClient;
let purchasing: PurchasingWorkspace;

beforeAll(async () => {
  await loadSampleWorkspace();
  purchasing = await createPurchasingWorkspace();
  // Only people of a sample workspace may sign in locally.
  await database.organisation.update({ where: { id: purchasing.organisationId }, data: { isSample: true } });
  application = await startApplication({ databaseUrl: process.env.DATABASE_URL as string });
  const { id } = await database.user.findFirstOrThrow({
    where: { name: 'Demand planner' },
  });
  planner = await signIn(application.address, id);
});

vi.setConfig({ testTimeout: 2 * recoveryMilliseconds });

afterAll(async () => {
  await application?.stop();
  await closeDatabase();
});

/** Holds a lock, so that whoever needs it stands in the middle of a transaction, until the work is done. */
async function whileHolding<Value>(lock: string, work: () => Promise<Value>): Promise<Value> {
  const holder = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await holder.connect();
  try {
    await holder.query(`BEGIN; ${lock}`);
    return await work();
  } finally {
    await holder.end();
  }
}

/** Waits until a transaction of the application waits for the held lock. */
async function blocked(): Promise<void> {
  await until('a transaction waits for the lock', async () => {
    const [row] = await database.$queryRaw<{ waiting: boolean }[]>`
      SELECT count(*) > 0 AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return row?.waiting;
  });
}

async function until<Value>(what: string, look: () => Promise<Value | undefined | null | false>): Promise<Value> {
  const deadline = Date.now() + recoveryMilliseconds;
  while (Date.now() < deadline) {
    const found = await look();
    if (found) return found;
    await sleep(20);
  }
  throw new Error(`It did not come about that ${what}.`);
}

const factsOf = (importBatchId: string) => database.salesFact.count({ where: { importBatchId } });
const auditOf = (entityId: string, action: string) =>
  database.auditEvent.count({ where: { entityId, action, outcome: 'DONE' } });

test('an import whose process is killed in the middle of its commit is stored wholly, once, after the restart', async () => {
  const weeks = 20;
  const rows = Array.from({ length: weeks }, (_, week) => {
    const day = new Date(Date.UTC(2010, 0, 3 + 7 * week)).toISOString().slice(0, 10);
    return `RED-UK,AMAZON-UK,${day},${week + 1}`;
  });
  const file = new TextEncoder().encode(['SKU,Channel,Week starting,Units', ...rows, ''].join('\n'));
  const batchId = randomUUID();
  const statusOf = async () => (await planner.imports.get.query({ batchId })).status;
  await planner.imports.upload.mutate(
    uploadBody({ batchId, fileName: 'new.csv', byteLength: file.length }, file) as never,
  );
  const { mapping } = await planner.imports.get.query({ batchId });
  await planner.imports.check.mutate({ batchId, mapping: { ...mapping, period: 'week' } });
  await until('the file is checked', async () => (await statusOf()) === 'CHECKED');

  // The commit writes the facts first and counts the organisation's sales version last.
  const salesVersion = `SELECT 1 FROM "Organisation" FOR NO KEY UPDATE`;
  await whileHolding(salesVersion, async () => {
    await planner.imports.commit.mutate({ batchId });
    await blocked();
    await Promise.all([application.kill('job'), application.kill('web')]);
    expect(await factsOf(batchId)).toBe(0);
  });
  expect(await factsOf(batchId)).toBe(0);

  await application.restart();
  await until('the import is committed', async () => (await statusOf()) === 'COMMITTED');
  expect(await factsOf(batchId)).toBe(weeks);
  expect(await auditOf(batchId, 'import.commit')).toBe(1);
});

test('a comparison whose server is killed is marked interrupted, keeps what landed and finishes when taken up', async () => {
  const { products, regions, channels } = await planner.catalogue.read.query();
  const run = {
    runId: randomUUID(),
    selection: {
      productIds: products.slice(0, 1).map(({ id }) => id),
      regionIds: regions.slice(0, 1).map(({ id }) => id),
      channelIds: channels.filter(({ regionId }) => regionId === regions[0]?.id).map(({ id }) => id),
    },
    horizonPeriods: 13,
    folds: 12,
    forecasterIds: [
      'seasonal-naive' as const,
      'theta' as const,
      'ets' as const,
      'arima' as const,
      'random-forest' as const,
    ],
  };
  const landed = () =>
    database.modelEvaluation.findMany({ where: { runId: run.runId }, orderBy: { forecasterId: 'asc' } });
  await planner.forecasts.compare.mutate(run);
  await until('a model has landed', async () => (await landed()).length > 0);
  await application.kill('web');
  const before = await landed();
  expect(before.length).toBeLessThan(run.forecasterIds.length);

  await application.restart();
  const statusOf = async () => (await planner.forecasts.run.query({ runId: run.runId })).status;
  await until('the run is marked interrupted', async () => (await statusOf()) === 'INTERRUPTED');
  await planner.forecasts.compare.mutate(run);
  await until('the run is completed', async () => (await statusOf()) === 'COMPLETED');
  const after = await landed();
  expect(after.map(({ forecasterId }) => forecasterId).sort()).toEqual([...run.forecasterIds].sort());
  for (const row of before) expect(after).toContainEqual(row);
});

test('a portfolio run whose job process is killed goes on where it stood, without redoing what is settled', async () => {
  const runId = randomUUID();
  const settled = () =>
    database.portfolioSeries.findMany({ where: { runId, settledAt: { not: null } }, orderBy: { position: 'asc' } });
  await planner.portfolio.start.mutate({ runId, horizonPeriods: 26, folds: 12 });
  await until('a series is settled', async () => (await settled()).length > 0);
  await application.kill('job');
  const before = await settled();
  const all = await database.portfolioSeries.count({ where: { runId } });
  expect(before.length).toBeLessThan(all);

  await application.restart();
  await until('the run is completed', async () => {
    const { newest } = await planner.portfolio.overview.query({});
    return newest?.id === runId && newest.status === 'COMPLETED';
  });
  const after = await settled();
  expect(after).toHaveLength(all);
  for (const row of before) expect(after).toContainEqual(row);
});

test('an approval whose server is killed before or after its commit takes place exactly once', async () => {
  const { manager, createSubmitted, next } = purchasing;
  const orderId = await createSubmitted(10_000);
  const request = await next(orderId);
  const approver = await signIn(application.address, manager.user.id);
  const approve = () => approver.purchasing.approve.mutate(request);
  const approvals = () => database.approval.count({ where: { orderId } });
  const statusOf = async () => (await database.purchaseOrder.findUniqueOrThrow({ where: { id: orderId } })).status;

  await whileHolding('LOCK TABLE "AuditEvent" IN EXCLUSIVE MODE', async () => {
    const answer = approve().catch(() => 'no answer');
    await blocked();
    await application.kill('web');
    expect(await answer).toBe('no answer');
  });
  await until('the transaction is undone', async () => (await statusOf()) === 'SUBMITTED');
  expect(await approvals()).toBe(0);

  await application.restart();
  await approve();
  expect([await statusOf(), await approvals()]).toEqual(['APPROVED', 1]);

  // As if the answer had been lost: the browser sends the same request again.
  await application.kill('web');
  await application.restart();
  await approve();
  expect([await statusOf(), await approvals()]).toEqual(['APPROVED', 1]);
  expect(await auditOf(orderId, 'purchase-order.approve')).toBe(1);
});
