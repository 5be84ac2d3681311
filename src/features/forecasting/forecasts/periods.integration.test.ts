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
import { closeQueue, prepareQueue } from '../../../server/queue.ts';
import { readPlanningInputs } from '../../planning/planning-inputs/service.ts';
import { runPublication } from '../publication-runs/service.ts';

/** Weekly in the UK; the US is sold by day, up to the planning date, 30 June 2024. */
let workspace: TwoRegionWorkspace;
let uk: { productIds: string[]; regionIds: string[]; channelIds: string[] };
let us: typeof uk;
const days = 800;

beforeAll(async () => {
  await startEventListener();
  await prepareQueue();
  workspace = await createTwoRegionWorkspace('periods');
  uk = { productIds: [], regionIds: [workspace.uk.region.id], channelIds: [] };
  us = { ...uk, regionIds: [workspace.us.region.id] };
  await sellInUs('DAY', 'day', days, index => 10 + (index % 7) + Math.floor(index / 100));
});

afterAll(async () => {
  await closeQueue();
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

/** Publishes Theta's forecast of a run, with a reason as test data need one. */
async function published(runId: string) {
  const request = { runId, forecasterId: 'theta' as const, reason: 'Used for a test' };
  const { id } = await workspace.manager.caller.forecasts.publish(request);
  await runPublication(id, { signal: new AbortController().signal, progress: async () => {} });
  const pair = { skuId: workspace.us.sku.id, warehouseId: workspace.us.warehouse.id };
  const versions = await workspace.viewer.caller.forecasts.publishedVersions(pair);
  const detail = await workspace.viewer.caller.forecasts.publishedVersion({ publishedId: versions.rows[0]!.id });
  const everything = { skuIds: [], productIds: [], regionIds: [], warehouseIds: [] };
  const { pairs } = await readPlanningInputs(workspace.manager.actor, everything);
  const planned = pairs.find(one => one.sku.id === pair.skuId)!.forecast!;
  const grid = await workspace.viewer.caller.forecasts.grid({ selection: us });
  return { newest: versions.rows[0]!, detail, planned, open: grid.rows.filter(row => row.open) };
}

const thousandths = (units: number) => Math.round(1_000 * units);

test('a daily forecast is published by day; plans and the grid read its whole weeks, which add up exactly', async () => {
  const run = await compared(us, 'day', 28);
  expect(await workspace.viewer.caller.forecasts.publishPreview({ runId: run.id })).toMatchObject({
    seriesCount: 1,
    weeks: 4,
  });
  const { newest, detail, planned, open } = await published(run.id);
  expect(newest).toMatchObject({ period: 'day', firstPeriod: '2024-07-01', periods: 28, soFar: null });
  expect(detail).toMatchObject({ period: 'day' });
  expect(planned).toMatchObject({ period: 'day', firstPeriod: '2024-07-01' });
  const weeks = [0, 7, 14, 21].map(day => sum(detail.mean.slice(day, day + 7).map(thousandths)));
  expect(planned.mean.map(thousandths)).toEqual(weeks);
  expect(open.map(row => thousandths(row.final!))).toEqual(weeks);
  // Never less than uncorrelated errors would make, never more than days that all miss alike.
  for (const [week, deviation] of planned.errorDeviation.entries()) {
    const days = detail.errorDeviation.slice(7 * week, 7 * week + 7);
    const uncorrelated = Math.hypot(...days);
    expect(deviation).toBeGreaterThanOrEqual(uncorrelated - 1e-9);
    expect(deviation).toBeLessThanOrEqual(Math.sqrt(7) * uncorrelated + 1e-9);
    expect(deviation).toBeCloseTo(detail.weekErrorFactor * uncorrelated, 9);
  }
});

test('accuracy of a daily forecast is measured by day, an override of its week shared by days', async () => {
  const { open } = await published((await compared(us, 'day', 28)).id);
  const [{ week, revision, final }] = open as [(typeof open)[number]];
  const override = { overrideId: randomUUID(), selection: us, reason: 'Twice as much', expiresOn: '2024-12-31' };
  await workspace.manager.caller.forecasts.saveOverride({
    ...override,
    weeks: [{ week, quantity: 2 * final!, revision }],
  });
  const channel = await database.channel.findFirstOrThrow({ where: { warehouseId: workspace.us.warehouse.id } });
  const sold = Array.from({ length: 9 }, (_, day) => ({
    skuId: workspace.us.sku.id,
    channelId: channel.id,
    period: 'DAY' as const,
    periodStart: dateOfDay(addDays('2024-07-01', day)),
    quantity: 20,
  }));
  await database.salesFact.createMany({ data: sold });
  const later = { planningDate: dateOfDay('2024-07-09'), salesVersion: { increment: 1 } };
  const organisation = { where: { id: workspace.organisationId } };
  await database.organisation.update({ ...organisation, data: later });

  const { rows, total } = await workspace.viewer.caller.forecasts.accuracyLog({ selection: us });
  expect(rows).toHaveLength(9);
  expect(rows[0]).toMatchObject({ period: 'day', start: '2024-07-01', periods: 1, actual: 20 });
  for (const row of rows.slice(0, 7)) expect(row.final).toBeCloseTo(2 * row.baseline, 2);
  for (const row of rows.slice(7)) expect(row.final).toBe(row.baseline);
  expect(total.periods).toBe(9);
  const { rows: versions } = await workspace.viewer.caller.forecasts.publishedVersions({
    skuId: workspace.us.sku.id,
    warehouseId: workspace.us.warehouse.id,
  });
  expect(versions[0]!.soFar).toMatchObject({ periods: 9 });
  expect(versions[0]!.soFar!.wape).toBeCloseTo(total.baselineWape!, 9);

  await database.salesFact.deleteMany({
    where: { skuId: workspace.us.sku.id, periodStart: { gte: dateOfDay('2024-07-01') } },
  });
  const withdrawn = { overrideId: override.overrideId, reason: 'The test is over' };
  await workspace.manager.caller.forecasts.withdrawOverride(withdrawn);
  const back = { planningDate: dateOfDay('2024-06-30'), salesVersion: { increment: 1 } };
  await database.organisation.update({ ...organisation, data: back });
});

test('a forecast that covers no whole week cannot be planned on, and says why', async () => {
  const run = await compared(us, 'day', 5);
  const publish = workspace.manager.caller.forecasts.publish({ runId: run.id, forecasterId: 'theta' });
  await expect(publish).rejects.toThrow('5 days ahead cover no whole week');
});

test('compares by day a year ahead', async () => {
  const run = await compared(us, 'day', 365);
  expect(run).toMatchObject({ status: 'COMPLETED', period: 'day', historyPeriods: days });
  const { evaluation } = run.rows[0]!;
  expect(evaluation!.forecast.mean).toHaveLength(365);
  expect(sum(evaluation!.forecast.mean.slice(0, 7))).toBeGreaterThan(7 * 10);
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

  // A month is shared out by days: July 2024 has 31, from a Monday on.
  const { newest, detail, planned, open } = await published(run.id);
  expect(newest).toMatchObject({ period: 'month', firstPeriod: '2024-07-01', periods: 12 });
  const [july, august] = detail.mean as [number, number];
  for (const week of [0, 1, 2, 3]) expect(planned.mean[week]).toBeCloseTo((july * 7) / 31, 2);
  expect(planned.mean[4]).toBeCloseTo((july * 3 + august * 4) / 31, 2);
  expect(planned.errorDeviation[0]).toBeCloseTo(detail.errorDeviation[0]! * Math.sqrt(7 / 31), 9);
  // To Sunday 29 June 2025; the 30th begins a week that is not covered.
  expect(open).toHaveLength(52);
  expect(open.at(-1)!.week).toBe('2025-06-23');
  const june = detail.mean.at(-1)!;
  const all = sum(detail.mean.map(thousandths));
  expect(sum(open.map(row => thousandths(row.final!)))).toBe(all - (thousandths(june) - thousandths((june * 29) / 30)));
});
