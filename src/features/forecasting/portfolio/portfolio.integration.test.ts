import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTwoRegionWorkspace, type TwoRegionWorkspace } from '../../../../scripts/testing/two-region-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { startEventListener, stopEventListener } from '../../../server/events.ts';
import { closePool } from '../../../server/pool.ts';
import { closeQueue, prepareQueue, startWorker } from '../../../server/queue.ts';
import { portfolioRunJobs } from '../portfolio-runs/jobs.ts';
import { forecastPiece, requeueSilentRuns } from '../portfolio-runs/service.ts';
import { publicationJobs } from '../publication-runs/jobs.ts';
import { latestPublished } from '../published-forecasts/service.ts';
import { startDueRuns } from './service.ts';

const request = { horizonPeriods: 8, folds: 2 };
const job = { signal: new AbortController().signal, lastAttempt: true };

let ours: TwoRegionWorkspace;
let theirs: TwoRegionWorkspace;

beforeAll(async () => {
  await startEventListener();
  await prepareQueue();
  // The minute jobs are called by hand.
  await startWorker([...portfolioRunJobs, ...publicationJobs].map(({ schedule: _, ...handler }) => handler));
  [ours, theirs] = [await createTwoRegionWorkspace('ours'), await createTwoRegionWorkspace('theirs')];
  for (let n = 0; n < 8; n++) await addSku(`UK-${n}`, 104, 10 * (n + 1));
  await addSku('LAUNCHED', 3, 20);
});

afterAll(async () => {
  await closeQueue();
  await closePool();
  await stopEventListener();
  await closeDatabase();
});

/** A further SKU of the UK, sold at £2 through one channel up to the planning date. */
async function addSku(code: string, weeks: number, level: number) {
  const { organisationId, uk } = ours;
  const { productId, regionId, unitOfMeasure } = uk.sku;
  const sku = await database.sku.create({
    data: { organisationId, code, name: code, productId, regionId, unitOfMeasure },
  });
  const { id: channelId } = await database.channel.findFirstOrThrow({
    where: { organisationId, code: 'AMAZON-UK' },
  });
  await database.salesFact.createMany({
    data: Array.from({ length: weeks }, (_, week) => {
      const quantity = Math.round(level * (1 + 0.3 * Math.sin((2 * Math.PI * week) / 52)) + ((week * 37) % 11) / 2);
      return {
        skuId: sku.id,
        channelId,
        period: 'WEEK' as const,
        periodStart: new Date(Date.UTC(2024, 5, 24 - 7 * (weeks - 1 - week))),
        quantity,
        revenue: 2 * quantity,
        currency: 'GBP',
      };
    }),
  });
}

async function ended(runId: string) {
  for (;;) {
    const run = (await ours.viewer.caller.portfolio.overview({ runId })).shown!;
    if (run.status !== 'RUNNING') return run;
    await sleep(50);
  }
}

async function finished() {
  const runId = randomUUID();
  await ours.manager.caller.portfolio.start({ runId, ...request });
  return ended(runId);
}

/** A finished run with what it had learned, which its end drops. */
async function finishedWithKnowledge() {
  const runId = randomUUID();
  await ours.manager.caller.portfolio.start({ runId, ...request });
  for (;;) {
    const { knowledge } = await database.portfolioRun.findUniqueOrThrow({ where: { id: runId } });
    if (knowledge) return { run: await ended(runId), knowledge };
    await sleep(20);
  }
}

/** Puts a run back to where it stood before some of its series were settled. */
async function reopen(runId: string, codes: readonly string[], knowledge: Uint8Array<ArrayBuffer>) {
  await database.$executeRaw`
    UPDATE "PortfolioSeries" SET "settledAt" = NULL, evaluation = NULL FROM "Sku" AS sku
    WHERE sku.id = "skuId" AND "runId" = ${runId}::uuid AND sku.code = ANY(${codes})`;
  await database.portfolioRun.update({
    where: { id: runId },
    data: { status: 'RUNNING', doneCount: { decrement: codes.length }, finishedAt: null, knowledge },
  });
}

async function published(publicationId: string) {
  for (;;) {
    const publication = await ours.viewer.caller.forecasts.publication({ publicationId });
    if (publication.status !== 'RUNNING') return publication;
    await sleep(50);
  }
}

test('forecasts every SKU × warehouse, tells how far it is, and its sums are those of its rows', async () => {
  const runId = randomUUID();
  const { caller } = ours.manager;
  await caller.portfolio.start({ runId, ...request });
  expect(await caller.portfolio.start({ runId, ...request })).toMatchObject({ id: runId });
  await expect(caller.portfolio.start({ runId: randomUUID(), ...request })).rejects.toThrow('under way already');
  await expect(theirs.manager.caller.portfolio.start({ runId, ...request })).rejects.toThrow('already used');

  const run = await ended(runId);
  expect(run).toMatchObject({ status: 'COMPLETED', seriesCount: 11, doneCount: 11, failedCount: 0 });
  expect(run).toMatchObject({ requestedBy: 'MANAGER of ours', scheduledFor: null, waiting: false });
  expect(run.seriesPerSecond).toBeGreaterThan(0);
  expect(run.learning).toMatchObject({ series: 10, sample: 10 });
  expect(run.learning!.used).toBe(run.learning!.maseWith <= 1.005 * run.learning!.maseWithout);

  const rows = await ours.viewer.caller.portfolio.series({ runId });
  expect(rows).toHaveLength(11);
  const sums = await ours.viewer.caller.portfolio.summary({ runId });
  const pennies = (values: (string | null)[]) =>
    values.reduce((sum, value) => sum + Math.round(100 * Number(value)), 0);
  expect(Math.round(100 * Number(sums.valueGbp))).toBe(pennies(rows.map(row => row.valueGbp)));
  expect(Math.round(100 * Number(sums.attentionGbp))).toBe(pennies(rows.map(row => row.attentionGbp)));
  // Two SKUs of the workspace are sold without revenue: their value is not known, and they come last.
  expect(sums).toMatchObject({ series: 11, failed: 0, new: 1, unpublished: 11, withoutValue: 2 });
  expect(rows.slice(-2).map(row => row.valueGbp)).toEqual([null, null]);
  const attention = rows.flatMap(row => (row.attentionGbp === null ? [] : [Number(row.attentionGbp)]));
  expect(attention).toEqual(attention.toSorted((a, b) => b - a));
  const priced = rows.find(row => row.skuCode === 'UK-7')!;
  expect(Number(priced.valueGbp)).toBeCloseTo(2 * priced.units!, 2);
  expect(Number(priced.attentionGbp)).toBeCloseTo(2 * priced.units! * priced.wape!, 1);

  const told = await database.liveEvent.findMany({ where: { entityId: runId }, orderBy: { id: 'asc' } });
  expect(told.at(-1)!.payload).toMatchObject({ status: 'COMPLETED', doneCount: 11, seriesCount: 11 });
});

test('a new product takes the average of its class at its own level, and says so', async () => {
  const { shown } = await ours.viewer.caller.portfolio.overview({});
  const rows = await ours.viewer.caller.portfolio.series({ runId: shown!.id, filter: { only: 'new' } });
  expect(rows).toMatchObject([{ skuCode: 'LAUNCHED', classAverage: true, wape: null, forecastValueAdded: null }]);
  expect(rows[0]!.warnings[0]).toContain('3 periods of history are too few');
  const stored = await database.portfolioSeries.findFirstOrThrow({
    where: { runId: shown!.id, sku: { code: 'LAUNCHED' } },
  });
  const { forecast } = stored.evaluation as unknown as {
    forecast: { mean: number[]; intervals: { upper: number[] }[] };
  };
  expect(forecast.mean).toHaveLength(request.horizonPeriods);
  const weekly = forecast.mean.reduce((sum, value) => sum + value, 0) / request.horizonPeriods;
  // Its own weeks sell about 22 units, the average of its class some hundred.
  expect(weekly).toBeGreaterThan(10);
  expect(weekly).toBeLessThan(90);
  expect(forecast.intervals.at(-1)!.upper[0]!).toBeGreaterThan(forecast.mean[0]!);
});

test('lists by page, order and filter, and refuses the runs of others', async () => {
  const { shown } = await ours.viewer.caller.portfolio.overview({});
  const { caller } = ours.viewer;
  const runId = shown!.id;
  const all = await caller.portfolio.series({ runId, sort: 'sku', descending: false });
  const codes = all.map(row => row.skuCode);
  expect(codes).toEqual(codes.toSorted());
  const page = await caller.portfolio.series({ runId, sort: 'sku', descending: false, limit: 4, offset: 3 });
  expect(page.map(row => row.skuCode)).toEqual(codes.slice(3, 7));
  const us = await caller.portfolio.series({ runId, filter: { regionIds: [ours.us.region.id] } });
  expect(us.map(row => row.skuCode)).toEqual(['US']);
  expect(await caller.portfolio.series({ runId, filter: { text: 'launch' } })).toHaveLength(1);
  expect(await caller.portfolio.series({ runId, filter: { text: '%' } })).toHaveLength(0);
  expect(await caller.portfolio.summary({ runId, filter: { text: 'UK-' } })).toMatchObject({ series: 8 });
  await expect(theirs.viewer.caller.portfolio.series({ runId })).rejects.toThrow('does not exist here');
  await expect(theirs.manager.caller.portfolio.cancel({ runId })).rejects.toThrow('does not exist here');
});

test('a run taken up after a crash computes only what is missing, and gives the same answer', async () => {
  const { run, knowledge } = await finishedWithKnowledge();
  const before = await database.portfolioSeries.findMany({ where: { runId: run.id }, orderBy: { position: 'asc' } });
  await reopen(run.id, ['UK-3', 'US'], knowledge);
  // Nobody computes it, but nobody has been silent for long yet.
  await requeueSilentRuns(3_600);
  expect((await database.portfolioRun.findUniqueOrThrow({ where: { id: run.id } })).status).toBe('RUNNING');
  await requeueSilentRuns(0);
  expect(await ended(run.id)).toMatchObject({ status: 'COMPLETED', doneCount: 11 });
  const after = await database.portfolioSeries.findMany({ where: { runId: run.id }, orderBy: { position: 'asc' } });
  const redone = after.filter((row, i) => row.settledAt!.getTime() !== before[i]!.settledAt!.getTime());
  expect(redone).toHaveLength(2);
  expect(after.map(row => row.units)).toEqual(before.map(row => row.units));
});

test('the same piece computed twice at once is counted once', async () => {
  const { run, knowledge } = await finishedWithKnowledge();
  await reopen(run.id, ['UK-1', 'UK-2'], knowledge);
  await Promise.all([forecastPiece(run.id, 0, job), forecastPiece(run.id, 0, job)]);
  expect(await ended(run.id)).toMatchObject({ status: 'COMPLETED', doneCount: 11 });
});

test('a cancelled run keeps what is settled and computes no more', async () => {
  const runId = randomUUID();
  await ours.manager.caller.portfolio.start({ runId, horizonPeriods: 26, folds: 6 });
  await ours.manager.caller.portfolio.cancel({ runId });
  expect(await ended(runId)).toMatchObject({ status: 'CANCELLED' });
  await sleep(3_000);
  const settled = await database.portfolioSeries.count({ where: { runId, settledAt: { not: null } } });
  expect(settled).toBeLessThan(11);
  expect((await ended(runId)).doneCount).toBe(settled);
  const { shown } = await ours.viewer.caller.portfolio.overview({});
  expect(shown).toMatchObject({ status: 'COMPLETED' });
  const cancels = { action: 'portfolio-run.cancel', entityId: runId };
  expect(await database.auditEvent.count({ where: cancels })).toBe(1);
});

test('publishes what does not need a reason, then the rest with one, and nothing twice', async () => {
  // UK-5 does worse than seasonal naive, LAUNCHED has too few weeks to vouch for.
  const { id: runId } = await finished();
  const { caller } = ours.manager;
  await database.$executeRaw`
    UPDATE "PortfolioSeries" SET "forecastValueAdded" = CASE WHEN sku.code = 'UK-5' THEN -0.02 ELSE 0.03 END
    FROM "Sku" AS sku WHERE sku.id = "skuId" AND "runId" = ${runId}::uuid`;
  expect(await caller.portfolio.summary({ runId })).toMatchObject({ unpublished: 11, unpublishedNegative: 1 });

  const first = await caller.portfolio.publish({ runId });
  expect(first).toMatchObject({ portfolioRunId: runId, status: 'RUNNING' });
  await expect(caller.portfolio.publish({ runId, reason: 'At the same time' })).rejects.toThrow(
    'being published already',
  );
  expect((await caller.portfolio.overview({})).publishingId).toBe(first.id);
  const done = await published(first.id);
  expect(done).toMatchObject({ status: 'COMPLETED', publishedCount: 9 });
  expect(done.heldBack.map(({ why }) => why).toSorted()).toEqual([
    expect.stringContaining('worse than seasonal naive'),
    expect.stringContaining('too few or too poor'),
  ]);
  // The SKUs of the UK and all together have forecasts of their own; one SKU sells through two channels.
  expect(done.reconciliation).toMatchObject({ method: 'MinT-shrink', series: 9, sums: 3, channels: { adjusted: 2 } });
  expect((await caller.portfolio.overview({})).publishingId).toBeNull();
  await expect(caller.portfolio.publish({ runId })).rejects.toThrow('Give a reason');
  const refused = { action: 'forecast.publish', entityId: runId, outcome: 'REFUSED' } as const;
  expect(await database.auditEvent.count({ where: refused })).toBe(1);
  const reason = 'Promotion in July';
  const rest = await published((await caller.portfolio.publish({ runId, reason })).id);
  expect(rest).toMatchObject({ status: 'COMPLETED', publishedCount: 2, heldBack: [], reason });
  await expect(caller.portfolio.publish({ runId, reason })).rejects.toThrow('not published yet');

  const latest = await latestPublished(ours.viewer.actor);
  expect(latest).toHaveLength(11);
  const series = await database.portfolioSeries.findFirstOrThrow({ where: { runId, sku: { code: 'UK-5' } } });
  const row = await database.publishedForecast.findFirstOrThrow({
    where: { portfolioRunId: runId, skuId: series.skuId },
  });
  const { forecast, errorDeviation } = series.evaluation as unknown as {
    forecast: { mean: number[] };
    errorDeviation: number[];
  };
  expect(row).toMatchObject({ reason, version: 1, period: 'WEEK', firstPeriod: new Date('2024-07-01') });
  expect(row).toMatchObject({ forecasterId: 'ensemble', historySha256: series.historySha256 });
  const units = (mean: readonly number[]) => mean.reduce((sum, value) => sum + value, 0);
  expect(units(row.mean)).toBeGreaterThan(0.7 * units(forecast.mean));
  expect(units(row.mean)).toBeLessThan(1.3 * units(forecast.mean));
  expect(row.errorDeviation).toHaveLength(errorDeviation.length);
  // Figures as planners read them, to the thousandth at most.
  for (const value of latest.flatMap(one => one.mean))
    expect(Math.abs(1_000 * value - Math.round(1_000 * value))).toBeLessThan(1e-6);
  const other = latest.find(({ skuId }) => skuId === ours.us.sku.id)!;
  expect(await database.publishedForecast.findUniqueOrThrow({ where: { id: other.id } })).toMatchObject({
    reason: null,
  });
});

test('earlier runs are listed with their errors, and can be read but not published', async () => {
  const { caller } = ours.manager;
  const before = (await caller.portfolio.overview({})).publishableId!;
  const { id: runId } = await finished();
  expect(await caller.portfolio.overview({})).toMatchObject({ newest: { id: runId }, publishableId: runId });
  const runs = await ours.viewer.caller.portfolio.runs({});
  expect(runs[0]).toMatchObject({ id: runId, requestedBy: 'MANAGER of ours', doneCount: 11, failedCount: 0 });
  expect(runs.map(run => run.createdAt)).toEqual(
    runs
      .map(run => run.createdAt)
      .toSorted()
      .toReversed(),
  );
  expect(runs.map(run => run.status)).toContain('CANCELLED');
  const { wape, forecastValueAdded } = await caller.portfolio.summary({ runId });
  expect(runs[0]!.wape).toBeCloseTo(wape!, 9);
  expect(runs[0]!.naiveWape! - runs[0]!.wape!).toBeCloseTo(forecastValueAdded!, 9);
  expect(await ours.viewer.caller.portfolio.runs({ limit: 1 })).toHaveLength(1);

  const earlier = await caller.portfolio.overview({ runId: before });
  expect(earlier).toMatchObject({ shown: { id: before }, newest: { id: runId }, publishableId: runId });
  expect(await caller.portfolio.series({ runId: before })).toHaveLength(11);
  const publish = caller.portfolio.publish({ runId: before, reason: 'The older one' });
  await expect(publish).rejects.toThrow('A newer run of the portfolio has forecasts');
  await expect(theirs.viewer.caller.portfolio.overview({ runId })).rejects.toThrow('does not exist here');
  expect((await theirs.viewer.caller.portfolio.runs({})).map(run => run.id)).not.toContain(runId);
});

test('the daily run starts once, at its hour in the zone of the organisation', async () => {
  const { caller, actor } = theirs.manager;
  await database.organisation.update({
    where: { id: theirs.organisationId },
    data: { timeZone: 'America/New_York' },
  });
  const scheduled = () => database.portfolioRun.findMany({ where: { organisationId: actor.organisationId } });
  await caller.portfolio.setSchedule({ schedule: { time: '02:00', ...request } });
  await database.portfolioSchedule.update({
    where: { organisationId: actor.organisationId },
    data: { firstDay: new Date('2024-07-01') },
  });
  // The hour of the day before the schedule holds, then 01:59 and 02:01 in New York.
  await startDueRuns(new Date('2024-06-30T12:00:00Z'));
  await startDueRuns(new Date('2024-07-01T05:59:00Z'));
  expect(await scheduled()).toHaveLength(0);
  await Promise.all([startDueRuns(new Date('2024-07-01T06:01:00Z')), startDueRuns(new Date('2024-07-01T06:01:00Z'))]);
  const [run] = await scheduled();
  expect(run).toMatchObject({ requestedById: null, scheduledFor: new Date('2024-07-01') });
  const done = () => database.portfolioRun.count({ where: { id: run!.id, status: 'COMPLETED' } });
  while ((await done()) === 0) await sleep(50);
  await startDueRuns(new Date('2024-07-01T15:00:00Z'));
  expect(await scheduled()).toHaveLength(1);
  expect((await caller.portfolio.overview({})).schedule).toEqual({ time: '02:00', ...request });
  await caller.portfolio.setSchedule({ schedule: null });
  await startDueRuns(new Date('2024-07-02T15:00:00Z'));
  expect(await scheduled()).toHaveLength(1);
});

test('only managers start, cancel, schedule and publish; without sales there is nothing to start', async () => {
  const { caller } = ours.viewer;
  const runId = randomUUID();
  await expect(caller.portfolio.start({ runId, ...request })).rejects.toThrow('MANAGER');
  await expect(caller.portfolio.publish({ runId })).rejects.toThrow('MANAGER');
  await expect(caller.portfolio.setSchedule({ schedule: null })).rejects.toThrow('MANAGER');
  const empty = await createTwoRegionWorkspace('empty');
  await database.salesFact.deleteMany({ where: { sku: { organisationId: empty.organisationId } } });
  await expect(empty.manager.caller.portfolio.start({ runId, ...request })).rejects.toThrow('There are no sales');
});
