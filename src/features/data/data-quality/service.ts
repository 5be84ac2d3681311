import { addDays } from '../../../../shared/business-day.ts';
import { combinedQuality, type DataQuality, dataQuality, type SalesRecords } from '../../../../shared/data-quality.ts';
import { likelyStockOuts } from '../../../../shared/likely-stock-outs.ts';
import type { Actor } from '../../../server/actor.ts';
import type { Selection } from '../catalogue/schema.ts';
import { type Catalogue, readCatalogue, resolveSelection } from '../catalogue/service.ts';
import { demandByWarehouse, salesRecords } from '../sales/service.ts';

type Tenant = Pick<Actor, 'organisationId'>;

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
  };
}

/** How far a forecast of a selection may be trusted. */
export async function selectionQuality(actor: Tenant, selection: Selection): Promise<DataQuality> {
  const [catalogue, { parts }] = await Promise.all([readCatalogue(actor), judgedSales(actor)]);
  return combinedQuality(partsOf(catalogue, parts, selection));
}

/** The SKU × warehouse whose sales are too poor for a forecast to claim anything, as `skuId warehouseId`. */
export async function pairsWithoutClaim(actor: Tenant): Promise<Set<string>> {
  const [catalogue, { parts }] = await Promise.all([readCatalogue(actor), judgedSales(actor)]);
  const warehouseOf = new Map(catalogue.channels.map(({ id, warehouseId }) => [id, warehouseId]));
  const pairs = Map.groupBy(parts, ({ fact }) => `${fact.skuId} ${warehouseOf.get(fact.channelId)}`);
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
  const warehouseIds = catalogue.channels.filter(({ id }) => channels.has(id)).map(({ warehouseId }) => warehouseId);
  const skus = new Map(catalogue.skus.map(sku => [sku.id, sku]));
  const warehouses = new Map(catalogue.warehouses.map(warehouse => [warehouse.id, warehouse]));
  const [series, { reported }] = await Promise.all([
    demandByWarehouse(actor, { skuIds, warehouseIds: [...new Set(warehouseIds)] }),
    salesRecords(actor),
  ]);
  const reports = Map.groupBy(catalogue.channels, channel => channel.warehouseId);
  const reportedBy = (warehouseId: string) =>
    new Set(reports.get(warehouseId)?.flatMap(channel => reported.get(channel.id) ?? []));
  const rows = series.flatMap(({ skuId, warehouseId, start, values, stockOuts }) => {
    const told = reportedBy(warehouseId);
    // A week that nobody reported says nothing of the stock.
    const silent = values.flatMap((_, week) => (told.has(addDays(start, 7 * week)) ? [] : [week]));
    return likelyStockOuts(values, [...stockOuts, ...silent]).map(({ firstWeek, weeks, usual }) => ({
      skuId,
      warehouseId,
      skuName: skus.get(skuId)!.name,
      skuCode: skus.get(skuId)!.code,
      unitOfMeasure: skus.get(skuId)!.unitOfMeasure,
      warehouseName: warehouses.get(warehouseId)!.name,
      firstDay: addDays(start, 7 * firstWeek),
      lastDay: addDays(start, 7 * (firstWeek + weeks) - 1),
      weeks,
      /** Units a week around it. */
      usual,
    }));
  });
  rows.sort((a, b) => b.usual * b.weeks - a.usual * a.weeks);
  return { mostSkus, rows: rows.slice(0, mostSuspected) };
}

type Records = Awaited<ReturnType<typeof salesRecords>>;
type Judged = ReturnType<typeof judge>;

/** Ten thousand series are judged once for each state of the sales, not for each reader. */
const judgements = new WeakMap<Records, Judged>();

async function judgedSales(actor: Tenant): Promise<Judged> {
  const records = await salesRecords(actor);
  const judged = judgements.get(records) ?? judge(records);
  judgements.set(records, judged);
  return judged;
}

function judge({ lastWeek, rows, reported }: Records) {
  const sorted = new Map([...reported].map(([channelId, weeks]) => [channelId, weeks.toSorted()]));
  return {
    until: addDays(lastWeek, 6),
    parts: rows.map(fact => {
      const records = recordsOf(fact.firstWeek, sorted.get(fact.channelId) ?? [], lastWeek);
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
