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
  const { organisationId, us, viewer } = await createTwoRegionWorkspace('quality');
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
    recordedWeeks: 106,
    weeksBehind: 4,
    score: 59,
    claim: 'indication',
    reason: '20 of 126 weeks were never reported, the newest report is 4 weeks old.',
  });
  expect(rows.slice(1).map(row => row.score)).toEqual([100, 100]);
  expect(overall.score).toBeGreaterThan(59);
  expect(overall.score).toBeLessThan(100);
  const selection = { ...everything, regionIds: [us.region.id] };
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
