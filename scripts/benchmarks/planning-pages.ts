import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../testing/api-client.ts';
import type { Assortment } from './assortment.ts';

export interface PageReads {
  readonly page: string;
  /** Of each query that the page makes. */
  readonly paths: readonly string[];
}

type Query = readonly [path: string, input?: unknown];

/** Works through the main job, so that the pages have something to show, and returns what each of them reads. */
export async function preparePages(planner: ApiClient): Promise<PageReads[]> {
  const { products, regions, channels, skus } = await planner.catalogue.read.query();
  const sample = products.filter(({ code }) => ['RED', 'BLACK', 'GOLD'].includes(code)).map(({ id }) => id);
  const region = regions.find(({ code }) => code === 'UK');
  const selection = {
    productIds: sample.slice(0, 1),
    regionIds: region ? [region.id] : [],
    channelIds: channels
      .filter(channel => channel.regionId === region?.id)
      .slice(0, 1)
      .map(({ id }) => id),
  };
  const runId = await compare(planner, selection, ['seasonal-naive', 'theta', 'ets', 'arima', 'random-forest']);

  const everything = { productIds: sample, regionIds: [], channelIds: [] };
  const basis = await compare(planner, everything, ['seasonal-naive', 'theta']);
  const { id: publicationId } = await planner.forecasts.publish.mutate({
    runId: basis,
    forecasterId: 'theta',
    reason: 'Preparing a benchmark',
  });
  await settled(() => planner.forecasts.publication.query({ publicationId }));

  const planId = randomUUID();
  const skuIds = skus.filter(({ productId }) => sample.includes(productId)).map(({ id }) => id);
  await planner.inventory.startPlan.mutate({ planId, scope: { skuIds }, method: 'policy', skipIncomplete: true });
  await settled(() => planner.inventory.plan.query({ planId }));
  const lines = await planner.inventory.planLines.query({ planId });
  const lineIds = lines.filter(line => line.orderQuantity > 0).map(({ id }) => id);
  const { orders } = await planner.purchasing.createDrafts.mutate({ planId, lineIds, idempotencyKey: randomUUID() });
  const [order] = orders;
  if (!order) throw new Error('The plan proposed nothing to order.');
  const orderId = order.id;
  const { version } = await planner.purchasing.order.query({ orderId });
  await planner.purchasing.submit.mutate({ orderId, version, idempotencyKey: randomUUID() });

  return [
    pageReads('forecast', [
      ['catalogue.read'],
      ['forecasts.history', { selection }],
      ['forecasts.runs', { selection, limit: 50 }],
      ['forecasts.run', { runId }],
    ]),
    pageReads('order plan', [
      ['inventory.plans', {}],
      ['inventory.plan', { planId }],
      ['inventory.planLines', { planId }],
      ['inventory.planLine', { lineId: lineIds[0] }],
    ]),
    pageReads('purchase order', [
      ['purchasing.list', {}],
      ['purchasing.order', { orderId }],
      ['purchasing.standing', { orderId }],
    ]),
  ];
}

/** Reads of every series at once: timed alone, as no load of a hundred people would ask for them. */
export const readsOfAllSeries: PageReads = pageReads('data quality', [
  ['dataQuality.read', {}],
  ['dataQuality.suspectedStockOuts', {}],
]);

/** Keeps more forecasts waiting for the pool's threads than they can finish, until told to stop. */
export async function saturatePool(planner: ApiClient, address: string, signal: AbortSignal): Promise<void> {
  const { products, regions } = await planner.catalogue.read.query();
  for (let turn = 0; !signal.aborted; turn++) {
    if ((await poolState(address)).waiting > 20) {
      await sleep(200);
      continue;
    }
    const product = products[turn % products.length];
    const region = regions[turn % regions.length];
    if (!product || !region) throw new Error('The workspace has no products.');
    await planner.forecasts.compare.mutate({
      runId: randomUUID(),
      selection: { productIds: [product.id], regionIds: [region.id], channelIds: [] },
      horizonPeriods: 13,
      folds: 12,
      forecasterIds: ['ets', 'arima', 'random-forest'],
    });
  }
}

/**
 * Optimises the orders of an assortment over 26 weeks.
 * @returns seconds from the request to the plan's last stored line, and its gap
 */
export async function optimise(planner: ApiClient, scope: Assortment, timeLimitSeconds: number) {
  const planId = randomUUID();
  const began = performance.now();
  const request = { planId, scope, weeks: 26, timeLimitSeconds, gapTarget: 0 };
  await planner.inventory.startPlan.mutate({ ...request, method: 'optimise' });
  await settled(() => planner.inventory.plan.query({ planId }), 500);
  const seconds = (performance.now() - began) / 1000;
  const { summary } = await planner.inventory.plan.query({ planId });
  return { seconds, gap: summary?.solver.gap ?? Number.NaN };
}

export async function poolState(address: string): Promise<{ busy: number; threads: number; waiting: number }> {
  const { checks } = (await (await fetch(`${address}/readyz`)).json()) as { checks: { pool: { detail: string } } };
  const [busy = 0, threads = 0, waiting = 0] = (checks.pool.detail.match(/\d+/g) ?? []).map(Number);
  return { busy, threads, waiting };
}

type Selection = Parameters<ApiClient['forecasts']['compare']['mutate']>[0]['selection'];
type ForecasterIds = Parameters<ApiClient['forecasts']['compare']['mutate']>[0]['forecasterIds'];

async function compare(planner: ApiClient, selection: Selection, forecasterIds: ForecasterIds): Promise<string> {
  const runId = randomUUID();
  await planner.forecasts.compare.mutate({ runId, selection, horizonPeriods: 26, folds: 3, forecasterIds });
  await settled(() => planner.forecasts.run.query({ runId }));
  return runId;
}

async function settled(look: () => Promise<{ status: string }>, everyMilliseconds = 100): Promise<void> {
  for (;;) {
    const { status } = await look();
    if (status === 'COMPLETED') return;
    if (status !== 'RUNNING') throw new Error(`Preparing the pages ended with ${status}.`);
    await sleep(everyMilliseconds);
  }
}

function pageReads(page: string, queries: readonly Query[]): PageReads {
  const paths = queries.map(([path, input]) => {
    const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    return `/api/trpc/${path}${search}`;
  });
  return { page, paths };
}
