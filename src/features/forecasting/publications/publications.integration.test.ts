import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTwoRegionWorkspace, type TwoRegionWorkspace } from '../../../../scripts/testing/two-region-workspace.ts';
import type { ForecasterId } from '../../../../shared/contracts/forecast.ts';
import { roundForecast } from '../../../../shared/numerics/exact-quantities.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { startEventListener, stopEventListener } from '../../../server/events.ts';
import { closePool } from '../../../server/pool.ts';
import { closeQueue, deadLetters, enqueue, prepareQueue, startWorker } from '../../../server/queue.ts';
import type { Selection } from '../../data/catalogue/schema.ts';
import { publicationJobs } from '../publication-runs/jobs.ts';
import { runPublication } from '../publication-runs/service.ts';
import { accuracySoFar, latestPublished } from '../published-forecasts/service.ts';
import { publishForecastsJob } from './schema.ts';
import { requeueLostPublications } from './service.ts';

const everything: Selection = { productIds: [], regionIds: [], channelIds: [] };

let ours: TwoRegionWorkspace;
let theirs: TwoRegionWorkspace;

beforeAll(async () => {
  await startEventListener();
  await prepareQueue();
  await startWorker(publicationJobs);
  [ours, theirs] = [await createTwoRegionWorkspace('ours'), await createTwoRegionWorkspace('theirs')];
});

afterAll(async () => {
  await closeQueue();
  await closePool();
  await stopEventListener();
  await closeDatabase();
});

async function compared(forecasterIds: ForecasterId[], selection = everything) {
  const runId = randomUUID();
  const { caller } = ours.manager;
  await caller.forecasts.compare({ runId, selection, horizonPeriods: 8, folds: 2, forecasterIds });
  for (;;) {
    const run = await caller.forecasts.run({ runId });
    if (run.status !== 'RUNNING') return run;
    await sleep(20);
  }
}

/** A publication as a process leaves it that dies before it queues the work, or at it. */
function begun(runId: string, done: { doneCount?: number; createdAt?: Date } = {}) {
  return database.forecastPublication.create({
    data: {
      ...{ organisationId: ours.organisationId, requestedById: ours.manager.actor.userId },
      ...{ runId, forecasterId: 'theta', reason: 'Used for a test', status: 'RUNNING', ...done },
    },
  });
}

async function ended(publicationId: string) {
  for (;;) {
    const publication = await ours.viewer.caller.forecasts.publication({ publicationId });
    if (publication.status !== 'RUNNING') return publication;
    await sleep(20);
  }
}

/** A figure as it is written, in thousandths: sums are compared to the last digit. */
function thousandths(units: number): bigint {
  const [whole, decimals = ''] = String(units).split('.');
  expect(decimals.length).toBeLessThanOrEqual(3);
  return BigInt(whole + decimals.padEnd(3, '0'));
}

/** Makes the stored result of a run worse than seasonal naive, as another series might have turned out. */
async function spoil(runId: string, forecasterId: ForecasterId) {
  await database.$executeRaw`
    UPDATE "ModelEvaluation" SET evaluation = jsonb_set(evaluation::jsonb, '{forecastValueAdded}', '-0.0234')
    WHERE "runId" = ${runId}::uuid AND "forecasterId" = ${forecasterId}`;
}

test('publishes each SKU × warehouse under a sum, with an audit row and an event', async () => {
  const run = await compared(['theta']);
  const preview = await ours.viewer.caller.forecasts.publishPreview({ runId: run.id });
  expect(preview).toMatchObject({
    seriesCount: 2,
    pairs: [
      { sku: 'UK', warehouse: 'UK' },
      { sku: 'US', warehouse: 'US' },
    ],
  });

  const input = { runId: run.id, forecasterId: 'theta', reason: 'Used for a test' } as const;
  const started = await ours.manager.caller.forecasts.publish(input);
  const publication = await ended(started.id);
  // Two SKU × warehouse, the two channels of one of them, and the sum.
  expect(publication).toMatchObject({ status: 'COMPLETED', seriesCount: 5, doneCount: 5, publishedCount: 2 });

  const { rows, total } = await ours.viewer.caller.forecasts.published({});
  expect(total).toBe(2);
  expect(rows).toMatchObject([
    { skuCode: 'UK', warehouseCode: 'UK', version: 1, firstPeriod: '2024-07-01', periods: 8, runId: run.id },
    { skuCode: 'US', warehouseCode: 'US', version: 1, forecasterId: 'theta', reason: 'Used for a test' },
  ]);
  expect(rows[0]!.publishedBy).toBe('MANAGER of ours');
  const detail = await ours.viewer.caller.forecasts.publishedVersion({ publishedId: rows[0]!.id });
  expect(detail.mean).toEqual(detail.evaluation.forecast.mean);
  expect(detail.errorDeviation).toHaveLength(8);
  expect(rows[0]!.total).toBeCloseTo(detail.mean.reduce((sum, value) => sum + value, 0));

  const done = { action: 'forecast.publish', entityId: started.id };
  expect(await database.auditEvent.findFirstOrThrow({ where: done })).toMatchObject({
    actorName: 'MANAGER of ours',
    reason: 'Used for a test',
    after: { published: 2, heldBack: 0 },
  });
  const told = await database.liveEvent.findMany({ where: { entityId: started.id }, orderBy: { id: 'asc' } });
  expect(told.at(-1)!.payload).toMatchObject({ status: 'COMPLETED', doneCount: 5 });
});

test('what is published adds up to the last digit at every level, reconciled with a forecast of the sum', async () => {
  const { id: runId } = await compared(['ets']);
  const input = { runId, forecasterId: 'ets', reason: 'Used for a test' } as const;
  const { id } = await ours.manager.caller.forecasts.publish(input);
  const { reconciliation } = await ended(id);
  expect(reconciliation).toMatchObject({ method: 'MinT-shrink', series: 2, sums: 1 });
  expect(reconciliation!.largestChange).toBeGreaterThan(0);

  const selections = [[], [ours.uk.region.id], [ours.us.region.id]].map(regionIds => ({ ...everything, regionIds }));
  const [all, uk, us] = await Promise.all(
    selections.map(async selection => {
      const { rows } = await ours.viewer.caller.forecasts.grid({ selection });
      return rows.filter(row => row.open).map(row => row.baseline!);
    }),
  );
  expect(all).toHaveLength(8);
  expect(all!.map(thousandths)).toEqual(uk!.map((value, week) => thousandths(value) + thousandths(us![week]!)));

  const { rows } = await ours.viewer.caller.forecasts.published({});
  const versions = await Promise.all(
    rows.map(row => ours.viewer.caller.forecasts.publishedVersion({ publishedId: row.id })),
  );
  expect(versions.map(version => version.mean)).toEqual([uk, us]);
  for (const [index, row] of rows.entries()) {
    expect(thousandths(row.total)).toBe(versions[index]!.mean.reduce((sum, value) => sum + thousandths(value), 0n));
    // The bands lie around what is published, not around what the model said before it was reconciled.
    const { mean, intervals } = versions[index]!.evaluation.forecast;
    expect(mean).toEqual(versions[index]!.mean);
    expect(intervals.every(({ lower, upper }) => mean.every((m, k) => lower[k]! <= m && m <= upper[k]!))).toBe(true);
  }
  // Not merely what the model said of each: the forecasts of their channels and of their sum have pulled them.
  const alone = await Promise.all(
    selections.slice(1).map(async selection => (await compared(['ets'], selection)).rows[0]!.evaluation!.forecast.mean),
  );
  expect([uk, us]).not.toEqual(alone.map(mean => roundForecast(mean)));
});

test('reuses the evaluation of the run where it is that very series, whichever channel was looked at', async () => {
  const run = await compared(['theta'], { ...everything, regionIds: [ours.us.region.id] });
  const { id } = await ours.manager.caller.forecasts.publish({
    runId: run.id,
    forecasterId: 'theta',
    reason: 'Used for a test',
  });
  await ended(id);
  const [us] = await latestPublished(ours.viewer.actor, [{ skuId: ours.us.sku.id, warehouseId: ours.us.warehouse.id }]);
  const { forecast, ...evaluated } = run.rows[0]!.evaluation!;
  expect(us!.mean).toEqual(roundForecast(forecast.mean));
  const kept = await database.publishedForecast.findUniqueOrThrow({ where: { id: us!.id } });
  // CPU time differs whenever a model is fitted anew.
  expect(kept.evaluation).toMatchObject(evaluated);

  // One channel of a warehouse is not its demand: the published series is the whole of it.
  const channel = await database.channel.findFirstOrThrow({
    where: { code: 'AMAZON-UK', warehouseId: ours.uk.warehouse.id },
  });
  const part = await compared(['theta'], { ...everything, channelIds: [channel.id] });
  const other = await ours.manager.caller.forecasts.publish({
    runId: part.id,
    forecasterId: 'theta',
    reason: 'Used for a test',
  });
  await ended(other.id);
  const [uk] = await latestPublished(ours.viewer.actor, [{ skuId: ours.uk.sku.id, warehouseId: ours.uk.warehouse.id }]);
  expect(uk!.historySha256).not.toBe(part.historySha256);
  expect(uk!.mean[0]!).toBeGreaterThan(1.5 * part.rows[0]!.evaluation!.forecast.mean[0]!);
});

test('each publication is a new version; earlier ones stay', async () => {
  const pair = { skuId: ours.us.sku.id, warehouseId: ours.us.warehouse.id };
  const before = await ours.viewer.caller.forecasts.publishedVersions(pair);
  const run = await compared(['ets'], { ...everything, regionIds: [ours.us.region.id] });
  const input = { runId: run.id, forecasterId: 'ets', reason: 'Used for a test' } as const;
  await ended((await ours.manager.caller.forecasts.publish(input)).id);
  const after = await ours.viewer.caller.forecasts.publishedVersions(pair);
  expect(after.total).toBe(before.total + 1);
  expect(after.rows[0]).toMatchObject({ version: before.rows[0]!.version + 1, forecasterId: 'ets' });
  expect(after.rows.slice(1)).toEqual(before.rows);
});

test('as weeks are sold, each version gets its accuracy so far', async () => {
  const pair = { skuId: ours.us.sku.id, warehouseId: ours.us.warehouse.id };
  const before = await ours.viewer.caller.forecasts.publishedVersions(pair);
  expect(before.rows[0]).toMatchObject({ firstPeriod: '2024-07-01', soFar: null });
  // Two weeks later, as an import would leave it.
  const { id: channelId } = await database.channel.findFirstOrThrow({ where: { warehouseId: ours.us.warehouse.id } });
  const sold = [90, 110].map((quantity, week) => ({
    skuId: pair.skuId,
    channelId,
    period: 'WEEK' as const,
    periodStart: new Date(Date.UTC(2024, 6, 1 + 7 * week)),
    quantity,
  }));
  await database.salesFact.createMany({ data: sold });
  const organisation = { where: { id: ours.organisationId } };
  await database.organisation.update({
    ...organisation,
    data: { planningDate: new Date('2024-07-14'), salesVersion: { increment: 1 } },
  });
  const { rows, sold: demand } = await ours.viewer.caller.forecasts.publishedVersions(pair);
  const { mean } = await ours.viewer.caller.forecasts.publishedVersion({ publishedId: rows[0]!.id });
  expect(demand).toMatchObject([{ period: 'week' }]);
  expect(demand[0]!.values.slice(-2)).toEqual([90, 110]);
  const missed = Math.abs(mean[0]! - 90) + Math.abs(mean[1]! - 110);
  expect(rows[0]!.soFar!.periods).toBe(2);
  expect(rows[0]!.soFar!.wape).toBeCloseTo(missed / 200);
  expect(rows[0]!.soFar!.bias).toBeCloseTo((mean[0]! + mean[1]! - 200) / 200);
  await database.salesFact.deleteMany({ where: { periodStart: { gte: new Date('2024-07-01') } } });
  await database.organisation.update({
    ...organisation,
    data: { planningDate: new Date('2024-06-30'), salesVersion: { increment: 1 } },
  });
});

test('accuracy so far is unknown before the first week and where nothing was sold', () => {
  const version = { period: 'week', firstPeriod: '2024-01-15', mean: [5, 5] } as const;
  expect(accuracySoFar(version, { start: '2024-01-01', values: [1, 1] })).toBeNull();
  expect(accuracySoFar(version, { start: '2024-01-29', values: [1, 1] })).toBeNull();
  expect(accuracySoFar(version, { start: '2024-01-01', values: [1, 1, 0] })).toEqual({
    periods: 1,
    wape: null,
    bias: null,
  });
});

test('a model that does worse than seasonal naive needs a reason; the refusal names the figure', async () => {
  const run = await compared(['theta'], { ...everything, regionIds: [ours.us.region.id] });
  await spoil(run.id, 'theta');
  const input = { runId: run.id, forecasterId: 'theta' } as const;
  await expect(ours.manager.caller.forecasts.publish(input)).rejects.toThrow(
    'forecast value added is −2.3 percentage points of WAPE',
  );
  const refused = { action: 'forecast.publish', entityId: run.id, outcome: 'REFUSED' } as const;
  expect(await database.auditEvent.count({ where: refused })).toBe(1);
  expect(await database.forecastPublication.count({ where: { runId: run.id } })).toBe(0);
  await expect(ours.manager.caller.forecasts.publish({ ...input, reason: ' ' })).rejects.toThrow();

  const { id } = await ours.manager.caller.forecasts.publish({ ...input, reason: 'Promotion ends in July' });
  expect(await ended(id)).toMatchObject({ status: 'COMPLETED', reason: 'Promotion ends in July', publishedCount: 1 });
});

test('without a reason, a series on which the model does worse is held back and the others are published', async () => {
  const region = [ours.us.region.id];
  const run = await compared(['seasonal-naive'], { ...everything, regionIds: region });
  // Seasonal naive adds nothing and takes nothing away: 0 is not worse.
  const fair = await ours.manager.caller.forecasts.publish({ runId: run.id, forecasterId: 'seasonal-naive' });
  expect(await ended(fair.id)).toMatchObject({ status: 'COMPLETED', heldBack: [], publishedCount: 1 });

  const publication = await database.forecastPublication.create({
    data: {
      organisationId: ours.organisationId,
      runId: run.id,
      forecasterId: 'seasonal-naive',
      status: 'RUNNING',
      requestedById: ours.manager.actor.userId,
    },
  });
  await spoil(run.id, 'seasonal-naive');
  await runPublication(publication.id, { signal: new AbortController().signal, progress: async () => {} });
  const held = await ended(publication.id);
  expect(held).toMatchObject({ status: 'FAILED', publishedCount: 0 });
  expect(held.heldBack).toEqual([
    {
      skuId: ours.us.sku.id,
      warehouseId: ours.us.warehouse.id,
      why: expect.stringContaining('−2.3 percentage points'),
    },
  ]);
});

test('the job may run twice at once or again: one version', async () => {
  const run = await compared(['theta'], { ...everything, regionIds: [ours.us.region.id] });
  const publication = await begun(run.id);
  const job = { signal: new AbortController().signal, progress: async () => {} };
  await Promise.all([runPublication(publication.id, job), runPublication(publication.id, job)]);
  await runPublication(publication.id, job);
  expect(await ended(publication.id)).toMatchObject({ status: 'COMPLETED', publishedCount: 1 });
});

test('one that the queue knows nothing of is queued again, however far it was', async () => {
  const run = await compared(['theta'], { ...everything, regionIds: [ours.us.region.id] });
  const minuteAgo = new Date(Date.now() - 60_000);
  const lost = [
    await begun(run.id, { createdAt: minuteAgo }),
    await begun(run.id, { createdAt: minuteAgo, doneCount: 1 }),
  ];
  await requeueLostPublications();
  for (const { id } of lost) expect(await ended(id)).toMatchObject({ status: 'COMPLETED', publishedCount: 1 });
});

test('one whose job was given up without a word has failed, so that nobody waits for it', async () => {
  const run = await compared(['theta'], { ...everything, regionIds: [ours.us.region.id] });
  const { id } = await begun(run.id, { createdAt: new Date(Date.now() - 60_000), doneCount: 1 });
  // The handler never sees this input, as it never sees a job whose process is killed each time.
  await enqueue(publishForecastsJob, { publicationId: 'unreadable' }, `publish-${id}`);
  while ((await deadLetters(10)).length === 0) await sleep(20);
  await requeueLostPublications();
  const failed = await ended(id);
  expect(failed).toMatchObject({ status: 'FAILED', publishedCount: 0 });
  expect(failed.failureReason).toContain('stopped unexpectedly');
});

test('asked for twice while it runs it is one publication; a cancelled one publishes nothing', async () => {
  const run = await compared(['theta']);
  const input = { runId: run.id, forecasterId: 'theta', reason: 'Used for a test' } as const;
  const [first, second] = await Promise.all([1, 2].map(() => ours.manager.caller.forecasts.publish(input)));
  expect(first!.id).toBe(second!.id);
  await ended(first!.id);

  const publication = await begun(run.id);
  await ours.manager.caller.forecasts.cancelPublication({ publicationId: publication.id });
  await runPublication(publication.id, { signal: new AbortController().signal, progress: async () => {} });
  expect(await ended(publication.id)).toMatchObject({ status: 'CANCELLED', publishedCount: 0 });
});

test('a request repeated because its answer was lost finds its own publication, also when that has ended', async () => {
  const run = await compared(['theta', 'seasonal-naive'], { ...everything, regionIds: [ours.us.region.id] });
  const input = {
    publicationId: randomUUID(),
    runId: run.id,
    forecasterId: 'theta',
    reason: 'Used for a test',
  } as const;
  const { publish } = ours.manager.caller.forecasts;
  const answers = await Promise.all([publish(input), publish(input)]);
  expect(answers.map(({ id }) => id)).toEqual([input.publicationId, input.publicationId]);
  await ended(input.publicationId);
  expect(await publish(input)).toMatchObject({ id: input.publicationId, status: 'COMPLETED', publishedCount: 1 });
  expect(await database.forecastPublication.count({ where: { runId: run.id } })).toBe(1);

  await expect(publish({ ...input, forecasterId: 'seasonal-naive' })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(theirs.manager.caller.forecasts.publish(input)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect((await publish({ ...input, publicationId: randomUUID() })).id).not.toBe(input.publicationId);
});

test('a model without a result in the run, a viewer, and another organisation are refused', async () => {
  const run = await compared(['theta']);
  const input = { runId: run.id, forecasterId: 'theta' } as const;
  await expect(ours.manager.caller.forecasts.publish({ ...input, forecasterId: 'arima' })).rejects.toThrow(
    'ARIMA has no result in this comparison',
  );
  await expect(ours.viewer.caller.forecasts.publish(input)).rejects.toThrow('needs the role MANAGER');
  await expect(theirs.manager.caller.forecasts.publish(input)).rejects.toThrow('does not exist');

  const [mine] = (await ours.viewer.caller.forecasts.published({})).rows;
  await expect(theirs.viewer.caller.forecasts.publishedVersion({ publishedId: mine!.id })).rejects.toThrow('not exist');
  const pair = { skuId: mine!.skuId, warehouseId: mine!.warehouseId };
  expect(await theirs.viewer.caller.forecasts.publishedVersions(pair)).toEqual({ sold: [], total: 0, rows: [] });
  expect(await latestPublished(theirs.viewer.actor)).toEqual([]);
  expect(await theirs.viewer.caller.forecasts.publications({})).toEqual([]);
});
