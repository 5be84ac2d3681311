import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTwoRegionWorkspace, type TwoRegionWorkspace } from '../../../../scripts/testing/two-region-workspace.ts';
import { addDays, dateOfDay } from '../../../../shared/business-day.ts';
import type { Period } from '../../../../shared/contracts/series.ts';
import { addPeriods } from '../../../../shared/periods.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { startEventListener, stopEventListener } from '../../../server/events.ts';
import { closePool } from '../../../server/pool.ts';

/** Weekly in the UK; the US is sold by day, up to the planning date, 30 June 2024. */
let workspace: TwoRegionWorkspace;
let uk: { productIds: string[]; regionIds: string[]; channelIds: string[] };
let us: typeof uk;
const days = 800;

beforeAll(async () => {
  await startEventListener();
  workspace = await createTwoRegionWorkspace('periods');
  uk = { productIds: [], regionIds: [workspace.uk.region.id], channelIds: [] };
  us = { ...uk, regionIds: [workspace.us.region.id] };
  await sellInUs('DAY', 'day', days, index => 10 + (index % 7) + Math.floor(index / 100));
});

afterAll(async () => {
  await closePool();
  await stopEventListener();
  await closeDatabase();
});

async function sellInUs(stored: 'DAY' | 'MONTH', period: Period, count: number, quantity: (index: number) => number) {
  const { sku, warehouse } = workspace.us;
  const { id: channelId } = await database.channel.findFirstOrThrow({ where: { warehouseId: warehouse.id } });
  await database.salesFact.deleteMany({ where: { skuId: sku.id } });
  const start = period === 'day' ? addDays('2024-06-30', 1 - count) : addPeriods('2024-06-01', 1 - count, 'month');
  await database.salesFact.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      skuId: sku.id,
      channelId,
      period: stored,
      periodStart: dateOfDay(addPeriods(start, index, period)),
      quantity: quantity(index),
    })),
  });
  await database.organisation.update({
    where: { id: workspace.organisationId },
    data: { salesVersion: { increment: 1 } },
  });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const historyOf = (selection: typeof uk, period?: Period) =>
  workspace.viewer.caller.forecasts.history({ selection, ...(period && { period }) });

async function compared(selection: typeof uk, period: Period, horizonPeriods: number) {
  const runId = randomUUID();
  const { caller } = workspace.manager;
  const request = { runId, selection, period, horizonPeriods, folds: 2, forecasterIds: ['theta' as const] };
  await caller.forecasts.compare(request);
  for (;;) {
    const run = await caller.forecasts.run({ runId });
    if (run.status !== 'RUNNING') return run;
    await sleep(20);
  }
}

test('days are summed to weeks and months, each up to the last one that is over', async () => {
  const [daily, weekly, monthly] = await Promise.all([historyOf(us, 'day'), historyOf(us), historyOf(us, 'month')]);
  expect(weekly).toMatchObject({ period: 'week', periods: ['day', 'week', 'month'], until: '2024-06-30' });
  expect(daily).toMatchObject({ period: 'day', start: addDays('2024-06-30', 1 - days), until: '2024-06-30' });
  expect(monthly).toMatchObject({ period: 'month', start: '2022-04-01', until: '2024-06-30' });
  expect(daily.values).toHaveLength(days);
  expect(sum(weekly.values)).toBe(sum(daily.values));
  expect(sum(monthly.values)).toBe(sum(daily.values));
  expect(sum(daily.values.slice(-30))).toBe(monthly.values.at(-1));
  expect(sum(daily.sources.map(source => source.factCount))).toBe(days);
});

test('a period that the records cannot be summed to is refused, with the one that they can', async () => {
  expect(await historyOf(uk)).toMatchObject({ period: 'week', periods: ['week'] });
  await expect(historyOf(uk, 'day')).rejects.toThrow('cannot be summed by day');
  await expect(historyOf(uk, 'month')).rejects.toThrow('only week is possible');
  // Together they have weeks in common.
  expect(await historyOf({ ...uk, regionIds: [] })).toMatchObject({ periods: ['week'] });
});

test('compares by day a year ahead, and refuses to plan orders on it', async () => {
  const run = await compared(us, 'day', 365);
  expect(run).toMatchObject({ status: 'COMPLETED', period: 'day', historyPeriods: days });
  const { evaluation } = run.rows[0]!;
  expect(evaluation!.forecast.mean).toHaveLength(365);
  expect(sum(evaluation!.forecast.mean.slice(0, 7))).toBeGreaterThan(7 * 10);
  const publish = workspace.manager.caller.forecasts.publish({ runId: run.id, forecasterId: 'theta' });
  await expect(publish).rejects.toThrow('Compare by weeks');
  // The same run by another period is another comparison.
  const { id: runId, horizonPeriods, folds } = run;
  const again = { runId, selection: us, horizonPeriods, folds, forecasterIds: ['theta' as const] };
  await expect(workspace.manager.caller.forecasts.compare({ ...again, period: 'week' })).rejects.toThrow(
    'already used',
  );
  expect(await workspace.manager.caller.forecasts.compare(again)).toMatchObject({ id: runId });
});

test('where only months are recorded, months are the default', async () => {
  await sellInUs('MONTH', 'month', 40, index => 300 + 50 * (index % 12));
  const history = await historyOf(us);
  expect(history).toMatchObject({ period: 'month', periods: ['month'], start: '2021-03-01', until: '2024-06-30' });
  expect(history.values).toHaveLength(40);
  const run = await compared(us, 'month', 12);
  expect(run).toMatchObject({ status: 'COMPLETED', period: 'month' });
  expect(run.rows[0]!.evaluation!.forecast.mean).toHaveLength(12);
});
