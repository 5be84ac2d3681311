import { addDays } from '../../../../shared/business-day.ts';
import { combinedQuality, type DataQuality, dataQuality, type SalesRecords } from '../../../../shared/data-quality.ts';
import { likelyStockOuts } from '../../../../shared/likely-stock-outs.ts';
import { periodStarts } from '../../../../shared/periods.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import type { Tenant } from '../../../server/actor.ts';
import { mapBriefly } from '../../../server/brief-turns.ts';
import type { Selection } from '../catalogue/schema.ts';
import { type Catalogue, readCatalogue, resolveSelection } from '../catalogue/service.ts';
import { channelReports, salesRecords } from '../channel-reports/service.ts';
import { demandByWarehouse } from '../sales/service.ts';
import { rememberedBySales } from '../sales-state/service.ts';

/**
 * Freshness and completeness of the sales of each SKU × channel in a selection, and of the selection as a whole. Those
 * that never sold have no row.
 */
export async function readDataQuality(actor: Tenant, selection: Selection) {
  const [catalogue, judged] = await Promise.all([readCatalogue(actor), judgedSales(actor)]);
  const parts = partsOf(catalogue, judged.parts, selection);
  const skus = new Map(catalogue.skus.map(sku => [sku.id, sku]));
  const channels = new Map(catalogue.channels.map(channel => [channel.id, channel]));
  const rows = parts.map(({ fact, records, quality }) => {
    const sku = skus.get(fact.skuId)!;
    const channel = channels.get(fact.channelId)!;
    return {
      ...fact,
      ...records,
      ...quality,
      sku: { code: sku.code, name: sku.name },
      channel: { code: channel.code, name: channel.name },
      unitOfMeasure: sku.unitOfMeasure,
    };
  });
  return {
    /** Last day of the last week that is over: what is judged ends there. */
    until: judged.until,
    overall: combinedQuality(parts),
    rows: rows.sort((a, b) => a.score - b.score || b.quantity - a.quantity),
    silences: silencesOf(catalogue, judged.silent, selection),
  };
}

/** When the channels of a selection reported nothing at all, the newest first. */
function silencesOf(catalogue: Catalogue, silent: Judged['silent'], selection: Selection) {
  const channelIds = new Set(resolveSelection(catalogue, selection).channelIds);
  return catalogue.channels
    .filter(({ id }) => channelIds.has(id))
    .flatMap(({ id, code, name }) =>
      (silent.get(id) ?? []).map(silence => ({ channelId: id, channel: { code, name }, ...silence })),
    )
    .toSorted((a, b) => b.firstDay.localeCompare(a.firstDay) || a.channel.code.localeCompare(b.channel.code));
}

/** How far a forecast of a selection may be trusted. */
export async function selectionQuality(actor: Tenant, selection: Selection): Promise<DataQuality> {
  const [catalogue, { parts }] = await Promise.all([readCatalogue(actor), judgedSales(actor)]);
  return combinedQuality(partsOf(catalogue, parts, selection));
}

/** The SKU × warehouse whose sales are too poor for a forecast to claim anything, by `pairKey`. */
export async function pairsWithoutClaim(actor: Tenant): Promise<Set<string>> {
  const [catalogue, { parts }] = await Promise.all([readCatalogue(actor), judgedSales(actor)]);
  const warehouseOf = new Map(catalogue.channels.map(({ id, warehouseId }) => [id, warehouseId]));
  const pairs = Map.groupBy(parts, ({ fact: { skuId, channelId } }) =>
    pairKey({ skuId, warehouseId: warehouseOf.get(channelId)! }),
  );
  return new Set([...pairs].flatMap(([key, of]) => (combinedQuality(of).claim === 'none' ? [key] : [])));
}

/** SKUs whose weeks are looked through at once; a wider selection is to be narrowed. */
const mostSkus = 500;
const mostSuspected = 200;

/**
 * Weeks of SKU × warehouse that look like a stock-out nobody entered, those that cost most units first.
 * @returns `rows` null when the selection is too wide to look through
 */
export async function suspectedStockOuts(actor: Tenant, selection: Selection) {
  const catalogue = await readCatalogue(actor);
  const { skuIds, channelIds } = resolveSelection(catalogue, selection);
  if (skuIds.length > mostSkus) return { mostSkus, rows: null };
  const channels = new Set(channelIds);
  const reports = await channelReports(actor);
  const question = ['suspected', skuIds, channelIds, reports.lastWeek];
  const found = await rememberedBySales(actor, question, () =>
    lookThrough(
      actor,
      skuIds,
      catalogue.channels.filter(({ id }) => channels.has(id)),
      reports.reported,
    ),
  );
  const skus = new Map(catalogue.skus.map(sku => [sku.id, sku]));
  const warehouses = new Map(catalogue.warehouses.map(warehouse => [warehouse.id, warehouse]));
  const rows = found.map(one => ({
    ...one,
    skuName: skus.get(one.skuId)!.name,
    skuCode: skus.get(one.skuId)!.code,
    unitOfMeasure: skus.get(one.skuId)!.unitOfMeasure,
    warehouseName: warehouses.get(one.warehouseId)!.name,
  }));
  return { mostSkus, rows };
}

async function lookThrough(
  actor: Tenant,
  skuIds: string[],
  channels: Catalogue['channels'],
  reported: ReadonlyMap<string, readonly string[]>,
) {
  const told = new Map(
    [...Map.groupBy(channels, channel => channel.warehouseId)].map(([warehouseId, of]) => [
      warehouseId,
      new Set(of.flatMap(({ id }) => reported.get(id) ?? [])),
    ]),
  );
  const series = await demandByWarehouse(actor, { skuIds, warehouseIds: [...told.keys()] });
  const firstDayOf = periodStarts('week');
  const found = await mapBriefly(series, ({ skuId, warehouseId, start, values, stockOuts, unreported }) => {
    const weeks = told.get(warehouseId);
    // A week that nobody reported says nothing of the stock.
    const silent = values.flatMap((_, week) => (weeks?.has(firstDayOf(start, week)) ? [] : [week]));
    return likelyStockOuts(values, [...stockOuts, ...unreported, ...silent]).map(one => ({
      skuId,
      warehouseId,
      firstDay: addDays(start, 7 * one.firstWeek),
      lastDay: addDays(start, 7 * (one.firstWeek + one.weeks) - 1),
      weeks: one.weeks,
      /** Units a week around it. */
      usual: one.usual,
    }));
  });
  const costliestFirst = found.flat().toSorted((a, b) => b.usual * b.weeks - a.usual * a.weeks);
  return costliestFirst.slice(0, mostSuspected);
}

type Records = Awaited<ReturnType<typeof salesRecords>>;
type Judged = Awaited<ReturnType<typeof judge>>;

/** Ten thousand series are judged once for each state of the sales, not for each reader. */
const judgements = new WeakMap<Records, Promise<Judged>>();

async function judgedSales(actor: Tenant): Promise<Judged> {
  const records = await salesRecords(actor);
  const judged = judgements.get(records) ?? judge(records);
  judgements.set(records, judged);
  return judged;
}

async function judge({ lastWeek, rows, reported, silent }: Records) {
  return {
    until: addDays(lastWeek, 6),
    silent,
    parts: await mapBriefly(rows, fact => {
      const records = recordsOf(fact.firstWeek, reported.get(fact.channelId) ?? [], lastWeek);
      return { fact, records, quality: dataQuality(records), weight: fact.quantity };
    }),
  };
}

function partsOf(catalogue: Catalogue, parts: Judged['parts'], selection: Selection) {
  const { skuIds, channelIds } = resolveSelection(catalogue, selection);
  const [skus, channels] = [new Set(skuIds), new Set(channelIds)];
  return parts.filter(({ fact }) => skus.has(fact.skuId) && channels.has(fact.channelId));
}

/**
 * Weeks up to the channel's newest report are judged by completeness, those after it by freshness.
 *
 * @param reported  first days of the weeks that the channel reported, ascending
 */
function recordsOf(firstWeek: string, reported: readonly string[], lastWeek: string): SalesRecords {
  const newest = reported.at(-1) ?? firstWeek;
  const until = newest < lastWeek ? newest : lastWeek;
  return {
    weeks: Math.max(0, weeksBetween(firstWeek, until) + 1),
    reportedWeeks: reported.filter(week => week >= firstWeek && week <= until).length,
    weeksBehind: weeksBetween(until, lastWeek),
  };
}

function weeksBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / (7 * 86_400_000));
}
