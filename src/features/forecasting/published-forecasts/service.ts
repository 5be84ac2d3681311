import { addDays } from '../../../../shared/business-day.ts';
import type { Evaluation } from '../../../../shared/contracts/forecast.ts';
import { Period } from '../../../../shared/contracts/series.ts';
import { AppError } from '../../../../shared/errors.ts';
import { sumQuantities } from '../../../../shared/numerics/exact-quantities.ts';
import { forecastByWeek } from '../../../../shared/numerics/forecast-by-week.ts';
import { periodsBetween } from '../../../../shared/periods.ts';
import type { ChannelUnits } from '../../../../shared/planning/channel-shares.ts';
import { type ForecastQuantile, quantilesByWeek } from '../../../../shared/planning/forecast-quantiles.ts';
import type { Tenant } from '../../../server/actor.ts';
import { mapBriefly } from '../../../server/brief-turns.ts';
import { type Database, database } from '../../../server/db.ts';
import type { Selection } from '../../data/catalogue/schema.ts';
import { type Catalogue, readCatalogue, resolveSelection } from '../../data/catalogue/service.ts';
import type { WarehouseSlice } from '../../data/sales/schema.ts';
import { demandByWarehouse } from '../../data/sales/service.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import { Reconciliation } from '../reconciliation/schema.ts';
import {
  type LatestPublishedRow,
  type PublishedSummary,
  selectBands,
  selectChannelMeans,
  selectInForce,
  selectLatestPublished,
  selectNewestVersions,
  selectPublished,
  selectPublishedAccuracy,
  selectPublishedSummaries,
  type VersionInForce,
  type VersionRow,
} from './data.ts';
import type { ListPublishedInput } from './schema.ts';

export type { LatestPublishedRow };

/**
 * The newest published forecast of each SKU × warehouse, or of the given pairs only, in weeks whatever period it was
 * published in. Pairs without one are absent. One query, whatever the number of pairs.
 */
export async function latestPublished(
  actor: Tenant,
  pairs?: readonly { skuId: string; warehouseId: string }[],
): Promise<LatestPublishedRow[]> {
  return inWeeks(database, actor, await selectLatestPublished(database, actor.organisationId, pairs));
}

/** What a version says of each channel, in the periods of the version; empty when no channels were asked for. */
interface ByChannel {
  readonly channels: readonly { readonly channelId: string; readonly mean: readonly number[] }[];
}

/** Quantiles of published forecasts by week, as published; by the version's id. */
export async function publishedQuantiles(
  actor: Tenant,
  publishedIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ForecastQuantile[]>> {
  const [rows, { weekStartsOn }] = await Promise.all([
    selectBands(database, publishedIds),
    businessCalendar(database, actor.organisationId),
  ]);
  return new Map(await mapBriefly(rows, row => [row.id, quantilesByWeek(row, weekStartsOn)] as const));
}

/** The newest versions of each SKU × warehouse in a slice, in weeks, newest first. */
export async function newestVersions(
  db: Database,
  actor: Tenant,
  slice: WarehouseSlice,
  count: number,
): Promise<(VersionRow & ByChannel)[]> {
  const versions = await selectNewestVersions(db, actor.organisationId, slice, count);
  return inWeeks(db, actor, await withChannels(db, versions, slice));
}

/** With channels: those that say something of one of them, with what they say of each. */
async function withChannels<Row extends Pick<VersionRow, 'id'>>(
  db: Database,
  versions: readonly Row[],
  { channelIds }: WarehouseSlice,
): Promise<(Row & ByChannel)[]> {
  if (!channelIds) return versions.map(version => ({ ...version, channels: [] }));
  const rows = await selectChannelMeans(
    db,
    versions.map(({ id }) => id),
  );
  const channelsOf = Map.groupBy(rows, ({ publishedForecastId }) => publishedForecastId);
  return versions
    .map(version => ({ ...version, channels: channelsOf.get(version.id) ?? [] }))
    .filter(({ channels }) => channels.some(({ channelId }) => channelIds.includes(channelId)));
}

/** The versions that counted at any time from `from` to `until`, each in the period that it was published in. */
export async function versionsInForce(
  actor: Tenant,
  slice: WarehouseSlice,
  window: { from: string; until: string },
): Promise<(VersionInForce & ByChannel)[]> {
  return withChannels(database, await selectInForce(database, actor.organisationId, slice, window), slice);
}

export interface WeekInForce {
  readonly skuId: string;
  readonly warehouseId: string;
  /** First day of the week, `YYYY-MM-DD`. */
  readonly week: string;
  readonly units: number;
  /** Of each channel, when channels were asked for. */
  readonly channels: readonly ChannelUnits[];
}

/** What was forecast for each week from `from` to `until` (first days), when it began. */
export async function publishedInForce(
  actor: Tenant,
  slice: WarehouseSlice,
  window: { from: string; until: string },
): Promise<WeekInForce[]> {
  const versions = await inWeeks(database, actor, await versionsInForce(actor, slice, window));
  return versions.flatMap(({ skuId, warehouseId, firstPeriod, mean, channels, supersededOn }) =>
    mean.flatMap((units, place) => {
      const week = addDays(firstPeriod, 7 * place);
      const counts = week >= window.from && week <= window.until && (supersededOn === null || week < supersededOn);
      if (!counts) return [];
      const ofChannels = channels.map(one => ({ channelId: one.channelId, units: one.mean[place] ?? 0 }));
      return [{ skuId, warehouseId, week, units, channels: ofChannels }];
    }),
  );
}

/** As everything is planned; a forecast that covers no whole week has none. */
async function inWeeks<Row extends Pick<VersionRow, 'period' | 'firstPeriod' | 'mean'> & Partial<ByChannel>>(
  db: Database,
  actor: Tenant,
  rows: readonly Row[],
): Promise<Row[]> {
  const { weekStartsOn } = await businessCalendar(db, actor.organisationId);
  return rows.map(row => {
    const { period, firstPeriod } = row;
    const channels = row.channels?.map(({ channelId, mean }) => ({
      channelId,
      mean: forecastByWeek({ period, firstPeriod, mean }, weekStartsOn).mean,
    }));
    return { ...row, ...forecastByWeek(row, weekStartsOn), ...(channels && { channels }) };
  });
}

/** How the forecasts that orders are planned on did in their back-tests, together; `asOf` is when the newest was published. */
export async function publishedAccuracy(actor: Tenant) {
  const { publishedAt, ...rest } = await selectPublishedAccuracy(database, actor.organisationId);
  return { ...rest, asOf: publishedAt?.toISOString() ?? null };
}

/** The newest version of each SKU × warehouse under a selection. */
export async function listPublished(actor: Tenant, { selection, limit, offset }: ListPublishedInput) {
  const catalogue = await readCatalogue(actor);
  const filter = { ...slicedByChannel(catalogue, selection), allVersions: false, limit, offset };
  const rows = await selectPublishedSummaries(database, actor.organisationId, filter);
  return { total: rows[0]?.rowCount ?? 0, rows: rows.map(shownRow) };
}

/**
 * All versions of one SKU × warehouse, newest first, each with its accuracy so far: what it said of the periods that
 * have been sold since, against what was sold in them.
 */
export async function listVersions(
  actor: Tenant,
  { skuId, warehouseId, limit }: { skuId: string; warehouseId: string; limit: number },
) {
  const catalogue = await readCatalogue(actor);
  const known = catalogue.skus.some(sku => sku.id === skuId);
  const filter = { skuIds: [skuId], warehouseIds: [warehouseId], allVersions: true, limit, offset: 0 };
  const rows = await selectPublishedSummaries(database, actor.organisationId, filter);
  const periods = known ? [...new Set(rows.map(row => row.period))] : [];
  const demands = await Promise.all(periods.map(period => demandByWarehouse(actor, filter, period)));
  const sold = demands.flat();
  return {
    /** By each period that a version was published in. */
    sold: sold.map(({ period, start, values }) => ({ period, start, values })),
    total: rows[0]?.rowCount ?? 0,
    rows: rows.map(row => {
      const demand = sold.find(({ period }) => period === row.period);
      return { ...shownRow(row), soFar: demand ? accuracySoFar(row, demand) : null };
    }),
  };
}

/** @returns null while none of its periods has been sold; `wape` is null when nothing was sold in them */
export function accuracySoFar(
  version: { readonly period: Period; readonly firstPeriod: string; readonly mean: readonly number[] },
  demand: { readonly start: string; readonly values: readonly number[] },
): { periods: number; wape: number | null; bias: number | null } | null {
  const first = periodsBetween(demand.start, version.firstPeriod, version.period);
  const actual = demand.values.slice(first, first + version.mean.length);
  if (first < 0 || actual.length === 0) return null;
  const errors = actual.map((value, place) => version.mean[place]! - value);
  const sold = actual.reduce((sum, value) => sum + Math.abs(value), 0);
  const ratio = (sum: number) => (sold > 0 ? sum / sold : null);
  return {
    periods: actual.length,
    wape: ratio(errors.reduce((sum, error) => sum + Math.abs(error), 0)),
    bias: ratio(errors.reduce((sum, error) => sum + error, 0)),
  };
}

/** One version with the whole evaluation behind it. @throws AppError `entity.not-found` */
export async function readPublished(actor: Tenant, publishedId: string) {
  const row = await selectPublished(database, actor.organisationId, publishedId);
  if (!row) throw new AppError('entity.not-found', { entity: 'published forecast', id: publishedId });
  const { publication, channels, ...version } = row;
  return {
    ...version,
    /** The largest first; they add up to the version's total. Empty where it was published before channels were. */
    channels: channels
      .map(({ mean, channel }) => ({ ...channel, total: sumQuantities(mean) }))
      .toSorted((a, b) => b.total - a.total),
    reconciliation: Reconciliation.nullable().parse(publication?.reconciliation ?? null),
    evaluation: row.evaluation as unknown as Evaluation,
    period: Period.parse(row.period.toLowerCase()),
    firstPeriod: row.firstPeriod.toISOString().slice(0, 10),
    publishedAt: row.publishedAt.toISOString(),
  };
}

function shownRow({ rowCount: _, mean, publishedAt, ...row }: PublishedSummary) {
  return { ...row, total: sumQuantities(mean), publishedAt: publishedAt.toISOString() };
}

/** The selection's SKUs, and the warehouses that its channels ship from. */
export function slicedByWarehouse(catalogue: Catalogue, selection: Selection) {
  const { skuIds, channelIds } = resolveSelection(catalogue, selection);
  const channels = catalogue.channels.filter(channel => channelIds.includes(channel.id));
  return { skuIds, warehouseIds: [...new Set(channels.map(channel => channel.warehouseId))] };
}

/** The same, with the channels where a selection names a part of what the warehouses ship for; else null. */
export function slicedByChannel(catalogue: Catalogue, selection: Selection) {
  const slice = slicedByWarehouse(catalogue, selection);
  const { channelIds } = resolveSelection(catalogue, selection);
  const shipped = catalogue.channels.filter(channel => slice.warehouseIds.includes(channel.warehouseId));
  const isPart = selection.channelIds.length > 0 && shipped.length > channelIds.length;
  return { ...slice, channelIds: isPart ? channelIds : null };
}
