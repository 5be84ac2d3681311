import type { Evaluation } from '../../../../shared/contracts/forecast.ts';
import { AppError } from '../../../../shared/errors.ts';
import { sumQuantities } from '../../../../shared/numerics/exact-quantities.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database } from '../../../server/db.ts';
import type { Selection } from '../../data/catalogue/schema.ts';
import { type Catalogue, readCatalogue, resolveSelection } from '../../data/catalogue/service.ts';
import { demandByWarehouse } from '../../data/sales/service.ts';
import { Reconciliation } from '../reconciliation/schema.ts';
import {
  insertPublished,
  type LatestPublishedRow,
  type NewPublished,
  type PublishedCommon,
  type PublishedSummary,
  selectInForce,
  selectLatestPublished,
  selectNewestVersions,
  selectPublished,
  selectPublishedSummaries,
  type VersionRow,
  type WarehouseSlice,
  type WeekInForce,
} from './data.ts';
import type { ListPublishedInput } from './schema.ts';

export type { LatestPublishedRow, NewPublished, WarehouseSlice };

type Tenant = Pick<Actor, 'organisationId'>;

const weekMilliseconds = 7 * 86_400_000;

/** Adds a version to each series, in the transaction of its publication. */
export function addVersions(
  transaction: Database,
  common: PublishedCommon,
  series: readonly NewPublished[],
): Promise<void> {
  return insertPublished(transaction, common, series);
}

/**
 * The newest published forecast of each SKU × warehouse, or of the given pairs only. Pairs without one are absent.
 * Units per period; one query, whatever the number of pairs.
 */
export function latestPublished(
  actor: Tenant,
  pairs?: readonly { skuId: string; warehouseId: string }[],
): Promise<LatestPublishedRow[]> {
  return selectLatestPublished(database, actor.organisationId, pairs);
}

/** The newest versions of each SKU × warehouse in a slice, newest first. */
export function newestVersions(actor: Tenant, slice: WarehouseSlice, count: number): Promise<VersionRow[]> {
  return selectNewestVersions(database, actor.organisationId, slice, count);
}

/** What was forecast for each week from `from` to `until` (first days), when it began. */
export function publishedInForce(
  actor: Tenant,
  slice: WarehouseSlice,
  window: { from: string; until: string },
): Promise<WeekInForce[]> {
  return selectInForce(database, actor.organisationId, slice, window);
}

/** The newest version of each SKU × warehouse under a selection. */
export async function listPublished(actor: Tenant, { selection, limit, offset }: ListPublishedInput) {
  const catalogue = await readCatalogue(actor);
  const filter = { ...slicedByWarehouse(catalogue, selection), allVersions: false, limit, offset };
  const rows = await selectPublishedSummaries(database, actor.organisationId, filter);
  return { total: rows[0]?.rowCount ?? 0, rows: rows.map(shownRow) };
}

/**
 * All versions of one SKU × warehouse, newest first, each with its accuracy so far: what it said of the weeks that have
 * been sold since, against what was sold in them.
 */
export async function listVersions(
  actor: Tenant,
  { skuId, warehouseId, limit }: { skuId: string; warehouseId: string; limit: number },
) {
  const catalogue = await readCatalogue(actor);
  const known = catalogue.skus.some(sku => sku.id === skuId);
  const [demand] = known ? await demandByWarehouse(actor, { skuIds: [skuId], warehouseIds: [warehouseId] }) : [];
  const filter = { skuIds: [skuId], warehouseIds: [warehouseId], allVersions: true, limit, offset: 0 };
  const rows = await selectPublishedSummaries(database, actor.organisationId, filter);
  return {
    actual: demand ? { start: demand.start, values: demand.values } : null,
    total: rows[0]?.rowCount ?? 0,
    rows: rows.map(row => ({ ...shownRow(row), soFar: demand ? accuracySoFar(row, demand) : null })),
  };
}

/** @returns null while none of its weeks has been sold; `wape` is null when nothing was sold in them */
export function accuracySoFar(
  version: { readonly firstPeriod: string; readonly mean: readonly number[] },
  demand: { readonly start: string; readonly values: readonly number[] },
): { weeks: number; wape: number | null; bias: number | null } | null {
  const first = Math.round((Date.parse(version.firstPeriod) - Date.parse(demand.start)) / weekMilliseconds);
  const actual = demand.values.slice(first, first + version.mean.length);
  if (first < 0 || actual.length === 0) return null;
  const errors = actual.map((value, week) => version.mean[week]! - value);
  const sold = actual.reduce((sum, value) => sum + Math.abs(value), 0);
  const ratio = (sum: number) => (sold > 0 ? sum / sold : null);
  return {
    weeks: actual.length,
    wape: ratio(errors.reduce((sum, error) => sum + Math.abs(error), 0)),
    bias: ratio(errors.reduce((sum, error) => sum + error, 0)),
  };
}

/** One version with the whole evaluation behind it. @throws AppError `entity.not-found` */
export async function readPublished(actor: Tenant, publishedId: string) {
  const row = await selectPublished(database, actor.organisationId, publishedId);
  if (!row) throw new AppError('entity.not-found', { entity: 'published forecast', id: publishedId });
  const { publication, ...version } = row;
  return {
    ...version,
    reconciliation: Reconciliation.nullable().parse(publication?.reconciliation ?? null),
    evaluation: row.evaluation as unknown as Evaluation,
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
