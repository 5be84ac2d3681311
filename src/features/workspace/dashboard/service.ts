import { Decimal } from 'decimal.js';
import type { Actor } from '../../../server/actor.ts';
import { type Catalogue, readCatalogue, resolveSelection } from '../../data/catalogue/service.ts';
import { listBatches } from '../../data/imports/service.ts';
import { demandSeriesOf } from '../../data/sales/service.ts';
import { salesBySlice } from '../../data/sales-totals/service.ts';
import { publishedAccuracy } from '../../forecasting/published-forecasts/service.ts';
import { listPlans } from '../../planning/order-plans/service.ts';
import { readInbox } from '../../purchasing/approval-inbox/service.ts';
import { listOrders } from '../../purchasing/orders/service.ts';
import type { SalesSummaryInput } from './schema.ts';

const weeksPerYear = 52;

export interface SalesTotal {
  /** Units in the window, and in the same weeks a year before. */
  readonly quantity: number;
  readonly quantityYearBefore: number;
  /** Decimal text for each currency, never added across currencies. */
  readonly revenue: readonly { currency: string; amount: string; amountYearBefore: string }[];
}

type Slice = Awaited<ReturnType<typeof salesBySlice>>['rows'][number];

/** Sales of the last weeks of a selection, by week and by one dimension, beside the same weeks a year before. */
export async function salesSummary(actor: Actor, { selection, weeks, groupBy }: SalesSummaryInput) {
  const [catalogue, sales] = await Promise.all([readCatalogue(actor), salesBySlice(actor, weeks)]);
  const slice = resolveSelection(catalogue, selection);
  const series = await demandSeriesOf(actor, slice);
  const skuIds = new Set(slice.skuIds);
  const channelIds = new Set(slice.channelIds);
  const rows = sales.rows.filter(row => skuIds.has(row.skuId) && channelIds.has(row.channelId));
  const units = new Set(catalogue.skus.filter(sku => skuIds.has(sku.id)).map(sku => sku.unitOfMeasure));
  return {
    from: sales.from,
    until: sales.until,
    /** Null when the SKUs are counted in different units, which cannot be added. */
    unit: units.size === 1 ? [...units][0]! : null,
    total: total(rows),
    groups: groups(catalogue, rows, groupBy),
    weekly: lastWeeks(series, weeks),
  };
}

const plansLookedAt = 20;

/** Forecast, plan and orders as they stand: what the tiles beside the sales show, each with its own age. */
export async function overview(actor: Actor) {
  const [forecast, plans, orders, inbox, imports] = await Promise.all([
    publishedAccuracy(actor),
    listPlans(actor, { limit: plansLookedAt }),
    listOrders(actor, { limit: 1 }),
    readInbox(actor),
    listBatches(actor, { limit: plansLookedAt }),
  ]);
  const plan = plans.find(one => one.status === 'COMPLETED') ?? null;
  const lastImport = imports.batches.find(batch => batch.status === 'COMMITTED');
  return {
    forecast,
    plan: plan && {
      id: plan.id,
      orderNow: new Decimal(plan.summary?.totals.orderNowMinor ?? 0).div(100).toFixed(2),
      expectedFillRate: plan.summary?.totals.expectedFillRate ?? null,
      asOf: plan.finishedAt,
    },
    orders: {
      asOf: orders.asOf,
      waiting: orders.counts.SUBMITTED ?? 0,
      waitingForMe: inbox.orders.length,
      waitingForMeGbp: inbox.orders.reduce((sum, order) => sum.plus(order.totalGbp ?? 0), new Decimal(0)).toFixed(2),
      open: (orders.counts.APPROVED ?? 0) + (orders.counts.ORDERED ?? 0),
    },
    lastImport: lastImport ? { fileName: lastImport.fileName, asOf: lastImport.committedAt } : null,
  };
}

function groups(catalogue: Catalogue, rows: readonly Slice[], groupBy: SalesSummaryInput['groupBy']) {
  const regionOf = new Map(catalogue.channels.map(channel => [channel.id, channel.regionId]));
  const productOf = new Map(catalogue.skus.map(sku => [sku.id, sku.productId]));
  const key = {
    region: (row: Slice) => regionOf.get(row.channelId),
    channel: (row: Slice) => row.channelId,
    product: (row: Slice) => productOf.get(row.skuId),
  }[groupBy];
  const entities = { region: catalogue.regions, channel: catalogue.channels, product: catalogue.products }[groupBy];
  const byKey = Map.groupBy(rows, key);
  return entities.flatMap(({ id, code, name }) => {
    const ofGroup = byKey.get(id);
    return ofGroup ? [{ id, code, name, ...total(ofGroup) }] : [];
  });
}

/** Weeks without a value a year before are null: the history is shorter than that. */
function lastWeeks({ start, values }: { start: string | null; values: readonly number[] }, weeks: number) {
  if (start === null) return { days: [], quantity: [], quantityYearBefore: [] };
  const first = Math.max(0, values.length - weeks);
  const indices = values.slice(first).map((_, offset) => first + offset);
  return {
    days: indices.map(index => new Date(Date.parse(start) + index * 7 * 86_400_000).toISOString().slice(0, 10)),
    quantity: indices.map(index => values[index] ?? null),
    quantityYearBefore: indices.map(index => values[index - weeksPerYear] ?? null),
  };
}

function total(rows: readonly Slice[]): SalesTotal {
  const revenue = new Map<string, { amount: Decimal; amountYearBefore: Decimal }>();
  let quantity = 0;
  let quantityYearBefore = 0;
  for (const row of rows) {
    quantity += row.quantity;
    quantityYearBefore += row.quantityYearBefore;
    if (row.currency === null) continue;
    const known = revenue.get(row.currency) ?? { amount: new Decimal(0), amountYearBefore: new Decimal(0) };
    revenue.set(row.currency, {
      amount: known.amount.plus(row.revenue ?? 0),
      amountYearBefore: known.amountYearBefore.plus(row.revenueYearBefore ?? 0),
    });
  }
  return {
    quantity,
    quantityYearBefore,
    revenue: [...revenue].map(([currency, sum]) => ({
      currency,
      amount: sum.amount.toFixed(2),
      amountYearBefore: sum.amountYearBefore.toFixed(2),
    })),
  };
}
