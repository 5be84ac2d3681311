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
import { publicationJobs } from '../publication-runs/jobs.ts';

const learners = ['random-forest', 'gradient-boosting', 'lstm'] as const;
const products = 8;

let ours: TwoRegionWorkspace;
let oneSku: Selection;

beforeAll(async () => {
  await startEventListener();
  await prepareQueue();
  await startWorker(publicationJobs);
  ours = await createTwoRegionWorkspace('ours');
  for (let n = 0; n < products; n++) await addProduct(`GIN-${n}`, 10 * (n + 1));
  const { id } = await database.product.findFirstOrThrow({
    where: { organisationId: ours.organisationId, code: 'GIN-0' },
  });
  oneSku = { productIds: [id], regionIds: [ours.uk.region.id], channelIds: [] };
});

afterAll(async () => {
  await closeQueue();
  await closePool();
  await stopEventListener();
  await closeDatabase();
});

/** A product with one SKU in the UK, sold as long as the workspace. */
async function addProduct(code: string, level: number) {
  const { organisationId, uk } = ours;
  const { id: productId } = await database.product.create({ data: { organisationId, code, name: code } });
  const { regionId, unitOfMeasure } = uk.sku;
  const { id: skuId } = await database.sku.create({
    data: { organisationId, code, name: code, productId, regionId, unitOfMeasure },
  });
  const { id: channelId } = await database.channel.findFirstOrThrow({ where: { organisationId, code: 'AMAZON-UK' } });
  await database.salesFact.createMany({
    data: Array.from({ length: weeksOfSales }, (_, week) => ({
      skuId,
      channelId,
      period: 'WEEK' as const,
      periodStart: new Date(Date.UTC(2024, 5, 24 - 7 * (weeksOfSales - 1 - week))),
      quantity: Math.round(level * (1 + 0.3 * Math.sin(week / 4)) + ((week * 37) % 11) / 2),
    })),
  });
}

type Descriptions = Awaited<ReturnType<typeof compared>>['descriptions'];

async function compared(forecasterIds: readonly ForecasterId[], selection: Selection) {
  const { caller } = ours.manager;
  const runId = randomUUID();
  await caller.forecasts.compare({
    runId,
    selection,
    horizonPeriods: 8,
    folds: 2,
    forecasterIds: [...forecasterIds],
  });
  const stream = await caller.forecasts.onComparison({ runId });
  for await (const _ of stream);
  const { status, rows } = await caller.forecasts.run({ runId });
  expect(status).toBe('COMPLETED');
  const descriptions = new Map(rows.map(row => [row.forecasterId, row.evaluation?.description]));
  return { runId, descriptions };
}

const stored = () =>
  database.learnedModel.findMany({
    where: { organisationId: ours.organisationId },
    select: { forecasterId: true, salesVersion: true, seriesCount: true, createdAt: true },
    orderBy: { forecasterId: 'asc' },
  });

test('models of one SKU learn across all series once, until the sales change', async () => {
  const runs = await Promise.all([compared(learners, oneSku), compared(learners, oneSku)]);
  const [first, again] = runs.map(({ descriptions }) => descriptions) as [Descriptions, Descriptions];
  for (const id of learners) expect(first.get(id)).toContain(`Learned across ${products + 2} series`);
  expect(again).toEqual(first);
  const once = await stored();
  expect(once.map(row => row.forecasterId)).toEqual([...learners].sort());
  expect(once.every(row => row.seriesCount === products + 2)).toBe(true);

  await compared([...learners, 'ensemble'], { ...oneSku, channelIds: [] });
  const [comparison, ...same] = await stored();
  expect(comparison).toMatchObject({ forecasterId: 'ensemble', seriesCount: products + 2 });
  expect(same).toEqual(once);

  // As every import of sales does.
  await database.organisation.update({
    where: { id: ours.organisationId },
    data: { salesVersion: { increment: 1 } },
  });
  await compared(['random-forest'], oneSku);
  const [fresh, ...others] = await stored();
  expect(others).toEqual([]);
  expect(fresh).toMatchObject({ forecasterId: 'random-forest', salesVersion: once[0]!.salesVersion + 1 });
});

test('a sum of several SKUs learns from itself and says so', async () => {
  const everything = { productIds: [], regionIds: [], channelIds: [] };
  const { runId, descriptions } = await compared(learners, everything);
  for (const id of learners) expect(descriptions.get(id)).toContain('Learned from this series alone');

  // What is published under the sum are its parts, which learn across each other.
  const { caller } = ours.manager;
  const { id: publicationId } = await caller.forecasts.publish({
    runId,
    forecasterId: 'random-forest',
    reason: 'Used for a test',
  });
  while ((await caller.forecasts.publication({ publicationId })).status === 'RUNNING') await sleep(50);
  const published = await database.publishedForecast.findMany({
    where: { organisationId: ours.organisationId },
    select: { evaluation: true },
  });
  expect(published).toHaveLength(products + 2);
  for (const { evaluation } of published) {
    expect(evaluation).toMatchObject({ description: expect.stringContaining(`Learned across ${products + 2} series`) });
  }
});
