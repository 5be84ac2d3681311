import { Decimal } from 'decimal.js';
import type { Actor } from '../../server/actor.ts';
import { readCatalogue } from '../catalogue/service.ts';
import { salesBySlice } from '../sales/service.ts';

export interface SalesTotal {
  /** Units in the window, and in the same weeks a year before. */
  readonly quantity: number;
  readonly quantityYearBefore: number;
  /** Decimal text for each currency, never added across currencies. */
  readonly revenue: readonly { currency: string; amount: string; amountYearBefore: string }[];
}

export interface SalesNode extends SalesTotal {
  readonly id: string;
  readonly name: string;
  readonly children: readonly SalesNode[];
}

type Slice = Awaited<ReturnType<typeof salesBySlice>>['rows'][number];

/** Sales of the last weeks by region → channel → product, each beside the same weeks a year before. */
export async function salesSummary(actor: Actor, weeks: number) {
  const [catalogue, sales] = await Promise.all([readCatalogue(actor), salesBySlice(actor, weeks)]);
  const skuById = new Map(catalogue.skus.map(sku => [sku.id, sku]));
  const regions = catalogue.regions.map(region => {
    const channels = catalogue.channels.filter(channel => channel.regionId === region.id);
    const channelNodes = channels.map(channel => {
      const ofChannel = sales.rows.filter(row => row.channelId === channel.id);
      const products = catalogue.products.map(product =>
        node(
          product,
          ofChannel.filter(row => skuById.get(row.skuId)?.productId === product.id),
          [],
        ),
      );
      return node(channel, ofChannel, products.filter(hasSales));
    });
    const channelIds = new Set(channels.map(channel => channel.id));
    return node(
      region,
      sales.rows.filter(row => channelIds.has(row.channelId)),
      channelNodes.filter(hasSales),
    );
  });
  return { weeks, from: sales.from, until: sales.until, total: total(sales.rows), regions: regions.filter(hasSales) };
}

function node(entity: { id: string; name: string }, rows: readonly Slice[], children: readonly SalesNode[]): SalesNode {
  return { id: entity.id, name: entity.name, ...total(rows), children };
}

function hasSales(one: SalesTotal): boolean {
  return one.quantity > 0 || one.quantityYearBefore > 0;
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
