import { Decimal } from 'decimal.js';
import { addDays } from '../../../../shared/business-day.ts';
import { pairKey } from '../../../../shared/sku-warehouse.ts';
import type { Tenant } from '../../../server/actor.ts';
import { database } from '../../../server/db.ts';
import { businessCalendar } from '../../workspace/users/service.ts';
import type { Selection } from '../catalogue/schema.ts';
import { readCatalogue, resolveSelection } from '../catalogue/service.ts';
import { ratesOn } from '../exchange-rates/service.ts';
import { newestSalesDay, rememberedBySales } from '../sales-state/service.ts';
import { selectSalesBySlice } from './data.ts';

/** Sales of each SKU × channel in the last `weeks` recorded weeks, beside the same weeks a year before. */
export async function salesBySlice(actor: Tenant, weeks: number) {
  return rememberedBySales(actor, ['slices', weeks], async () => {
    const newest = await newestSalesDay(actor);
    if (newest === null) return { from: null, until: null, rows: [] };
    const from = addDays(newest, -7 * (weeks - 1));
    const window = { organisationId: actor.organisationId, from, until: newest };
    return { from, until: newest, rows: await selectSalesBySlice(database, window) };
  });
}

/**
 * Revenue in pounds for one unit of each SKU × warehouse over the last 52 weeks, where revenue and a rate are known.
 * @returns by `pairKey`, as decimal text
 */
export async function unitPrices(actor: Tenant): Promise<Map<string, string>> {
  const { today } = await businessCalendar(database, actor.organisationId);
  const [catalogue, { rows }, rates] = await Promise.all([
    readCatalogue(actor),
    salesBySlice(actor, 52),
    ratesOn(actor, today),
  ]);
  const warehouseOf = new Map(catalogue.channels.map(channel => [channel.id, channel.warehouseId]));
  const sums = new Map<string, { units: Decimal; pounds: Decimal }>();
  for (const { skuId, channelId, currency, quantity, revenue } of rows) {
    const rate = currency === 'GBP' ? '1' : rates.get(currency ?? '')?.gbpPerUnit;
    if (rate === undefined || revenue === null) continue;
    const key = pairKey({ skuId, warehouseId: warehouseOf.get(channelId)! });
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
