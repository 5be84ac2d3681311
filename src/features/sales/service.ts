import { createHash } from 'node:crypto';
import { Decimal } from 'decimal.js';
import { addDays, weekStart } from '../../../shared/business-day.ts';
import { AppError } from '../../../shared/errors.ts';
import { type Shortage, stockOutWeeks } from '../../../shared/stock-out-weeks.ts';
import type { Actor } from '../../server/actor.ts';
import { type Database, database } from '../../server/db.ts';
import type { Selection } from '../catalogue/schema.ts';
import { type Catalogue, describeSelection, readCatalogue, resolveSelection } from '../catalogue/service.ts';
import { newestRates } from '../exchange-rates/service.ts';
import {
  bumpSalesVersion,
  type DemandRow,
  selectNewestSalesDay,
  selectReportedWeeks,
  selectSalesBySlice,
  selectSalesRecords,
  selectSalesSources,
  selectSalesState,
  selectShortages,
  selectShortagesByWarehouse,
  selectSoldPairs,
  selectWeeklyDemand,
  selectWeeklyDemandByWarehouse,
} from './data.ts';

const dayMilliseconds = 86_400_000;

type Tenant = Pick<Actor, 'organisationId'>;

export interface DemandSeries {
  /** First day of the first week, `YYYY-MM-DD`; null when nothing was ever sold. */
  readonly start: string | null;
  /** Units per week, oldest first, without gaps: a week without a sale is 0. */
  readonly values: readonly number[];
  /** Indices of weeks without stock, in which less was sold than was wanted. */
  readonly stockOutWeeks: readonly number[];
  /** State of the sales facts that it was read from. */
  readonly salesVersion: number;
  /** Of start, values and stock-outs: series with the same one have the same content. */
  readonly sha256: string;
}

/** A series with sales in it. */
export type KnownSeries = DemandSeries & { readonly start: string };

/**
 * Weekly demand of a selection up to the planning date. Weeks before its first sale are not part of it. It ends with
 * the newest week that is over and that the workspace has sales of, so a slice that stopped selling ends in zeros.
 * @throws AppError `sales.none` naming the selection
 */
export async function demandSeries(actor: Tenant, selection: Selection): Promise<KnownSeries> {
  return knownSeries(actor, await readCatalogue(actor), selection);
}

async function knownSeries(actor: Tenant, catalogue: Catalogue, selection: Selection): Promise<KnownSeries> {
  const series = await demandSeriesOf(actor, resolveSelection(catalogue, selection));
  if (series.start === null) throw new AppError('sales.none', { selection: describeSelection(catalogue, selection) });
  return { ...series, start: series.start };
}

/**
 * The same with what a reader needs to judge it: how it was summed, in which unit, from which imports.
 * @throws AppError `sales.none` naming the selection
 */
export async function demandHistory(actor: Tenant, selection: Selection) {
  const catalogue = await readCatalogue(actor);
  const series = await knownSeries(actor, catalogue, selection);
  const slice = resolveSelection(catalogue, selection);
  const skuIds = new Set(slice.skuIds);
  const units = new Set(catalogue.skus.filter(sku => skuIds.has(sku.id)).map(sku => sku.unitOfMeasure));
  const sources = await salesSources(actor, slice);
  return {
    ...series,
    description: describeSelection(catalogue, selection),
    /** Last day that the history covers. */
    until: addDays(series.start, 7 * series.values.length - 1),
    /** One for all SKUs, or null when they differ. */
    unitOfMeasure: units.size === 1 ? [...units][0]! : null,
    skuCount: slice.skuIds.length,
    channelCount: slice.channelIds.length,
    sources: sources.map(source => ({ ...source, committedAt: source.committedAt?.toISOString() ?? null })),
  };
}

/** The same for a set of SKUs and channels already resolved. */
export async function demandSeriesOf(
  actor: Tenant,
  slice: { skuIds: string[]; channelIds: string[] },
): Promise<DemandSeries> {
  const state = await salesState(actor);
  return cachedBySalesVersion(actor, state.salesVersion, ['weekly', state.lastWeek, slice], async () => {
    const [rows, shortages] = await Promise.all([
      selectWeeklyDemand(database, { ...slice, weekStartsOn: state.weekStartsOn }),
      selectShortages(database, slice),
    ]);
    return withoutGaps(rows, shortages, state);
  });
}

export type WarehouseDemandSeries = KnownSeries & { readonly skuId: string; readonly warehouseId: string };

/**
 * The same for each SKU × warehouse: what all channels that ship from the warehouse sold. Pairs that never sold are
 * left out. Not cached: planning reads each pair once; hand it at most some hundred SKUs at a time.
 */
export async function demandByWarehouse(
  actor: Tenant,
  slice: { skuIds: string[]; warehouseIds: string[] },
): Promise<WarehouseDemandSeries[]> {
  const state = await salesState(actor);
  const [pairs, shortages] = await Promise.all([
    selectWeeklyDemandByWarehouse(database, { ...slice, weekStartsOn: state.weekStartsOn }),
    selectShortagesByWarehouse(database, slice),
  ]);
  const shortagesOf = Map.groupBy(shortages, ({ skuId, warehouseId }) => `${skuId} ${warehouseId}`);
  return pairs.flatMap(({ skuId, warehouseId, rows }) => {
    const { start, ...series } = withoutGaps(rows, shortagesOf.get(`${skuId} ${warehouseId}`) ?? [], state);
    return start === null ? [] : [{ ...series, skuId, warehouseId, start }];
  });
}

/** The SKU × warehouse pairs that have demand. */
export async function soldPairs(actor: Tenant, slice: { skuIds: string[]; warehouseIds: string[] }) {
  const { salesVersion } = await selectSalesState(database, actor.organisationId);
  return cachedBySalesVersion(actor, salesVersion, ['pairs', slice], () => selectSoldPairs(database, slice));
}

/** Where the sales of a slice come from: each import with the number of its facts, newest first. */
async function salesSources(actor: Tenant, slice: { skuIds: string[]; channelIds: string[] }) {
  const { salesVersion } = await selectSalesState(database, actor.organisationId);
  return cachedBySalesVersion(actor, salesVersion, ['sources', slice], () => selectSalesSources(database, slice));
}

/** Which weeks each SKU × channel has records of, and which each channel reported; to be judged up to `lastWeek`. */
export async function salesRecords(actor: Tenant) {
  const state = await selectSalesState(database, actor.organisationId);
  const lastWeek = lastWholeWeek(planningDay(state), state.weekStartsOn);
  const slice = { organisationId: actor.organisationId, weekStartsOn: state.weekStartsOn };
  return cachedBySalesVersion(actor, state.salesVersion, ['records', lastWeek], async () => {
    const [rows, channels] = await Promise.all([
      selectSalesRecords(database, slice),
      selectReportedWeeks(database, slice),
    ]);
    const reported = new Map(channels.map(({ channelId, weeks }) => [channelId, weeks]));
    return { lastWeek, rows, reported };
  });
}

/** Sales of each SKU × channel in the last `weeks` recorded weeks, beside the same weeks a year before. */
export async function salesBySlice(actor: Tenant, weeks: number) {
  const { salesVersion } = await selectSalesState(database, actor.organisationId);
  return cachedBySalesVersion(actor, salesVersion, ['slices', weeks], async () => {
    const newest = await selectNewestSalesDay(database, actor.organisationId);
    if (newest === null) return { from: null, until: null, rows: [] };
    const from = addDays(newest, -7 * (weeks - 1));
    const window = { organisationId: actor.organisationId, from, until: newest };
    return { from, until: newest, rows: await selectSalesBySlice(database, window) };
  });
}

/**
 * Revenue in pounds for one unit of each SKU × warehouse over the last 52 weeks, where revenue and a rate are known.
 * @returns by `skuId warehouseId`, as decimal text
 */
export async function unitPrices(actor: Tenant): Promise<Map<string, string>> {
  const [catalogue, { rows }, rates] = await Promise.all([
    readCatalogue(actor),
    salesBySlice(actor, 52),
    newestRates(actor),
  ]);
  const warehouseOf = new Map(catalogue.channels.map(channel => [channel.id, channel.warehouseId]));
  const sums = new Map<string, { units: Decimal; pounds: Decimal }>();
  for (const { skuId, channelId, currency, quantity, revenue } of rows) {
    const rate = currency === 'GBP' ? '1' : rates.get(currency ?? '');
    if (rate === undefined || revenue === null) continue;
    const key = `${skuId} ${warehouseOf.get(channelId)}`;
    const sum = sums.get(key) ?? { units: new Decimal(0), pounds: new Decimal(0) };
    sums.set(key, { units: sum.units.plus(quantity), pounds: sum.pounds.plus(new Decimal(revenue).times(rate)) });
  }
  return new Map(
    [...sums].flatMap(([key, { units, pounds }]) =>
      units.gt(0) ? [[key, pounds.div(units).toFixed(6)] as const] : [],
    ),
  );
}

/** Weeks that `demandBreakdown` sums. */
const breakdownWeeks = 52;

/**
 * One level of the hierarchy below a selection: each product, region or channel in it with its units of the last
 * 52 recorded weeks and of the 52 before, largest first. Those without sales are part of it, with 0.
 */
export async function demandBreakdown(actor: Tenant, selection: Selection, by: 'product' | 'region' | 'channel') {
  const [catalogue, slices] = await Promise.all([readCatalogue(actor), salesBySlice(actor, breakdownWeeks)]);
  const slice = resolveSelection(catalogue, selection);
  const skuIds = new Set(slice.skuIds);
  const skus = new Map(catalogue.skus.filter(sku => skuIds.has(sku.id)).map(sku => [sku.id, sku]));
  const [productIds, regionIds] = [new Set<string>(), new Set<string>()];
  for (const sku of skus.values()) {
    productIds.add(sku.productId);
    regionIds.add(sku.regionId);
  }
  const channelIds = new Set(slice.channelIds);
  const members = {
    product: () => catalogue.products.filter(row => productIds.has(row.id)),
    region: () => catalogue.regions.filter(row => regionIds.has(row.id)),
    channel: () => catalogue.channels.filter(row => channelIds.has(row.id)),
  }[by]();
  const sums = new Map(members.map(row => [row.id, { quantity: 0, quantityYearBefore: 0 }]));
  for (const row of slices.rows) {
    const sku = skus.get(row.skuId);
    if (!sku || !channelIds.has(row.channelId)) continue;
    const sum = sums.get({ product: sku.productId, region: sku.regionId, channel: row.channelId }[by]);
    if (!sum) continue;
    sum.quantity += row.quantity;
    sum.quantityYearBefore += row.quantityYearBefore;
  }
  const rows = members.map(({ id, code, name }) => ({ id, code, name, ...sums.get(id)! }));
  return { from: slices.from, until: slices.until, rows: rows.toSorted((a, b) => b.quantity - a.quantity) };
}

/** Call in every transaction that changes sales facts. */
export async function salesChanged(transaction: Database, organisationId: string): Promise<void> {
  await bumpSalesVersion(transaction, organisationId);
}

/** The state of the sales, with the first day of the newest week that is over and has sales. */
async function salesState(actor: Tenant) {
  const state = await selectSalesState(database, actor.organisationId);
  const until = planningDay(state);
  const newest = await cachedBySalesVersion(actor, state.salesVersion, ['newest'], () =>
    selectNewestSalesDay(database, actor.organisationId),
  );
  const day = newest !== null && newest < until ? newest : until;
  const week = weekStart(day, state.weekStartsOn);
  return { ...state, lastWeek: addDays(week, 6) <= until ? week : addDays(week, -7) };
}

/** First day of the newest week that ends by a day. */
function lastWholeWeek(day: string, weekStartsOn: number): string {
  return weekStart(addDays(day, -6), weekStartsOn);
}

function planningDay(state: { planningDate: Date | null }): string {
  return (state.planningDate ?? new Date()).toISOString().slice(0, 10);
}

/** Sums already made: a commit of sales raises the version and makes the old ones unreachable. */
const sums = new Map<string, Promise<unknown>>();
const sumsKept = 2_000;

function cachedBySalesVersion<Value>(
  actor: Tenant,
  salesVersion: number,
  question: unknown,
  read: () => Promise<Value>,
): Promise<Value> {
  // A slice may name ten thousand SKUs: the key keeps only their digest.
  const key = digest([actor.organisationId, salesVersion, question]);
  const known = sums.get(key) as Promise<Value> | undefined;
  if (known) return known;
  const reading = read();
  sums.set(key, reading);
  reading.catch(() => sums.delete(key));
  const [oldest] = sums.keys();
  if (sums.size > sumsKept && oldest !== undefined) sums.delete(oldest);
  return reading;
}

function withoutGaps(
  rows: readonly DemandRow[],
  shortages: readonly Shortage[],
  { lastWeek, salesVersion }: { lastWeek: string; salesVersion: number },
): DemandSeries {
  const start = rows[0] && rows[0].periodStart <= lastWeek ? rows[0].periodStart : null;
  const values: number[] = [];
  if (start !== null) {
    const weekOf = (day: string) => Math.round((Date.parse(day) - Date.parse(start)) / (7 * dayMilliseconds));
    values.length = weekOf(lastWeek) + 1;
    values.fill(0);
    for (const row of rows) if (row.periodStart <= lastWeek) values[weekOf(row.periodStart)] = row.quantity;
  }
  const missing = start === null ? [] : stockOutWeeks(shortages, start, values.length);
  const content = missing.length > 0 ? [start, values, missing] : [start, values];
  return { start, values, stockOutWeeks: missing, salesVersion, sha256: digest(content) };
}

function digest(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
