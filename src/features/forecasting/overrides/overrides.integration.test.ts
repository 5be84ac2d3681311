import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';
import type { Selection } from '../../data/catalogue/schema.ts';

const everything: Selection = { productIds: [], regionIds: [], channelIds: [] };
const reason = 'Promotion in July';
const expiresOn = '2024-12-31';

let ours: PlannableWorkspace;
let made = 0;

beforeEach(async () => {
  ours = await createPlannableWorkspace(`ours ${made++}`);
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

const gridOf = (selection = everything) => ours.viewer.caller.forecasts.grid({ selection });
const openRow = async (week: string, selection = everything) => {
  const { rows } = await gridOf(selection);
  return rows.find(row => row.week === week)!;
};

async function override(
  weeks: Record<string, number | null>,
  { selection = everything, ...more }: { selection?: Selection; expiresOn?: string; overrideId?: string } = {},
) {
  const { rows } = await gridOf(selection);
  const edits = Object.entries(weeks).map(([week, quantity]) => ({
    week,
    quantity,
    revision: rows.find(row => row.week === week)?.revision || 'none',
  }));
  const input = { overrideId: randomUUID(), selection, reason, expiresOn, weeks: edits, ...more };
  return ours.manager.caller.forecasts.saveOverride(input);
}

const ukOnly = (): Selection => ({ ...everything, regionIds: [ours.uk.region.id] });
const usOnly = (): Selection => ({ ...everything, regionIds: [ours.us.region.id] });

/** Weeks later, as imports would leave it: what each SKU sold in the weeks from 1 July on. */
async function weeksPass(planningDate: string, sold: { uk: number[]; us: number[] }) {
  for (const place of ['uk', 'us'] as const) {
    const { sku, warehouse } = ours[place];
    const channels = await database.channel.findMany({ where: { warehouseId: warehouse.id } });
    await database.salesFact.createMany({
      data: sold[place].flatMap((quantity, week) =>
        channels.map(({ id: channelId }, index) => ({
          skuId: sku.id,
          channelId,
          period: 'WEEK' as const,
          periodStart: new Date(Date.UTC(2024, 6, 1 + 7 * week)),
          // The others report that they sold nothing.
          quantity: index === 0 ? quantity : 0,
        })),
      ),
    });
  }
  const data = { planningDate: new Date(planningDate), salesVersion: { increment: 1 } };
  await database.organisation.update({ where: { id: ours.organisationId }, data });
}

test('the grid shows sold, published, overridden and last cycle, and sums are exact', async () => {
  await ours.publish(ours.uk, 100.1, 2);
  await ours.publish(ours.us, 200.2, 2);
  const grid = await gridOf();
  expect(grid).toMatchObject({ seriesCount: 2, withoutForecast: 0, unitOfMeasure: 'bottle', whole: true });
  const [last, first] = [grid.rows.findLast(row => !row.open)!, grid.rows.find(row => row.open)!];
  expect(last).toMatchObject({ week: '2024-06-24', baseline: null, open: false });
  expect(last.actual).toBeGreaterThan(300);
  expect(first).toMatchObject({ week: '2024-07-01', actual: null, baseline: 300.3, final: 300.3, last: 560 });
  expect(first).toMatchObject({ override: null, series: 2, overriddenSeries: 0, by: null });
  expect(grid.rows.filter(row => row.open)).toHaveLength(30);
});

test('one SKU is overridden: its own grid, the sum above it, history, audit and a live event', async () => {
  const { overrideId } = await override({ '2024-07-01': 500.5, '2024-07-08': 0 }, { selection: ukOnly() });
  expect(await openRow('2024-07-01', ukOnly())).toMatchObject({
    baseline: 280,
    override: 500.5,
    final: 500.5,
    by: { author: ours.manager.actor.name, reason, expiresOn },
  });
  expect(await openRow('2024-07-01')).toMatchObject({ baseline: 560, final: 780.5, series: 2, overriddenSeries: 1 });
  expect(await openRow('2024-07-08')).toMatchObject({ final: 280 });
  expect(await openRow('2024-07-01', usOnly())).toMatchObject({ final: 280, override: null });

  const [listed, ...others] = await ours.viewer.caller.forecasts.overrides({});
  expect(others).toEqual([]);
  expect(listed).toMatchObject({
    id: overrideId,
    description: 'All products · UK · All channels',
    firstWeek: '2024-07-01',
    lastWeek: '2024-07-08',
    baseline: 560,
    quantity: 500.5,
    status: 'active',
    series: 1,
  });
  expect(await ours.viewer.caller.forecasts.overrides({ selection: usOnly() })).toEqual([]);
  const audit = await database.auditEvent.findFirstOrThrow({ where: { entityId: overrideId } });
  expect(audit).toMatchObject({ action: 'forecast-override.save', reason, outcome: 'DONE' });
  expect(audit.after).toMatchObject({ weeks: [{ week: '2024-07-01', override: 500.5 }, { override: 0 }] });
  expect(await database.liveEvent.count({ where: { topic: 'forecast-override', entityId: overrideId } })).toBe(1);
});

test('a sum is split in proportion to the published forecasts, to the last digit', async () => {
  await ours.publish(ours.us, 140, 2);
  await override({ '2024-07-01': 1_000, '2024-07-08': 0.001, '2024-07-15': 421 });
  const parts = await Promise.all([openRow('2024-07-01', ukOnly()), openRow('2024-07-01', usOnly())]);
  expect(parts.map(part => part.final)).toEqual([667, 333]);
  for (const week of ['2024-07-01', '2024-07-08', '2024-07-15']) {
    const [uk, us] = await Promise.all([openRow(week, ukOnly()), openRow(week, usOnly())]);
    expect(Math.round(uk.final! * 1_000) + Math.round(us.final! * 1_000)).toBe(
      Math.round((await openRow(week)).final! * 1_000),
    );
  }
  expect((await openRow('2024-07-08')).final).toBe(0.001);
});

test('of two planners the second is refused, told the other’s figure, and nothing of his is saved', async () => {
  const seen = await gridOf();
  const edits = (quantity: number) =>
    seen.rows
      .filter(row => row.open)
      .slice(0, 2)
      .map(({ week, revision }) => ({ week, revision, quantity }));
  const save = (quantity: number, overrideId = randomUUID()) =>
    ours.manager.caller.forecasts.saveOverride({
      ...{ overrideId, selection: everything, reason, expiresOn },
      weeks: edits(quantity),
    });
  const outcomes = await Promise.allSettled([save(700), save(900)]);
  const refused = outcomes.filter(outcome => outcome.status === 'rejected');
  expect(refused).toHaveLength(1);
  const won = (await openRow('2024-07-01')).final!;
  expect([700, 900]).toContain(won);
  expect(refused[0]!.reason.message).toContain(`its final forecast is now ${won}, by ${ours.manager.actor.name}`);
  expect(refused[0]!.reason.cause.details.conflicts).toMatchObject([
    { week: '2024-07-01', current: won, yours: won === 700 ? 900 : 700, by: ours.manager.actor.name },
    { week: '2024-07-08', current: won },
  ]);
  expect((await openRow('2024-07-08')).final).toBe(won);
  expect(await database.auditEvent.count({ where: { action: 'forecast-override.save', outcome: 'REFUSED' } })).toBe(1);
  // Looked at anew, the figure may be replaced; what stood before stays as history.
  await override({ '2024-07-01': 800 });
  expect(await openRow('2024-07-01')).toMatchObject({ final: 800 });
  const [, replaced] = await ours.viewer.caller.forecasts.overrides({});
  expect(replaced).toMatchObject({ status: 'partly active' });
  expect(await database.overriddenWeek.count({ where: { end: 'REPLACED' } })).toBe(2);
});

test('a publication in between is a conflict too; the override stands over the new version', async () => {
  const seen = await openRow('2024-07-01');
  await override({ '2024-07-08': 600 });
  await ours.publish(ours.uk, 300, 2);
  await expect(
    ours.manager.caller.forecasts.saveOverride({
      ...{ overrideId: randomUUID(), selection: everything, reason, expiresOn },
      weeks: [{ week: seen.week, quantity: 1, revision: seen.revision }],
    }),
  ).rejects.toThrow('is now 580, by the published forecast');
  expect(await openRow('2024-07-08')).toMatchObject({ baseline: 580, final: 600, last: null });
});

test('the same override sent twice is saved once; one of another organisation is not overwritten', async () => {
  const overrideId = randomUUID();
  await override({ '2024-07-01': 700 }, { overrideId });
  await override({ '2024-07-01': 700 }, { overrideId });
  expect(await database.overriddenWeek.count({ where: { overrideId } })).toBe(2);
  const theirs = await createPlannableWorkspace(`theirs ${made++}`);
  const grid = await theirs.viewer.caller.forecasts.grid({ selection: everything });
  const { week, revision } = grid.rows.find(row => row.open)!;
  const input = { overrideId, selection: everything, reason, expiresOn, weeks: [{ week, revision, quantity: 1 }] };
  await expect(theirs.manager.caller.forecasts.saveOverride(input)).rejects.toThrow('already used');
  await expect(theirs.manager.caller.forecasts.withdrawOverride({ overrideId, reason })).rejects.toThrow('not exist');
  expect(await theirs.viewer.caller.forecasts.overrides({})).toEqual([]);
});

test('taken back, by week or whole, the published forecast counts again', async () => {
  const { overrideId } = await override({ '2024-07-01': 700, '2024-07-08': 700 });
  await override({ '2024-07-01': null });
  expect(await openRow('2024-07-01')).toMatchObject({ override: null, final: 560 });
  expect(await openRow('2024-07-08')).toMatchObject({ override: 700 });
  const withdraw = { overrideId, reason: 'Promotion was called off' };
  expect(await ours.manager.caller.forecasts.withdrawOverride(withdraw)).toEqual({ withdrawn: 2 });
  expect(await ours.manager.caller.forecasts.withdrawOverride(withdraw)).toEqual({ withdrawn: 0 });
  expect(await openRow('2024-07-08')).toMatchObject({ override: null, final: 560 });
  expect((await ours.viewer.caller.forecasts.overrides({})).map(row => row.status)).toEqual(['withdrawn']);
  expect(await database.overriddenWeek.count({ where: { overrideId } })).toBe(4);
  const audited = { action: 'forecast-override.withdraw', entityId: overrideId };
  expect(await database.auditEvent.findMany({ where: audited })).toMatchObject([{ reason: withdraw.reason }]);
});

test('an expired override no longer counts and stays as history', async () => {
  await override({ '2024-07-15': 700 }, { expiresOn: '2024-07-07' });
  expect(await openRow('2024-07-15')).toMatchObject({ final: 700 });
  await weeksPass('2024-07-08', { uk: [280], us: [280] });
  expect(await openRow('2024-07-15')).toMatchObject({ final: 560, override: null });
  expect((await ours.viewer.caller.forecasts.overrides({}))[0]).toMatchObject({ status: 'expired' });
  await override({ '2024-07-15': 650 });
  expect(await openRow('2024-07-15')).toMatchObject({ final: 650 });
});

test('bad input is refused with what to do: negative, past, unpublished, expired, without reason, viewers', async () => {
  await expect(override({ '2024-07-01': -1 })).rejects.toThrow('never negative');
  await expect(override({ '2024-06-24': 5 })).rejects.toThrow('The week of 2024-06-24 cannot be overridden');
  await expect(override({ '2026-06-29': 5 })).rejects.toThrow('Publish one that reaches it');
  await expect(override({ '2024-07-01': 5 }, { expiresOn: '2024-06-29' })).rejects.toThrow('Choose a later day');
  const { week, revision } = await openRow('2024-07-01');
  const input = {
    overrideId: randomUUID(),
    selection: everything,
    expiresOn,
    weeks: [{ week, revision, quantity: 1 }],
  };
  await expect(ours.manager.caller.forecasts.saveOverride({ ...input, reason: ' why ' })).rejects.toThrow('Say why');
  await expect(ours.viewer.caller.forecasts.saveOverride({ ...input, reason })).rejects.toThrow(
    'needs the role MANAGER',
  );
  expect(await database.overriddenWeek.count({ where: { override: { organisationId: ours.organisationId } } })).toBe(0);
});

test('order plans are made on the final forecast, and their decision record says so', async () => {
  await override({ '2024-07-01': 500, '2024-07-08': 400 }, { selection: ukOnly() });
  const planId = randomUUID();
  await ours.manager.caller.inventory.startPlan({ planId, method: 'policy' });
  while ((await ours.viewer.caller.inventory.plan({ planId })).status === 'RUNNING') await sleep(50);
  const lines = await ours.viewer.caller.inventory.planLines({ planId });
  const [uk, us] = await Promise.all(
    ['UK', 'US'].map(code =>
      ours.viewer.caller.inventory.planLine({ lineId: lines.find(line => line.skuCode === code)!.id }),
    ),
  );
  // The plan's weeks begin on Sunday 30 June; the forecast that begins within that week is the forecast from now on.
  expect(uk!.projection.demandByWeek.slice(0, 3)).toEqual([500, 400, 280]);
  expect(us!.projection.demandByWeek.slice(0, 3)).toEqual([280, 280, 280]);
  const sources = [uk, us].map(line => line!.decision.inputs.map(input => input.source).join('\n'));
  expect(sources[0]).toContain(`version 1, Theta; 2 weeks overridden by ${ours.manager.actor.name}`);
  expect(sources[1]).not.toContain('overridden');
});

test('did overrides help? For each author, once the weeks are sold', async () => {
  await override({ '2024-07-01': 600 });
  await override({ '2024-07-08': 100, '2024-07-15': 400 }, { selection: ukOnly() });
  const valueAdded = () => ours.viewer.caller.forecasts.overrideValueAdded({ selection: everything });
  expect(await valueAdded()).toEqual({ waiting: 4, rows: [] });
  await weeksPass('2024-07-14', { uk: [300, 280], us: [310, 270] });
  // Week 1: 300 and 310 sold; published 280 and 280, final 300 and 300. Week 2, UK: 280 sold and published, final 100.
  expect(await valueAdded()).toMatchObject({
    waiting: 1,
    rows: [
      {
        author: ours.manager.actor.name,
        periods: 3,
        actual: 890,
        baselineWape: 50 / 890,
        finalWape: 190 / 890,
        valueAdded: -140 / 890,
      },
    ],
  });
  const { rows } = await ours.viewer.caller.forecasts.accuracyLog({ selection: everything });
  expect(rows).toMatchObject([
    {
      period: 'week',
      start: '2024-07-01',
      periods: 2,
      actual: 610,
      baseline: 560,
      final: 600,
      baselineWape: 50 / 610,
      finalWape: 10 / 610,
    },
    { start: '2024-07-08', actual: 550, baseline: 560, final: 380, baselineWape: 10 / 550, finalWape: 190 / 550 },
  ]);
  const grid = await gridOf();
  expect(grid.rows.find(row => row.week === '2024-07-08')).toMatchObject({
    ...{ open: false, actual: 550, baseline: 560, override: 380, final: 380, overriddenSeries: 1 },
  });
});

test('an override withdrawn before its week, or made when the week was running, is not judged', async () => {
  const { overrideId } = await override({ '2024-07-08': 100 });
  await ours.manager.caller.forecasts.withdrawOverride({ overrideId, reason });
  await weeksPass('2024-07-03', { uk: [], us: [] });
  await override({ '2024-07-01': 100 });
  expect(await openRow('2024-07-01')).toMatchObject({ final: 100 });
  await weeksPass('2024-07-14', { uk: [300, 280], us: [310, 270] });
  expect(await ours.viewer.caller.forecasts.overrideValueAdded({ selection: everything })).toEqual({
    waiting: 0,
    rows: [],
  });
});
