import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';

let ours: PlannableWorkspace;
let theirs: PlannableWorkspace;

beforeAll(async () => {
  [ours, theirs] = [await createPlannableWorkspace('ours'), await createPlannableWorkspace('theirs')];
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

const overview = (workspace: PlannableWorkspace) => workspace.viewer.caller.dashboard.overview();

test('the accuracy of what is published weighs series by the units they expect, in their newest versions', async () => {
  // Nothing was measured of either.
  expect((await overview(ours)).forecast).toMatchObject({ series: 2, accuracy: null });
  const publish = async (place: 'uk' | 'us', weekly: number, wape: number | null) => {
    const { id } = await ours.publish(ours[place], weekly, 2);
    await database.publishedForecast.update({ where: { id }, data: { evaluation: { accuracy: { wape } } } });
  };
  await publish('uk', 300, 0.2);
  // That of the other series is still not known, and counts for nothing.
  expect((await overview(ours)).forecast.accuracy).toBeCloseTo(0.8, 10);
  await publish('us', 100, 0.4);
  const { forecast } = await overview(ours);
  expect(forecast.series).toBe(2);
  expect(forecast.accuracy).toBeCloseTo(1 - (0.2 * 300 + 0.4 * 100) / 400, 10);
  expect(Date.parse(forecast.asOf!)).toBeGreaterThan(Date.now() - 60_000);
  expect((await overview(theirs)).forecast).toMatchObject({ series: 2, accuracy: null });
});

test('the tiles of a workspace without plans, orders and imports say that there are none', async () => {
  expect(await overview(theirs)).toMatchObject({
    plan: null,
    orders: { waiting: 0, waitingForMe: 0, waitingForMeGbp: '0.00', open: 0 },
    lastImport: null,
  });
});

test('sales of a selection are added over its weeks and compared with those of a year before', async () => {
  const selection = { productIds: [], regionIds: [ours.uk.region.id], channelIds: [] };
  const { caller } = ours.viewer;
  const summary = await caller.dashboard.salesSummary({ selection, weeks: 4, groupBy: 'channel' });
  const { values } = await caller.forecasts.history({ selection });
  const sum = (some: readonly number[]) => some.reduce((total, units) => total + units, 0);
  expect(summary).toMatchObject({ from: '2024-06-03', until: '2024-06-24', unit: 'bottle' });
  expect(summary.weekly.quantity).toEqual(values.slice(-4));
  expect(summary.total.quantity).toBe(sum(values.slice(-4)));
  expect(summary.total.quantityYearBefore).toBe(sum(values.slice(-56, -52)));
  expect(summary.groups.map(({ code }) => code)).toEqual(['AMAZON-UK', 'SHOPIFY-UK']);
  expect(sum(summary.groups.map(({ quantity }) => quantity))).toBe(summary.total.quantity);
});
