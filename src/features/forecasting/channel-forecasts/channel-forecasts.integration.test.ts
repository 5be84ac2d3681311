import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createTwoRegionWorkspace,
  type TwoRegionWorkspace,
  weeksOfSales,
} from '../../../../scripts/testing/two-region-workspace.ts';
import type { ForecasterId } from '../../../../shared/contracts/forecast.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { startEventListener, stopEventListener } from '../../../server/events.ts';
import { closePool } from '../../../server/pool.ts';
import { closeQueue, prepareQueue, startWorker } from '../../../server/queue.ts';
import type { Selection } from '../../data/catalogue/schema.ts';
import { finalForecasts } from '../final-forecasts/service.ts';
import { portfolioRunJobs } from '../portfolio-runs/jobs.ts';
import { publicationJobs } from '../publication-runs/jobs.ts';

const everything: Selection = { productIds: [], regionIds: [], channelIds: [] };
const reason = 'Used for a test';

let ours: TwoRegionWorkspace;
/** Every channel, with its region and warehouse. */
let channels: { id: string; code: string; regionId: string; warehouseId: string }[];
let productIds: string[];
let goldId: string;

beforeAll(async () => {
  await startEventListener();
  await prepareQueue();
  await startWorker([...publicationJobs, ...portfolioRunJobs].map(({ schedule: _, ...handler }) => handler));
  ours = await createTwoRegionWorkspace('ours');
  await addNorthAndGold();
  const { organisationId } = ours;
  channels = await database.channel.findMany({ where: { organisationId }, orderBy: { code: 'asc' } });
  productIds = (await database.product.findMany({ where: { organisationId } })).map(({ id }) => id);
});

/** A second warehouse of the UK with a channel of its own, and a second product sold through every channel of the UK. */
async function addNorthAndGold() {
  const { organisationId, uk } = ours;
  const regionId = uk.region.id;
  const named = (code: string) => ({ organisationId, code, name: code });
  const product = await database.product.create({ data: named('GOLD') });
  goldId = product.id;
  const gold = await database.sku.create({
    data: { ...named('GOLD-UK'), productId: product.id, regionId, unitOfMeasure: 'bottle' },
  });
  const north = await database.warehouse.create({ data: { ...named('NORTH'), regionId } });
  const web = await database.channel.create({ data: { ...named('WEB-NORTH'), regionId, warehouseId: north.id } });
  const others = await database.channel.findMany({ where: { warehouseId: uk.warehouse.id } });
  const sold = [
    { skuId: uk.sku.id, channelId: web.id, level: 60 },
    ...[web, ...others].map(({ id: channelId }, index) => ({ skuId: gold.id, channelId, level: 4 + 3 * index })),
  ];
  await database.salesFact.createMany({
    data: sold.flatMap(({ skuId, channelId, level }) =>
      Array.from({ length: weeksOfSales }, (_, week) => ({
        skuId,
        channelId,
        period: 'WEEK' as const,
        periodStart: new Date(Date.UTC(2022, 0, 3 + 7 * week)),
        quantity: Math.round(level * (1 + 0.2 * Math.cos(week / 8)) + ((week * 53) % 7)),
      })),
    ),
  });
}

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

/** SKU × warehouse × channel → SKU × warehouse → product, region, warehouse and total, wherever they are shown. */
async function expectEverySumExact() {
  const all = await weeksOf({});
  const regions = await Promise.all([ours.uk, ours.us].map(({ region }) => weeksOf({ regionIds: [region.id] })));
  const products = await Promise.all(productIds.map(id => weeksOf({ productIds: [id] })));
  const ofChannels = await Promise.all(channels.map(({ id }) => weeksOf({ channelIds: [id] })));
  const gold = await weeksOf({ productIds: [goldId] });
  const sellGold = await Promise.all(channels.map(({ id }) => weeksOf({ productIds: [goldId], channelIds: [id] })));
  for (const column of ['baseline', 'final'] as const) {
    expect(all[column]).toHaveLength(8);
    expect(sumOf(regions.map(one => one[column]))).toEqual(all[column]);
    expect(sumOf(products.map(one => one[column]))).toEqual(all[column]);
    expect(sumOf(ofChannels.map(one => one[column]))).toEqual(all[column]);
    const uk = ofChannels.filter((_, index) => channels[index]!.regionId === ours.uk.region.id);
    expect(uk).toHaveLength(3);
    expect(sumOf(uk.map(one => one[column]))).toEqual(regions[0]![column]);
    const parts = sellGold.filter(one => one[column].length > 0);
    expect(sumOf(parts.map(one => one[column]))).toEqual(gold[column]);
  }
  // The order plan's SKU × warehouse add up to the same, warehouse by warehouse.
  const planned = await finalForecasts(ours.viewer.actor);
  expect(planned).toHaveLength(5);
  for (const warehouseId of new Set(planned.map(one => one.warehouseId))) {
    const inIt = planned.filter(one => one.warehouseId === warehouseId).map(one => one.mean.map(thousandths));
    const ships = ofChannels.filter((_, index) => channels[index]!.warehouseId === warehouseId);
    expect(sumOf(inIt)).toEqual(sumOf(ships.map(one => one.final)));
  }
  // As published, each SKU × warehouse is the sum of its channels.
  for (const { id, baseline } of planned) {
    const rows = await database.publishedForecastChannel.findMany({ where: { publishedForecastId: id } });
    expect(sumOf(rows.map(({ mean }) => mean.map(thousandths)))).toEqual(baseline.map(thousandths));
  }
  const unitsOf = async (selection: Partial<Selection>, by: 'product' | 'region' | 'channel') => {
    const input = { selection: { ...everything, ...selection }, by };
    const rows = await ours.viewer.caller.forecasts.finalBreakdown(input);
    return rows.reduce((sum, row) => sum + thousandths(row.quantity), 0n);
  };
  const whole = all.final.reduce((sum, week) => sum + week, 0n);
  for (const by of ['product', 'region', 'channel'] as const) expect(await unitsOf({}, by)).toBe(whole);
  const uk = regions[0]!.final.reduce((sum, week) => sum + week, 0n);
  for (const by of ['product', 'channel'] as const) {
    expect(await unitsOf({ regionIds: [ours.uk.region.id] }, by)).toBe(uk);
  }
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
    expect(publishedCount).toBe(5);
    expect(doneCount).toBe(seriesCount);
    // All, the UK, its two warehouses, two channels (the third is one of those), two products and Red UK.
    expect(reconciliation).toMatchObject({
      method: 'MinT-shrink',
      series: 5,
      sums: 9,
      channels: { series: 4, adjusted: 4 },
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
  const uk = rows.find(row => row.skuCode === 'UK' && row.warehouseCode === 'UK')!;
  const version = await ours.viewer.caller.forecasts.publishedVersion({ publishedId: uk.id });
  // The second channel of a region sells twice as much as the first.
  expect(version.channels.map(({ code }) => code)).toEqual(['SHOPIFY-UK', 'AMAZON-UK']);
  const [shopify, amazon] = version.channels;
  expect(shopify!.total / amazon!.total).toBeGreaterThan(1.3);
  expect(thousandths(shopify!.total) + thousandths(amazon!.total)).toBe(thousandths(uk.total));
  const amazonId = channels.find(({ code }) => code === 'AMAZON-UK')!.id;
  const within = await ours.viewer.caller.forecasts.published({ selection: { ...everything, channelIds: [amazonId] } });
  expect(within.rows.map(row => row.skuCode)).toEqual(['GOLD-UK', 'UK']);
  expect(within.rows[1]!.total).toBe(amazon!.total);
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

test('sales imported after a portfolio run change nothing of what it publishes', async () => {
  const runId = randomUUID();
  const { caller } = ours.manager;
  await caller.portfolio.start({ runId, horizonPeriods: 8, folds: 2 });
  while ((await caller.portfolio.overview({})).newest!.status === 'RUNNING') await sleep(20);
  const undo = await sellAnotherWeek(5_000);
  expect(await published((await caller.portfolio.publish({ runId, reason })).id)).toMatchObject({ publishedCount: 5 });
  const { rows } = await caller.forecasts.published({});
  expect(rows.map(row => row.firstPeriod)).toEqual(rows.map(() => '2024-07-01'));
  for (const { id, total } of rows) {
    const { channels: parts } = await caller.forecasts.publishedVersion({ publishedId: id });
    expect(parts.reduce((sum, part) => sum + thousandths(part.total), 0n)).toBe(thousandths(total));
    expect(total).toBeLessThan(5_000);
  }
  await undo();
});

/** A week after the planning date, as an import would bring it. @returns takes it back */
async function sellAnotherWeek(quantity: number) {
  const week = new Date('2024-07-01');
  await database.salesFact.createMany({
    data: channels.map(({ id: channelId, regionId }, index) => ({
      skuId: regionId === ours.uk.region.id ? ours.uk.sku.id : ours.us.sku.id,
      channelId,
      period: 'WEEK' as const,
      periodStart: week,
      quantity: quantity + index,
    })),
  });
  const planOn = (day: string) =>
    database.organisation.update({
      where: { id: ours.organisationId },
      data: { planningDate: new Date(day), salesVersion: { increment: 1 } },
    });
  await planOn('2024-07-07');
  return async () => {
    await database.salesFact.deleteMany({ where: { periodStart: week } });
    await planOn('2024-06-30');
  };
}

test('the accuracy of a channel is judged by its own sales', async () => {
  await sellAnotherWeek(100);
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
  expect(grid).toMatchObject({ seriesCount: 0, withoutForecast: 2 });
  expect(await ours.viewer.caller.forecasts.finalBreakdown({ selection: everything, by: 'channel' })).toEqual([]);
  expect((await ours.viewer.caller.forecasts.published({ selection })).total).toBe(0);
  expect((await ours.viewer.caller.forecasts.published({})).total).toBe(5);
});
