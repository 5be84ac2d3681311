import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTwoRegionWorkspace, weeksOfSales } from '../../../../scripts/testing/two-region-workspace.ts';
import { addDays } from '../../../../shared/business-day.ts';
import { closeDatabase, database, inTransaction } from '../../../server/db.ts';
import { appendEvent, startEventListener, stopEventListener } from '../../../server/events.ts';
import { closePool } from '../../../server/pool.ts';
import type { RunSettings } from '../../forecasting/forecasts/schema.ts';
import { watchComparison } from '../../forecasting/forecasts/service.ts';
import { lockPairs } from './data.ts';
import { stockOutTopic } from './schema.ts';

const everything = { productIds: [], regionIds: [], channelIds: [] };
const start = '2022-01-03';

beforeAll(startEventListener);

afterAll(async () => {
  await closePool();
  await stopEventListener();
  await closeDatabase();
});

/** A workspace and a stock-out of its UK SKU in some weeks, in which nothing was sold. */
async function withStockOut(name: string, firstWeek: number, weeks: number) {
  const workspace = await createTwoRegionWorkspace(name);
  const { sku, warehouse, region } = workspace.uk;
  const input = {
    stockOutId: randomUUID(),
    skuId: sku.id,
    warehouseId: warehouse.id,
    firstDay: addDays(start, 7 * firstWeek),
    lastDay: addDays(start, 7 * (firstWeek + weeks) - 1),
  };
  await database.salesFact.updateMany({
    where: { skuId: sku.id, periodStart: { gte: new Date(input.firstDay), lte: new Date(input.lastDay) } },
    data: { quantity: 0 },
  });
  const uk = { ...everything, regionIds: [region.id] };
  return { ...workspace, input, uk, callers: { manager: workspace.manager.caller, viewer: workspace.viewer.caller } };
}

async function compare(workspace: Awaited<ReturnType<typeof withStockOut>>, settings: Partial<RunSettings>) {
  const runId = randomUUID();
  const { uk: selection, callers, manager } = workspace;
  const request = { runId, selection, horizonPeriods: 4, folds: 1, forecasterIds: ['ets' as const], settings };
  await callers.manager.forecasts.compare(request);
  for await (const [, update] of watchComparison(manager.actor, runId, null, AbortSignal.timeout(50_000))) {
    if (update.kind === 'ended') break;
  }
  const run = await callers.viewer.forecasts.run({ runId });
  return { run, evaluation: run.rows[0]!.evaluation! };
}

test('its weeks are known to the history, to a wide selection by their share, and no more once it is taken back', async () => {
  const { input, uk, callers } = await withStockOut('known', 100, 3);
  const before = await callers.viewer.forecasts.history({ selection: uk });
  expect(before.stockOuts).toEqual([]);
  await callers.manager.stockOuts.save(input);
  // Sent twice it is saved once.
  await callers.manager.stockOuts.save(input);
  const after = await callers.viewer.forecasts.history({ selection: uk });
  expect(after.stockOuts).toEqual([100, 101, 102]);
  expect(after.sha256).not.toBe(before.sha256);
  const all = await callers.viewer.forecasts.history({ selection: everything });
  expect(all.stockOuts).toEqual([100, 101, 102]);
  const [listed, ...others] = await callers.viewer.stockOuts.list({ selection: uk });
  expect(listed).toMatchObject({
    firstDay: input.firstDay,
    sku: { code: 'UK' },
    source: 'Entered by MANAGER of known',
  });
  expect(others).toEqual([]);
  expect(await database.auditEvent.count({ where: { entityId: input.stockOutId } })).toBe(1);

  await callers.manager.stockOuts.remove({ stockOutId: input.stockOutId });
  const back = await callers.viewer.forecasts.history({ selection: uk });
  expect(back).toMatchObject({ stockOuts: [], sha256: before.sha256 });
});

test('a forecast takes its sales as a lower bound, and as they are when the planner says so', async () => {
  const workspace = await withStockOut('censored', weeksOfSales - 6, 6);
  await workspace.callers.manager.stockOuts.save(workspace.input);
  const corrected = await compare(workspace, {});
  const asSold = await compare(workspace, { correctStockOuts: false });
  expect(corrected.run.settings).toEqual({
    correctStockOuts: true,
    leaveOutUnreported: true,
    correctOutliers: true,
    saturation: null,
  });
  expect(asSold.run.settings.correctStockOuts).toBe(false);
  const { stockOuts } = corrected.evaluation.treatment;
  expect(stockOuts.map(one => one.index)).toEqual([124, 125, 126, 127, 128, 129]);
  for (const { observed, used } of stockOuts) {
    expect(observed).toBe(0);
    expect(used).toBeGreaterThan(200);
  }
  expect(asSold.evaluation.treatment.stockOuts).toEqual([]);
  expect(corrected.evaluation.forecast.mean[0]).toBeGreaterThan(3 * asSold.evaluation.forecast.mean[0]!);
  // What was asked differs, so the same id must not answer for both.
  const again = { runId: corrected.run.id, selection: workspace.uk, horizonPeriods: 4, folds: 1 };
  await expect(
    workspace.callers.manager.forecasts.compare({
      ...again,
      forecasterIds: ['ets'],
      settings: { correctStockOuts: false },
    }),
  ).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('an outlier is replaced, or kept when the planner says so', async () => {
  const workspace = await withStockOut('outlier', 0, 0);
  await database.salesFact.updateMany({
    where: { skuId: workspace.input.skuId, periodStart: new Date(addDays(start, 7 * 90)) },
    data: { quantity: 9_000 },
  });
  const replaced = await compare(workspace, {});
  const kept = await compare(workspace, { correctOutliers: false });
  expect(replaced.evaluation.treatment.outliers.map(one => one.index)).toEqual([90]);
  expect(kept.evaluation.treatment.outliers).toEqual([]);
});

test('a count of nothing begins one and goods end it', async () => {
  const { uk, input, callers } = await withStockOut('counted', 0, 0);
  const pair = { skuId: input.skuId, warehouseId: input.warehouseId };
  await callers.manager.inventory.countStock({ ...pair, version: null, onHand: 0, backOrdered: 0 });
  const [open] = await callers.viewer.stockOuts.list({ selection: uk });
  expect(open).toMatchObject({ firstDay: '2024-06-30', lastDay: null, source: 'Counted by MANAGER of counted' });
  // The next day goods are there again.
  await database.organisation.updateMany({
    where: { name: 'counted' },
    data: { planningDate: new Date('2024-07-04') },
  });
  await callers.manager.inventory.countStock({ ...pair, version: 1, onHand: 50, backOrdered: 0 });
  const [ended] = await callers.viewer.stockOuts.list({ selection: uk });
  expect(ended).toMatchObject({ firstDay: '2024-06-30', lastDay: '2024-07-03' });
  // Nothing left and filled again within a day is no stock-out.
  await callers.manager.inventory.countStock({ ...pair, version: 2, onHand: 0, backOrdered: 0 });
  await callers.manager.inventory.countStock({ ...pair, version: 3, onHand: 80, backOrdered: 0 });
  expect(await callers.viewer.stockOuts.list({ selection: uk })).toHaveLength(1);
});

test('a count waits for whoever changes stock-outs of the SKU, who in turn never waits for the count', async () => {
  const { input, manager, organisationId } = await withStockOut('crossing', 0, 0);
  const pair = { skuId: input.skuId, warehouseId: input.warehouseId };
  const counted = await inTransaction(async transaction => {
    await lockPairs(transaction, [pair]);
    const counting = manager.caller.inventory.countStock({ ...pair, version: null, onHand: 0, backOrdered: 0 });
    for (;;) {
      const waiting = await database.$queryRaw<unknown[]>`
        SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
        WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`;
      if (waiting.length > 0) break;
      await sleep(10);
    }
    await appendEvent(transaction, { organisationId, topic: stockOutTopic, entityId: pair.skuId, payload: {} });
    return { counting };
  });
  expect(await counted.counting).toMatchObject({ onHand: 0, version: 1 });
});

test('overlaps, days to come, other organisations and viewers are refused', async () => {
  const [ours, theirs] = [await withStockOut('ours', 50, 2), await withStockOut('theirs', 50, 2)];
  await ours.callers.manager.stockOuts.save(ours.input);
  const other = { ...ours.input, stockOutId: randomUUID() };
  await expect(ours.callers.manager.stockOuts.save(other)).rejects.toThrow(
    'UK has a stock-out there from 2022-12-19 to 2023-01-01 already.',
  );
  const ahead = { ...other, firstDay: '2024-07-02', lastDay: null };
  await expect(ours.callers.manager.stockOuts.save(ahead)).rejects.toThrow('2024-07-02 is after today (2024-06-30)');
  const backwards = { ...other, firstDay: '2024-02-02', lastDay: '2024-02-01' };
  await expect(ours.callers.manager.stockOuts.save(backwards)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(ours.callers.viewer.stockOuts.save(other)).rejects.toThrow('needs the role OPERATOR');
  await expect(theirs.callers.manager.stockOuts.save(other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await theirs.callers.manager.stockOuts.remove({ stockOutId: ours.input.stockOutId });
  expect(await ours.callers.viewer.stockOuts.list({ selection: everything })).toHaveLength(1);
});
