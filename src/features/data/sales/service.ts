import { addDays } from '../../../../shared/business-day.ts';
import type { Period } from '../../../../shared/contracts/series.ts';
import { AppError } from '../../../../shared/errors.ts';
import { addPeriods, periodsBetween } from '../../../../shared/periods.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import { type Shortage, stockOutPeriods } from '../../../../shared/stock-out-periods.ts';
import type { Tenant } from '../../../server/actor.ts';
import { mapBriefly } from '../../../server/brief-turns.ts';
import { database, inChunks } from '../../../server/db.ts';
import type { Selection } from '../catalogue/schema.ts';
import {
  type Catalogue,
  countriesOf,
  describeSelection,
  readCatalogue,
  resolveSelection,
} from '../catalogue/service.ts';
import { channelReports } from '../channel-reports/service.ts';
import { cachedBySalesVersion, digest, rememberedBySales, salesState } from '../sales-state/service.ts';
import {
  type RecordedDemand,
  selectChannelShares,
  selectChannelSharesByWarehouse,
  selectDemand,
  selectDemandByWarehouse,
  selectFactPeriods,
  selectSalesSources,
  selectShortages,
  selectShortagesByWarehouse,
  selectSoldPairs,
} from './data.ts';
import type { WarehouseSlice } from './schema.ts';

export interface DemandSeries {
  readonly period: Period;
  /** First day of the first period, `YYYY-MM-DD`; null when nothing was ever sold. */
  readonly start: string | null;
  /** Units per period, oldest first, without gaps: a period without a record is 0. */
  readonly values: readonly number[];
  /** Indices of periods without stock, in which less was sold than was wanted. */
  readonly stockOuts: readonly number[];
  /** Indices of periods in which channels that sell a good part of it reported nothing: what was sold is not known. */
  readonly unreported: readonly number[];
  /** State of the sales facts that it was read from. */
  readonly salesVersion: number;
  /** Of start, values, stock-outs and unreported periods: series with the same one have the same content. */
  readonly sha256: string;
}

/** A series with sales in it. */
export interface KnownSeries extends DemandSeries {
  readonly start: string;
  /** Whose public holidays matter, ISO 3166-1 alpha-2; absent for sales in several countries. */
  readonly country?: string;
}

/**
 * Demand of a selection by period, up to the planning date. Periods before its first sale are not part of it. It ends
 * with the newest period that is over and that the workspace has sales of, so a slice that stopped selling ends in
 * zeros.
 * @param period  default: weeks, or months where only months are recorded
 * @throws AppError `sales.none` naming the selection; `sales.period-not-recorded`
 */
export async function demandSeries(actor: Tenant, selection: Selection, period?: Period): Promise<KnownSeries> {
  const catalogue = await readCatalogue(actor);
  const periods = await seriesPeriods(actor, resolveSelection(catalogue, selection));
  return knownSeries(actor, catalogue, selection, periods, period);
}

async function knownSeries(
  actor: Tenant,
  catalogue: Catalogue,
  selection: Selection,
  periods: readonly Period[],
  asked: Period | undefined,
): Promise<KnownSeries> {
  const period = asked ?? (periods.includes('week') ? 'week' : 'month');
  if (periods.length > 0 && !periods.includes(period)) {
    const recorded = periods.join(' or ');
    throw new AppError('sales.period-not-recorded', {
      selection: describeSelection(catalogue, selection),
      period,
      recorded,
    });
  }
  const slice = resolveSelection(catalogue, selection);
  const series = await demandSeriesOf(actor, slice, period);
  if (series.start === null) throw new AppError('sales.none', { selection: describeSelection(catalogue, selection) });
  const [country, ...others] = countriesOf(catalogue, slice.channelIds);
  return { ...series, start: series.start, ...(country && others.length === 0 && { country }) };
}

/**
 * The same with what a reader needs to judge it: how it was summed, in which unit, from which imports.
 * @throws AppError `sales.none` naming the selection
 */
export async function demandHistory(actor: Tenant, selection: Selection, asked?: Period) {
  const catalogue = await readCatalogue(actor);
  const slice = resolveSelection(catalogue, selection);
  const periods = await seriesPeriods(actor, slice);
  const series = await knownSeries(actor, catalogue, selection, periods, asked);
  const skuIds = new Set(slice.skuIds);
  const units = new Set(catalogue.skus.filter(sku => skuIds.has(sku.id)).map(sku => sku.unitOfMeasure));
  const sources = await salesSources(actor, { ...slice, period: series.period });
  return {
    ...series,
    /** Those that the facts of the selection can be summed to. */
    periods,
    description: describeSelection(catalogue, selection),
    /** Last day that the history covers. */
    until: addDays(addPeriods(series.start, series.values.length, series.period), -1),
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
  period: Period = 'week',
): Promise<DemandSeries> {
  const state = await salesState(actor, period);
  return cachedBySalesVersion(actor, state.salesVersion, ['demand', period, state.lastPeriod, slice], async () => {
    const [demand, shortages, unreported] = await Promise.all([
      selectDemand(database, { ...slice, period, weekStartsOn: state.weekStartsOn }),
      selectShortages(database, { ...slice, period }),
      unreportedOf(actor, slice, period),
    ]);
    return withoutGaps(demand, shortages, unreported, state);
  });
}

/** The periods that the facts of a slice can be summed to: days make weeks and months, weeks make no months. */
async function seriesPeriods(actor: Tenant, slice: { skuIds: string[]; channelIds: string[] }): Promise<Period[]> {
  const facts = await rememberedBySales(actor, ['periods', slice], () => selectFactPeriods(database, slice));
  const periods: Period[] = [];
  if (facts.has('day') && facts.size === 1) periods.push('day');
  if (facts.has('day') || facts.has('week')) periods.push('week');
  if (facts.size > 0 && !facts.has('week')) periods.push('month');
  return periods;
}

export interface WarehouseDemandSeries extends KnownSeries {
  readonly skuId: string;
  readonly warehouseId: string;
}

/** What a SKU × warehouse sold through one of its channels. */
export interface ChannelDemandSeries extends WarehouseDemandSeries {
  readonly channelId: string;
}

/**
 * The same for each SKU × warehouse: what the channels that ship from the warehouse sold, all or those of the slice.
 * Pairs that never sold are left out. Not cached: planning reads each pair once.
 */
export async function demandByWarehouse(
  actor: Tenant,
  slice: WarehouseSlice,
  period: Period = 'week',
): Promise<WarehouseDemandSeries[]> {
  return (await demandParts(actor, slice, period, false)).map(({ channelId: _, ...series }) => series);
}

/** The same for each channel apart. */
export async function demandByChannel(
  actor: Tenant,
  slice: WarehouseSlice,
  period: Period,
): Promise<ChannelDemandSeries[]> {
  const parts = await demandParts(actor, slice, period, true);
  return parts.map(({ channelId, ...series }) => ({ ...series, channelId: channelId! }));
}

/** SKUs whose demand is read in one query: the sums of more would not fit into the memory that the database has for it. */
const skusPerRead = 300;

async function demandParts(actor: Tenant, slice: WarehouseSlice, period: Period, byChannel: boolean) {
  const state = await salesState(actor, period);
  const series: Awaited<ReturnType<typeof readParts>> = [];
  for (const skuIds of inChunks(slice.skuIds, skusPerRead)) {
    series.push(...(await readParts(actor, { ...slice, skuIds }, state, byChannel)));
  }
  return series;
}

async function readParts(
  actor: Tenant,
  slice: WarehouseSlice,
  state: Awaited<ReturnType<typeof salesState>>,
  byChannel: boolean,
) {
  const { period } = state;
  const [parts, shortages, unreported] = await Promise.all([
    selectDemandByWarehouse(database, { ...slice, period, weekStartsOn: state.weekStartsOn, byChannel }),
    selectShortagesByWarehouse(database, slice),
    unreportedParts(actor, slice, period, byChannel),
  ]);
  const shortagesOf = Map.groupBy(shortages, pairKey);
  const series = await mapBriefly(parts, ({ skuId, warehouseId, channelId, country, ...demand }) => {
    const pair = pairKey({ skuId, warehouseId });
    const silent = unreported(byChannel ? channelId! : pair);
    const { start, ...known } = withoutGaps(demand, shortagesOf.get(pair) ?? [], silent, state);
    return start === null ? [] : [{ ...known, skuId, warehouseId, channelId, start, ...(country && { country }) }];
  });
  return series.flat();
}

/** When channels were silent, each with its share of what a slice sells. */
async function unreportedOf(
  actor: Tenant,
  slice: { skuIds: string[]; channelIds: string[] },
  period: Period,
): Promise<Shortage[]> {
  const missing = await missingReports(actor);
  // Most feeds are never silent, and then nothing has to be summed.
  if (!slice.channelIds.some(id => missing.has(id))) return [];
  const shares = await selectChannelShares(database, { ...slice, period });
  return shares.flatMap(
    ({ channelId, share }) => missing.get(channelId)?.map(silence => ({ ...silence, share })) ?? [],
  );
}

/** The same for each SKU × warehouse, by `pairKey`, or for each channel apart. */
async function unreportedParts(actor: Tenant, slice: WarehouseSlice, period: Period, byChannel: boolean) {
  const missing = await missingReports(actor);
  if (byChannel) return (channelId: string) => missing.get(channelId)?.map(silence => ({ ...silence, share: 1 })) ?? [];
  const silentIds = [...missing.keys()];
  if (silentIds.length === 0) return () => [];
  const shares = await selectChannelSharesByWarehouse(database, { ...slice, period, silentIds });
  const sharesOf = Map.groupBy(shares, pairKey);
  return (pair: string) =>
    (sharesOf.get(pair) ?? []).flatMap(({ channelId, share }) =>
      missing.get(channelId)!.map(silence => ({ ...silence, share })),
    );
}

/** The channels of which reports are missing, with the weeks on end. */
async function missingReports(actor: Tenant) {
  const { silent } = await channelReports(actor);
  const known = [...silent].map(([channelId, of]) => [channelId, of.filter(({ missing }) => missing)] as const);
  return new Map(known.filter(([, of]) => of.length > 0));
}

/** A series as it was known before a day, `YYYY-MM-DD`: without the periods from it on. */
export function knownBefore<Series extends KnownSeries>(series: Series, day: string): Series {
  const length = Math.max(0, Math.min(series.values.length, periodsBetween(series.start, day, series.period)));
  const known = (index: number) => index < length;
  return {
    ...series,
    values: series.values.slice(0, length),
    stockOuts: series.stockOuts.filter(known),
    unreported: series.unreported.filter(known),
  };
}

/** The SKU × warehouse pairs that have demand by a period. */
export async function soldPairs(actor: Tenant, slice: WarehouseSlice, period: Period = 'week') {
  return rememberedBySales(actor, ['pairs', slice, period], () => selectSoldPairs(database, { ...slice, period }));
}

/** Where the sales of a slice come from: each import with the number of its facts, newest first. */
async function salesSources(actor: Tenant, slice: { skuIds: string[]; channelIds: string[]; period: Period }) {
  return rememberedBySales(actor, ['sources', slice], () => selectSalesSources(database, slice));
}

function withoutGaps(
  demand: RecordedDemand | null,
  shortages: readonly Shortage[],
  silent: readonly Shortage[],
  { period, lastPeriod, salesVersion }: { period: Period; lastPeriod: string; salesVersion: number },
): DemandSeries {
  const start = demand && demand.start <= lastPeriod ? demand.start : null;
  const values = start === null ? [] : new Array<number>(periodsBetween(start, lastPeriod, period) + 1).fill(0);
  for (const [index, place] of demand?.places.entries() ?? []) {
    if (place < values.length) values[place] = demand!.quantities[index]!;
  }
  const indices = (of: readonly Shortage[]) =>
    start === null ? [] : stockOutPeriods(of, start, values.length, period);
  const [stockOuts, unreported] = [indices(shortages), indices(silent)];
  const content = [
    ...(period === 'week' ? [] : [period]),
    start,
    values,
    ...(stockOuts.length > 0 ? [stockOuts] : []),
    ...(unreported.length > 0 ? [{ unreported }] : []),
  ];
  return { period, start, values, stockOuts, unreported, salesVersion, sha256: digest(content) };
}
