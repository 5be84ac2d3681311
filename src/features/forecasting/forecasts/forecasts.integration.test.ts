import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createTwoRegionWorkspace,
  type TwoRegionWorkspace,
  weeksOfSales,
} from '../../../../scripts/testing/two-region-workspace.ts';
import type { ForecasterId } from '../../../../shared/contracts/forecast.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { startEventListener, stopEventListener } from '../../../server/events.ts';
import { closePool } from '../../../server/pool.ts';
import type { Selection } from '../../data/catalogue/schema.ts';
import { comparing } from '../forecast-runs/service.ts';
import type { ComparisonUpdate } from './service.ts';

const everything: Selection = { productIds: [], regionIds: [], channelIds: [] };

let ours: TwoRegionWorkspace;
let theirs: TwoRegionWorkspace;

beforeAll(async () => {
  await startEventListener();
  [ours, theirs] = [await createTwoRegionWorkspace('ours'), await createTwoRegionWorkspace('theirs')];
});

afterAll(async () => {
  await closePool();
  await stopEventListener();
  await closeDatabase();
});

function comparison(forecasterIds: ForecasterId[], selection = everything) {
  return { runId: randomUUID(), selection, horizonPeriods: 8, folds: 2, forecasterIds };
}

type Caller = TwoRegionWorkspace['manager']['caller'];

/** Reads the subscription to its end, or to the update that `until` accepts. */
async function watch(
  caller: Caller,
  runId: string,
  options: { lastEventId?: string; until?: (update: ComparisonUpdate) => boolean } = {},
) {
  const { lastEventId, until } = options;
  const seen: { id: string; update: ComparisonUpdate }[] = [];
  const stream = await caller.forecasts.onComparison({ runId, ...(lastEventId && { lastEventId }) });
  for await (const item of stream) {
    // What tRPC sends as an event with an id is a pair in the process itself.
    const [id, update] = item as unknown as [string, ComparisonUpdate];
    seen.push({ id, update });
    if (until?.(update)) break;
  }
  return seen;
}

const modelsOf = (seen: Awaited<ReturnType<typeof watch>>) =>
  seen.flatMap(({ update }) =>
    update.kind === 'model'
      ? [update.row.forecasterId]
      : update.kind === 'snapshot'
        ? update.rows.map(row => row.forecasterId)
        : [],
  );

describe('history', () => {
  test('sums a selection by week, whatever its grain, and says where it comes from', async () => {
    const all = await ours.viewer.caller.forecasts.history({ selection: everything });
    const uk = await ours.viewer.caller.forecasts.history({
      selection: { ...everything, regionIds: [ours.uk.region.id] },
    });
    const us = await ours.viewer.caller.forecasts.history({
      selection: { ...everything, regionIds: [ours.us.region.id] },
    });
    expect(all).toMatchObject({ start: '2022-01-03', until: '2024-06-30', unitOfMeasure: 'bottle' });
    expect(all.values).toHaveLength(weeksOfSales);
    expect(all.values).toEqual(uk.values.map((value, week) => value + us.values[week]!));
    expect(uk).toMatchObject({ skuCount: 1, channelCount: 2 });
    expect(uk.sources).toEqual([
      { importBatchId: null, fileName: null, committedAt: null, factCount: 2 * weeksOfSales },
    ]);
  });

  test('each level of the hierarchy adds up to the level above', async () => {
    const { breakdown } = ours.viewer.caller.forecasts;
    const products = await breakdown({ selection: everything, by: 'product' });
    const regions = await breakdown({ selection: everything, by: 'region' });
    const selection = { ...everything, regionIds: [ours.uk.region.id] };
    const channels = await breakdown({ selection, by: 'channel' });
    const total = (rows: { quantity: number }[]) => rows.reduce((sum, row) => sum + row.quantity, 0);
    expect(total(products.rows)).toBe(total(regions.rows));
    expect(channels.rows.map(row => row.code)).toEqual(['SHOPIFY-UK', 'AMAZON-UK']);
    expect(total(channels.rows)).toBe(regions.rows.find(row => row.code === 'UK')!.quantity);
    const { values } = await ours.viewer.caller.forecasts.history({ selection });
    expect(total(channels.rows)).toBe(values.slice(-52).reduce((sum, value) => sum + value, 0));
  });

  test('refuses a selection without sales by its name', async () => {
    const empty = await database.product.create({
      data: { organisationId: ours.organisationId, code: 'GOLD', name: 'Gold' },
    });
    const selection = { ...everything, productIds: [empty.id] };
    const sentence = 'There are no sales of Gold · All regions · All channels.';
    await expect(ours.viewer.caller.forecasts.history({ selection })).rejects.toThrow(sentence);
    await expect(ours.manager.caller.forecasts.compare(comparison(['theta'], selection))).rejects.toThrow(sentence);
  });
});

describe('compare', () => {
  test('each model lands once through a subscription that was opened first', async () => {
    const input = comparison(['seasonal-naive', 'theta', 'ets']);
    const watching = watch(ours.viewer.caller, input.runId);
    const started = await ours.manager.caller.forecasts.compare(input);
    expect(started).toMatchObject({ id: input.runId, status: 'RUNNING', historyPeriods: weeksOfSales });

    const seen = await watching;
    expect(seen[0]!.update).toMatchObject({ kind: 'snapshot', run: { status: 'RUNNING' } });
    expect(modelsOf(seen).toSorted()).toEqual(['ets', 'seasonal-naive', 'theta']);
    expect(seen.at(-1)!.update).toMatchObject({ kind: 'ended', run: { status: 'COMPLETED' } });
    expect(seen.map(one => BigInt(one.id))).toEqual(seen.map(one => BigInt(one.id)).toSorted((a, b) => Number(a - b)));

    const run = await ours.viewer.caller.forecasts.run({ runId: input.runId });
    expect(run.rows.map(row => row.forecasterId)).toEqual(modelsOf(seen));
    for (const { evaluation } of run.rows) {
      expect(evaluation!.forecast.mean).toHaveLength(8);
      expect(evaluation!.accuracy.wape).toBeGreaterThan(0);
      expect(evaluation!.folds).toBe(2);
    }
  });

  test('opened late, the subscription replays what has landed and ends', async () => {
    const input = comparison(['seasonal-naive', 'theta']);
    await ours.manager.caller.forecasts.compare(input);
    await watch(ours.viewer.caller, input.runId);
    const late = await watch(ours.viewer.caller, input.runId);
    expect(late).toHaveLength(1);
    expect(late[0]!.update).toMatchObject({ kind: 'snapshot', run: { status: 'COMPLETED' } });
    expect(modelsOf(late).toSorted()).toEqual(['seasonal-naive', 'theta']);
  });

  test('a cut subscription goes on from its last id: nothing lost, nothing doubled', async () => {
    const input = comparison(['seasonal-naive', 'theta', 'random-forest']);
    const watching = watch(ours.viewer.caller, input.runId, { until: update => update.kind === 'model' });
    await ours.manager.caller.forecasts.compare(input);
    const before = await watching;
    const after = await watch(ours.viewer.caller, input.runId, { lastEventId: before.at(-1)!.id });
    expect([...modelsOf(before), ...modelsOf(after)].toSorted()).toEqual(['random-forest', 'seasonal-naive', 'theta']);
  });

  test('the same runId computes nothing twice, even when asked for at the same moment', async () => {
    const input = comparison(['seasonal-naive', 'theta']);
    const watching = watch(ours.viewer.caller, input.runId);
    const answers = await Promise.all([1, 2, 3].map(() => ours.manager.caller.forecasts.compare(input)));
    expect(new Set(answers.map(answer => answer.id)).size).toBe(1);
    await watching;
    await ours.manager.caller.forecasts.compare(input);
    const starts = await database.auditEvent.count({ where: { action: 'forecast-run.start', entityId: input.runId } });
    const told = await database.liveEvent.findMany({ where: { entityId: input.runId } });
    expect(starts).toBe(1);
    expect(told.filter(event => (event.payload as { kind: string }).kind === 'model')).toHaveLength(2);
  });

  test('a runId that stands for another comparison is refused', async () => {
    const input = comparison(['seasonal-naive']);
    await ours.manager.caller.forecasts.compare(input);
    await expect(ours.manager.caller.forecasts.compare({ ...input, horizonPeriods: 9 })).rejects.toThrow(
      'already used',
    );
    await expect(theirs.manager.caller.forecasts.compare(input)).rejects.toThrow('already used');
  });

  test('the same sales give the same figures in another run', async () => {
    const runs = [comparison(['random-forest']), comparison(['random-forest'])];
    for (const input of runs) {
      const watching = watch(ours.viewer.caller, input.runId);
      await ours.manager.caller.forecasts.compare(input);
      await watching;
    }
    const [first, second] = await Promise.all(runs.map(({ runId }) => ours.viewer.caller.forecasts.run({ runId })));
    expect(first!.rows[0]!.evaluation!.forecast).toEqual(second!.rows[0]!.evaluation!.forecast);
  });

  test('a model that cannot be fitted is a row that says why', async () => {
    const { organisationId, us } = ours;
    const novelty = await database.product.create({ data: { organisationId, code: 'NEW', name: 'New' } });
    const sku = await database.sku.create({
      data: {
        organisationId,
        code: 'NEW-US',
        name: 'New US',
        productId: novelty.id,
        regionId: us.region.id,
        unitOfMeasure: 'bottle',
      },
    });
    const { id: channelId } = await database.channel.findFirstOrThrow({ where: { organisationId, code: 'AMAZON-US' } });
    await database.salesFact.create({
      data: { skuId: sku.id, channelId, period: 'WEEK', periodStart: new Date('2024-06-24'), quantity: 12 },
    });
    const input = comparison(['seasonal-naive', 'arima'], { ...everything, productIds: [novelty.id] });
    const watching = watch(ours.viewer.caller, input.runId);
    await ours.manager.caller.forecasts.compare(input);
    await watching;
    const run = await ours.viewer.caller.forecasts.run({ runId: input.runId });
    const arima = run.rows.find(row => row.forecasterId === 'arima');
    expect(arima).toMatchObject({ evaluation: null });
    expect(arima!.failureReason).toMatch(/^ARIMA needs at least \d+ periods of history; this series has 1\./);
    expect(run.status).toBe(run.rows.some(row => row.evaluation) ? 'COMPLETED' : 'FAILED');
  });

  test('public holidays of the region are known to the models, and none where regions differ', async () => {
    const partsOf = async (selection: Selection) => {
      const input = comparison(['prophet'], selection);
      const watching = watch(ours.viewer.caller, input.runId);
      await ours.manager.caller.forecasts.compare(input);
      await watching;
      const { rows } = await ours.viewer.caller.forecasts.run({ runId: input.runId });
      return rows[0]?.evaluation?.components.map(({ name }) => name);
    };
    expect(await partsOf({ ...everything, regionIds: [ours.us.region.id] })).toContain('Holidays');
    expect(await partsOf(everything)).not.toContain('Holidays');
  });

  test('cancelling stops what has not landed and keeps what has', async () => {
    const input = { ...comparison(['seasonal-naive', 'random-forest', 'arima']), folds: 12 };
    const watching = watch(ours.viewer.caller, input.runId, { until: update => update.kind === 'model' });
    await ours.manager.caller.forecasts.compare(input);
    await watching;
    expect(await ours.manager.caller.forecasts.cancel({ runId: input.runId })).toMatchObject({ status: 'CANCELLED' });
    const landed = (await ours.viewer.caller.forecasts.run({ runId: input.runId })).rows.length;
    await sleep(600);
    const run = await ours.viewer.caller.forecasts.run({ runId: input.runId });
    expect(run).toMatchObject({ status: 'CANCELLED' });
    expect(run.rows).toHaveLength(landed);
    expect(landed).toBeGreaterThan(0);
    // Asked again it stays cancelled: only an interrupted run is taken up.
    expect(await ours.manager.caller.forecasts.compare(input)).toMatchObject({ status: 'CANCELLED' });
  });
});

describe('interruption', () => {
  async function interruptedRun() {
    const input = comparison(['seasonal-naive', 'theta', 'ets']);
    const watching = watch(ours.viewer.caller, input.runId);
    await ours.manager.caller.forecasts.compare(input);
    await watching;
    // As a killed process leaves it: running, with one model landed and an old heartbeat.
    await database.modelEvaluation.deleteMany({
      where: { runId: input.runId, forecasterId: { not: 'seasonal-naive' } },
    });
    await database.forecastRun.update({
      where: { id: input.runId },
      data: { status: 'RUNNING', finishedAt: null, heartbeatAt: new Date(Date.now() - 60_000) },
    });
    return input;
  }

  test('the sweep marks a silent run, tells who watches, and leaves a living one alone', async () => {
    const input = await interruptedRun();
    const living = await interruptedRun();
    await database.forecastRun.update({ where: { id: living.runId }, data: { heartbeatAt: new Date() } });
    const watching = watch(ours.viewer.caller, input.runId);
    await sleep(100);
    await comparing.sweep();
    expect((await watching).at(-1)!.update).toMatchObject({ kind: 'ended', run: { status: 'INTERRUPTED' } });
    expect(await ours.viewer.caller.forecasts.run({ runId: living.runId })).toMatchObject({ status: 'RUNNING' });
  });

  test('comparing again finishes an interrupted run and computes only what is missing', async () => {
    const input = await interruptedRun();
    await comparing.sweep();
    const before = await database.modelEvaluation.findFirstOrThrow({ where: { runId: input.runId } });
    const answers = await Promise.all([1, 2].map(() => ours.manager.caller.forecasts.compare(input)));
    expect(answers.every(answer => answer.status === 'RUNNING')).toBe(true);
    const seen = await watch(ours.viewer.caller, input.runId);
    expect(modelsOf(seen).toSorted()).toEqual(['ets', 'seasonal-naive', 'theta']);
    const after = await database.modelEvaluation.findMany({ where: { runId: input.runId } });
    expect(after).toHaveLength(3);
    expect(after.find(row => row.forecasterId === 'seasonal-naive')!.id).toBe(before.id);
    const resumed = { action: 'forecast-run.resume', entityId: input.runId };
    expect(await database.auditEvent.count({ where: resumed })).toBe(1);
  });

  test('a run interrupted on other sales is not finished on the new ones', async () => {
    const input = await interruptedRun();
    await comparing.sweep();
    await database.forecastRun.update({ where: { id: input.runId }, data: { historySha256: 'of earlier sales' } });
    await expect(ours.manager.caller.forecasts.compare(input)).rejects.toThrow('Sales have changed');
  });
});

describe('growth that levels off', () => {
  const request = (capacity: number, floor = 0) => ({
    ...comparison(['prophet']),
    settings: { saturation: { capacity, floor } },
  });

  test('bends the trend of Prophet’s model, and the run says towards what', async () => {
    const input = request(600, 100);
    const watching = watch(ours.viewer.caller, input.runId);
    await ours.manager.caller.forecasts.compare(input);
    await watching;
    const run = await ours.viewer.caller.forecasts.run({ runId: input.runId });
    expect(run.settings.saturation).toEqual({ capacity: 600, floor: 100 });
    expect(run.rows[0]!.evaluation!.description).toContain('logistic trend towards 600');
  });

  test('is refused below its own floor', async () => {
    await expect(ours.manager.caller.forecasts.compare(request(100, 200))).rejects.toThrow('Must lie above the floor');
  });
});

describe('who may', () => {
  test('a viewer reads and does not compute', async () => {
    const input = comparison(['seasonal-naive']);
    await expect(ours.viewer.caller.forecasts.compare(input)).rejects.toThrow('needs the role MANAGER');
    await expect(ours.viewer.caller.forecasts.cancel({ runId: input.runId })).rejects.toThrow('MANAGER');
    expect(ours.viewer.refusals).toContain('forecasts.compare');
    expect(await database.forecastRun.count({ where: { id: input.runId } })).toBe(0);
  });

  test('another organisation sees, hears and cancels nothing', async () => {
    const input = comparison(['seasonal-naive']);
    const stop = new AbortController();
    const heard: unknown[] = [];
    const eavesdropping = (async () => {
      const { watchComparison } = await import('./service.ts');
      for await (const update of watchComparison(theirs.viewer.actor, input.runId, null, stop.signal))
        heard.push(update);
    })();
    const watching = watch(ours.viewer.caller, input.runId);
    await ours.manager.caller.forecasts.compare(input);
    await watching;
    await sleep(100);
    stop.abort();
    await eavesdropping;
    expect(heard).toEqual([]);
    await expect(theirs.viewer.caller.forecasts.run({ runId: input.runId })).rejects.toThrow('does not exist');
    await expect(theirs.manager.caller.forecasts.cancel({ runId: input.runId })).rejects.toThrow('does not exist');
    expect(await theirs.viewer.caller.forecasts.runs({})).toEqual([]);
    const history = await ours.viewer.caller.forecasts.runs({ limit: 1 });
    const { uk } = ours;
    const elsewhere = { ...everything, regionIds: [uk.region.id], productIds: [uk.sku.productId] };
    expect(await ours.viewer.caller.forecasts.runs({ selection: elsewhere })).toEqual([]);
    expect(history).toMatchObject([{ id: input.runId, scores: [{ forecasterId: 'seasonal-naive' }] }]);
  });
});
