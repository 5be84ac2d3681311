import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTwoRegionWorkspace, type TwoRegionWorkspace } from '../../../../scripts/testing/two-region-workspace.ts';
import type { ForecasterId } from '../../../../shared/contracts/forecast.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { startEventListener, stopEventListener } from '../../../server/events.ts';
import { closePool } from '../../../server/pool.ts';
import { closeQueue, prepareQueue, startWorker } from '../../../server/queue.ts';
import type { Selection } from '../../data/catalogue/schema.ts';
import { finalForecasts } from '../final-forecasts/service.ts';
import { portfolioRunJobs } from '../portfolio-runs/jobs.ts';
import { publicationJobs } from '../publications/jobs.ts';

const everything: Selection = { productIds: [], regionIds: [], channelIds: [] };
const reason = 'Used for a test';

let ours: TwoRegionWorkspace;
/** Every channel, with its region. */
let channels: { id: string; code: string; regionId: string }[];

beforeAll(async () => {
  await startEventListener();
  await prepareQueue();
  await startWorker([...publicationJobs, ...portfolioRunJobs].map(({ schedule: _, ...handler }) => handler));
  ours = await createTwoRegionWorkspace('ours');
  channels = await database.channel.findMany({
    where: { organisationId: ours.organisationId },
    select: { id: true, code: true, regionId: true },
  });
});

afterAll(async () => {
  await closeQueue();
  await closePool();
  await stopEventListener();
  await closeDatabase();
});

async function published(publicationId: string) {
  for (;;) {
    const publication = await ours.viewer.caller.forecasts.publication({ publicationId });
    if (publication.status !== 'RUNNING') return publication;
    await sleep(20);
  }
}

async function publishComparison(forecasterId: ForecasterId, request: { period?: 'day' } = {}) {
  const runId = randomUUID();
  const { caller } = ours.manager;
  await caller.forecasts.compare({
    runId,
    selection: everything,
    horizonPeriods: 8,
    folds: 2,
    forecasterIds: [forecasterId],
    ...request,
  });
  while ((await caller.forecasts.run({ runId })).status === 'RUNNING') await sleep(20);
  return published((await caller.forecasts.publish({ runId, forecasterId, reason })).id);
}

async function publishPortfolio() {
  const runId = randomUUID();
  const { caller } = ours.manager;
  await caller.portfolio.start({ runId, horizonPeriods: 8, folds: 2 });
  while ((await caller.portfolio.overview({})).newest!.status === 'RUNNING') await sleep(20);
  return published((await caller.portfolio.publish({ runId, reason })).id);
}

/** A figure as it is written, in thousandths: sums are compared to the last digit. */
function thousandths(units: number): bigint {
  const [whole, decimals = ''] = String(units).split('.');
  expect(decimals.length).toBeLessThanOrEqual(3);
  return BigInt(whole + decimals.padEnd(3, '0'));
}

/** What the grid says of a selection, in thousandths a week. */
async function weeksOf(selection: Partial<Selection>) {
  const { rows, whole } = await ours.viewer.caller.forecasts.grid({ selection: { ...everything, ...selection } });
  const open = rows.filter(row => row.open);
  return {
    whole,
    weeks: open.map(row => row.week),
    baseline: open.map(row => thousandths(row.baseline!)),
    final: open.map(row => thousandths(row.final!)),
    past: rows.filter(row => !row.open).map(row => row.actual),
  };
}

const sumOf = (rows: readonly (readonly bigint[])[]) =>
  rows[0]!.map((_, week) => rows.reduce((sum, row) => sum + row[week]!, 0n));

/** SKU × warehouse × channel → SKU × warehouse → SKU, region and total, on every page and in the order plan. */
async function expectEverySumExact() {
  const all = await weeksOf({});
  const regions = await Promise.all([ours.uk, ours.us].map(({ region }) => weeksOf({ regionIds: [region.id] })));
  const ofChannels = await Promise.all(channels.map(({ id }) => weeksOf({ channelIds: [id] })));
  for (const column of ['baseline', 'final'] as const) {
    expect(all[column]).toHaveLength(8);
    expect(sumOf(regions.map(one => one[column]))).toEqual(all[column]);
    expect(sumOf(ofChannels.map(one => one[column]))).toEqual(all[column]);
    const uk = ofChannels.filter((_, index) => channels[index]!.regionId === ours.uk.region.id);
    expect(uk).toHaveLength(2);
    expect(sumOf(uk.map(one => one[column]))).toEqual(regions[0]![column]);
  }
  // The order plan's SKU × warehouse are the grid's, and the hierarchy's figures are theirs.
  const planned = await finalForecasts(ours.viewer.actor);
  const total = sumOf(planned.map(({ mean }) => mean.slice(0, 8).map(thousandths)));
  expect(total).toEqual(all.final);
  const unitsOf = async (selection: Partial<Selection>, by: 'product' | 'region' | 'channel') => {
    const input = { selection: { ...everything, ...selection }, by };
    const rows = await ours.viewer.caller.forecasts.finalBreakdown(input);
    return rows.reduce((sum, row) => sum + thousandths(row.quantity), 0n);
  };
  const whole = all.final.reduce((sum, week) => sum + week, 0n);
  expect(await unitsOf({}, 'product')).toBe(whole);
  expect(await unitsOf({}, 'region')).toBe(whole);
  expect(await unitsOf({}, 'channel')).toBe(whole);
  const uk = regions[0]!.final.reduce((sum, week) => sum + week, 0n);
  expect(await unitsOf({ regionIds: [ours.uk.region.id] }, 'channel')).toBe(uk);
  return all;
}

async function override(weeks: readonly string[], quantity: number, selection: Partial<Selection> = {}) {
  const of = { ...everything, ...selection };
  const { rows } = await ours.viewer.caller.forecasts.grid({ selection: of });
  return ours.manager.caller.forecasts.saveOverride({
    overrideId: randomUUID(),
    selection: of,
    reason,
    expiresOn: '2024-12-31',
    weeks: weeks.map(week => ({ week, quantity, revision: rows.find(row => row.week === week)!.revision })),
  });
}

for (const [way, publish] of [
  ['a comparison', () => publishComparison('ets')],
  ['a portfolio run', publishPortfolio],
] as const) {
  test(`published from ${way}, every sum is exactly what its parts add up to, before and after overrides`, async () => {
    const { status, reconciliation, publishedCount, seriesCount, doneCount } = await publish();
    expect(status).toBe('COMPLETED');
    expect(publishedCount).toBe(2);
    expect(doneCount).toBe(seriesCount);
    expect(reconciliation).toMatchObject({
      method: 'MinT-shrink',
      series: 2,
      sums: 1,
      channels: { series: 2, adjusted: 2 },
    });
    const before = await expectEverySumExact();
    // A third and a prime: no part divides evenly.
    await override(before.weeks.slice(0, 2), 1_000.001);
    await override([before.weeks[4]!], 997, { regionIds: [ours.uk.region.id] });
    const after = await expectEverySumExact();
    expect(after.final[0]).toBe(1_000_001n);
    expect(after.baseline).toEqual(before.baseline);
  });
}

test('the parts of channels follow what each sells, and are kept with the version', async () => {
  const { rows } = await ours.viewer.caller.forecasts.published({});
  const uk = rows.find(row => row.skuCode === 'UK')!;
  const version = await ours.viewer.caller.forecasts.publishedVersion({ publishedId: uk.id });
  // The second channel of a region sells twice as much as the first.
  expect(version.channels.map(({ code }) => code)).toEqual(['SHOPIFY-UK', 'AMAZON-UK']);
  const [shopify, amazon] = version.channels;
  expect(shopify!.total / amazon!.total).toBeGreaterThan(1.3);
  expect(thousandths(shopify!.total) + thousandths(amazon!.total)).toBe(thousandths(uk.total));
  const amazonId = channels.find(({ code }) => code === 'AMAZON-UK')!.id;
  const within = await ours.viewer.caller.forecasts.published({ selection: { ...everything, channelIds: [amazonId] } });
  expect(within.rows.map(row => [row.skuCode, row.total])).toEqual([['UK', amazon!.total]]);
});

test('a part of the channels shows its own sales and cannot be overridden', async () => {
  const amazonId = channels.find(({ code }) => code === 'AMAZON-UK')!.id;
  const amazon = await weeksOf({ channelIds: [amazonId] });
  const uk = await weeksOf({ regionIds: [ours.uk.region.id] });
  expect(amazon.whole).toBe(false);
  expect(uk.whole).toBe(true);
  expect(amazon.past.at(-1)!).toBeLessThan(uk.past.at(-1)!);
  await expect(override([amazon.weeks[0]!], 5, { channelIds: [amazonId] })).rejects.toThrow('Choose all channels');
  // The only channel of the US is the whole of what its warehouse ships.
  const usId = channels.find(({ code }) => code === 'AMAZON-US')!.id;
  expect((await weeksOf({ channelIds: [usId] })).whole).toBe(true);
  await override([amazon.weeks[6]!], 50, { channelIds: [usId] });
});

test('the accuracy of a channel is judged by its own sales', async () => {
  const input = { organisation: { where: { id: ours.organisationId } } };
  const week = new Date('2024-07-01');
  await database.salesFact.createMany({
    data: channels.map(({ id: channelId, regionId }, index) => ({
      skuId: regionId === ours.uk.region.id ? ours.uk.sku.id : ours.us.sku.id,
      channelId,
      period: 'WEEK' as const,
      periodStart: week,
      quantity: 100 + index,
    })),
  });
  await database.organisation.update({
    ...input.organisation,
    data: { planningDate: new Date('2024-07-07'), salesVersion: { increment: 1 } },
  });
  const logOf = (channelIds: string[]) =>
    ours.viewer.caller.forecasts.accuracyLog({ selection: { ...everything, channelIds } });
  const whole = (await logOf([])).rows.at(-1)!;
  const parts = await Promise.all(channels.map(async ({ id }) => (await logOf([id])).rows.at(-1)!));
  expect(parts.map(part => part.actual)).toEqual(channels.map((_, index) => 100 + index));
  for (const of of ['actual', 'baseline', 'final'] as const) {
    expect(parts.reduce((sum, part) => sum + thousandths(part[of]), 0n)).toBe(thousandths(whole[of]));
  }
});

test('what was published before channels were kept is absent by channel, and says nothing of them', async () => {
  await database.publishedForecastChannel.deleteMany({
    where: { publishedForecast: { organisationId: ours.organisationId } },
  });
  const amazonId = channels.find(({ code }) => code === 'AMAZON-UK')!.id;
  const selection = { ...everything, channelIds: [amazonId] };
  const grid = await ours.viewer.caller.forecasts.grid({ selection });
  expect(grid).toMatchObject({ seriesCount: 0, withoutForecast: 1 });
  expect(await ours.viewer.caller.forecasts.finalBreakdown({ selection: everything, by: 'channel' })).toEqual([]);
  expect((await ours.viewer.caller.forecasts.published({ selection })).total).toBe(0);
  expect((await ours.viewer.caller.forecasts.published({})).total).toBe(2);
});
