import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTwoRegionWorkspace } from '../../../../scripts/testing/two-region-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { startEventListener, stopEventListener } from '../../../server/events.ts';
import { closePool } from '../../../server/pool.ts';
import { closeQueue, prepareQueue } from '../../../server/queue.ts';
import { watchComparison } from '../../forecasting/forecasts/service.ts';

const everything = { productIds: [], regionIds: [], channelIds: [] };

beforeAll(async () => {
  await prepareQueue();
  await startEventListener();
});

afterAll(async () => {
  await closePool();
  await closeQueue();
  await stopEventListener();
  await closeDatabase();
});

test('each SKU × channel shows how fresh and how complete its sales are, the poorest first', async () => {
  const { organisationId, uk, us, viewer } = await createTwoRegionWorkspace('quality');
  const whole = await viewer.caller.dataQuality.read({});
  expect(whole).toMatchObject({ until: '2024-06-30', overall: { score: 100, claim: 'full', reason: null } });
  expect(whole.rows).toHaveLength(3);
  // The US channel says nothing in twenty weeks of the past and in the last four.
  const silent = [
    { periodStart: { gte: new Date('2023-01-02'), lt: new Date('2023-05-22') } },
    { periodStart: { gt: new Date('2024-05-27') } },
  ];
  await database.salesFact.deleteMany({ where: { skuId: us.sku.id, OR: silent } });
  await database.organisation.update({ where: { id: organisationId }, data: { salesVersion: { increment: 1 } } });
  const { rows, overall } = await viewer.caller.dataQuality.read({});
  expect(rows[0]).toMatchObject({
    sku: { code: 'US' },
    channel: { code: 'AMAZON-US' },
    newestWeek: '2024-05-27',
    weeks: 126,
    reportedWeeks: 106,
    weeksBehind: 4,
    score: 59,
    claim: 'indication',
    reason: '20 of 126 weeks were never reported, the newest report is 4 weeks old.',
  });
  expect(rows.slice(1).map(row => row.score)).toEqual([100, 100]);
  expect(overall.score).toBeGreaterThan(59);
  expect(overall.score).toBeLessThan(100);
  const selection = { ...everything, regionIds: [us.region.id] };
  // Twenty weeks between two reports, and four that the next one is late by.
  expect((await viewer.caller.dataQuality.read({ selection })).silences).toMatchObject([
    { channel: { code: 'AMAZON-US' }, firstDay: '2024-06-03', lastDay: '2024-06-30', weeks: 4, missing: true },
    { firstDay: '2023-01-02', lastDay: '2023-05-21', weeks: 20, missing: true },
  ]);
  expect(
    (await viewer.caller.dataQuality.read({ selection: { ...everything, regionIds: [uk.region.id] } })).silences,
  ).toEqual([]);
  expect(await viewer.caller.dataQuality.ofSelection({ selection })).toMatchObject({ score: 59, claim: 'indication' });
});

test('sales too poor to vouch for are published only with a reason', async () => {
  const { organisationId, us, manager } = await createTwoRegionWorkspace('poor');
  await database.organisation.update({ where: { id: organisationId }, data: { planningDate: new Date('2024-09-15') } });
  const selection = { ...everything, regionIds: [us.region.id] };
  const runId = randomUUID();
  const request = { runId, selection, horizonPeriods: 4, folds: 2, forecasterIds: ['seasonal-naive' as const] };
  await manager.caller.forecasts.compare(request);
  for await (const [, update] of watchComparison(manager.actor, runId, null, AbortSignal.timeout(50_000))) {
    if (update.kind === 'ended') break;
  }
  const publication = { runId, forecasterId: 'seasonal-naive' as const };
  expect((await manager.caller.forecasts.publishPreview({ runId })).quality).toMatchObject({ claim: 'none' });
  await expect(manager.caller.forecasts.publish(publication)).rejects.toThrow(
    /data quality 0 of 100\): the newest report is 11 weeks old\. Mend the data, or give a reason\./,
  );
  const refused = await database.auditEvent.findFirst({ where: { organisationId, outcome: 'REFUSED' } });
  expect(refused).toMatchObject({ action: 'forecast.publish', entityId: runId });
  const started = await manager.caller.forecasts.publish({ ...publication, reason: 'The shop was closed all summer.' });
  expect(started.reason).toBe('The shop was closed all summer.');
});

test('weeks that look like a stock-out are listed until someone enters them', async () => {
  const { organisationId, uk, us, manager, viewer } = await createTwoRegionWorkspace('suspected');
  const { sku, warehouse } = uk;
  const weeks = { gte: new Date('2023-10-02'), lte: new Date('2023-10-15') };
  await database.salesFact.updateMany({ where: { skuId: sku.id, periodStart: weeks }, data: { quantity: 0 } });
  // The US channel reports nothing at all for two weeks: that is no stock-out.
  const silent = { skuId: us.sku.id, periodStart: { gte: new Date('2023-03-06'), lt: new Date('2023-03-20') } };
  await database.salesFact.deleteMany({ where: silent });
  await database.organisation.update({ where: { id: organisationId }, data: { salesVersion: { increment: 1 } } });
  const { rows } = await viewer.caller.dataQuality.suspectedStockOuts({});
  expect(rows).toHaveLength(1);
  const [found] = rows!;
  expect(found).toMatchObject({ skuCode: 'UK', firstDay: '2023-10-02', lastDay: '2023-10-15', weeks: 2 });
  expect(found!.usual).toBeGreaterThan(200);
  const { firstDay, lastDay } = found!;
  const days = { firstDay, lastDay, skuId: sku.id, warehouseId: warehouse.id };
  await manager.caller.stockOuts.save({ stockOutId: randomUUID(), ...days });
  expect((await viewer.caller.dataQuality.suspectedStockOuts({})).rows).toEqual([]);
});

test('weeks that a channel did not report are open in the history, not 0; a SKU without a sale is', async () => {
  const { organisationId, uk, us, manager, viewer } = await createTwoRegionWorkspace('silent');
  const amazon = await database.channel.findFirstOrThrow({ where: { organisationId, code: 'AMAZON-UK' } });
  const remove = async (where: { skuId: string; channelId?: string }, from: string, until: string) => {
    const periodStart = { gte: new Date(from), lt: new Date(until) };
    await database.salesFact.deleteMany({ where: { ...where, periodStart } });
  };
  await remove({ skuId: us.sku.id }, '2024-05-06', '2024-05-20');
  await remove({ skuId: uk.sku.id, channelId: amazon.id }, '2024-03-04', '2024-03-11');
  await database.organisation.update({ where: { id: organisationId }, data: { salesVersion: { increment: 1 } } });
  const historyOf = (region: { id: string } | null) =>
    viewer.caller.forecasts.history({ selection: { ...everything, regionIds: region ? [region.id] : [] } });
  const weekOf = ({ start }: { start: string }, day: string) =>
    (Date.parse(day) - Date.parse(start)) / (7 * 86_400_000);

  const usHistory = await historyOf(us.region);
  const silent = ['2024-05-06', '2024-05-13'].map(day => weekOf(usHistory, day));
  expect(usHistory.unreported).toEqual(silent);
  expect(silent.map(week => usHistory.values[week])).toEqual([0, 0]);
  // A third of what the UK sells: the other channel alone does not tell the week's demand.
  const ukHistory = await historyOf(uk.region);
  expect(ukHistory.unreported).toEqual([weekOf(ukHistory, '2024-03-04')]);
  // Each of these channels sells a fifth or more of both regions together.
  const both = await historyOf(null);
  expect(both.unreported).toEqual(['2024-03-04', '2024-05-06', '2024-05-13'].map(day => weekOf(both, day)));

  const compared = async (settings: { leaveOutUnreported: boolean }) => {
    const runId = randomUUID();
    const selection = { ...everything, regionIds: [us.region.id] };
    const request = { runId, selection, horizonPeriods: 8, folds: 2, forecasterIds: ['theta' as const], settings };
    await manager.caller.forecasts.compare(request);
    for await (const [, update] of watchComparison(manager.actor, runId, null, AbortSignal.timeout(50_000))) {
      if (update.kind === 'ended') break;
    }
    return (await viewer.caller.forecasts.run({ runId })).rows[0]!.evaluation!;
  };
  const open = await compared({ leaveOutUnreported: true });
  const asZero = await compared({ leaveOutUnreported: false });
  expect(open.treatment.gaps.map(gap => gap.index)).toEqual(silent);
  expect(open.treatment.gaps.every(gap => gap.used > 50)).toBe(true);
  expect(asZero.treatment.gaps).toEqual([]);
  // Read as sales, the models find them out of line by themselves, as they do with closed weeks.
  expect(asZero.treatment.outliers.filter(({ observed }) => observed === 0).map(({ index }) => index)).toEqual(silent);

  // Another SKU of the channel sold in those weeks: the channel did report, and this one sold nothing.
  const { channelId } = await database.salesFact.findFirstOrThrow({ where: { skuId: us.sku.id } });
  const other = await database.sku.create({
    data: {
      organisationId,
      code: 'OTHER',
      name: 'Other',
      productId: us.sku.productId,
      regionId: us.region.id,
      unitOfMeasure: 'bottle',
    },
  });
  await database.salesFact.createMany({
    data: ['2024-05-06', '2024-05-13'].map(day => ({
      ...{ skuId: other.id, channelId, period: 'WEEK' as const },
      ...{ periodStart: new Date(day), quantity: 1 },
    })),
  });
  await database.organisation.update({ where: { id: organisationId }, data: { salesVersion: { increment: 1 } } });
  expect((await historyOf(us.region)).unreported).toEqual([]);
});

test('a channel recorded by months reports the weeks that begin in them', async () => {
  const { organisationId, us, manager, viewer } = await createTwoRegionWorkspace('monthly');
  const { channelId } = await database.salesFact.findFirstOrThrow({ where: { skuId: us.sku.id } });
  await database.salesFact.deleteMany({ where: { skuId: us.sku.id } });
  const months = Array.from({ length: 24 }, (_, month) => month).filter(month => month !== 14);
  await database.salesFact.createMany({
    data: months.map(month => ({
      ...{ skuId: us.sku.id, channelId, period: 'MONTH' as const },
      ...{ periodStart: new Date(Date.UTC(2022, 6 + month, 1)), quantity: 400 + month },
    })),
  });
  await database.organisation.update({ where: { id: organisationId }, data: { salesVersion: { increment: 1 } } });
  const selection = { ...everything, regionIds: [us.region.id] };
  const { rows, silences } = await viewer.caller.dataQuality.read({ selection });
  // September 2023 is missing; its weeks begin on the 4th, 11th, 18th and 25th.
  expect(silences).toMatchObject([{ firstDay: '2023-09-04', lastDay: '2023-10-01', weeks: 4, missing: true }]);
  expect(rows).toMatchObject([{ firstWeek: '2022-07-04', newestWeek: '2024-06-24', weeks: 104, reportedWeeks: 100 }]);
  expect(await viewer.caller.forecasts.history({ selection })).toMatchObject({ period: 'month', unreported: [14] });
  // A stock-out is known to months as to weeks.
  const pair = { skuId: us.sku.id, warehouseId: us.warehouse.id };
  const days = { firstDay: '2024-03-01', lastDay: '2024-03-31' };
  await manager.caller.stockOuts.save({ stockOutId: randomUUID(), ...pair, ...days });
  expect(await viewer.caller.forecasts.history({ selection })).toMatchObject({ stockOuts: [20] });
});
