import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../../server/app-router.ts';
import type { EntryKind } from '../schema.ts';

export type Catalogue = inferRouterOutputs<AppRouter>['catalogue']['read'];

/** What every entry has, and what only some kinds have. */
export interface Entry {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly currency?: string;
  readonly regionId?: string;
  readonly warehouseId?: string;
  readonly productId?: string;
  readonly unitOfMeasure?: string;
}

export type OwnField = 'currency' | 'regionId' | 'warehouseId' | 'productId' | 'unitOfMeasure';

interface KindWords {
  readonly one: string;
  readonly many: string;
  readonly rows: (catalogue: Catalogue) => readonly Entry[];
  readonly fields: readonly OwnField[];
  /** What it is for, and what it needs first. */
  readonly explanation: string;
}

/** In the order in which an empty workspace is filled. */
export const kinds: Record<EntryKind, KindWords> = {
  region: {
    one: 'region',
    many: 'Regions',
    rows: catalogue => catalogue.regions,
    fields: ['currency'],
    explanation: 'Markets, each with the currency of its sales. Begin here.',
  },
  warehouse: {
    one: 'warehouse',
    many: 'Warehouses',
    rows: catalogue => catalogue.warehouses,
    fields: ['regionId'],
    explanation: 'Where stock is kept. Orders are planned for each SKU in each warehouse.',
  },
  channel: {
    one: 'channel',
    many: 'Channels',
    rows: catalogue => catalogue.channels,
    fields: ['regionId', 'warehouseId'],
    explanation: 'Where you sell. The demand of a warehouse is the sum of the channels that it ships for.',
  },
  product: {
    one: 'product',
    many: 'Products',
    rows: catalogue => catalogue.products,
    fields: [],
    explanation: 'What you make, whatever the market.',
  },
  sku: {
    one: 'SKU',
    many: 'SKUs',
    rows: catalogue => catalogue.skus,
    fields: ['productId', 'regionId', 'unitOfMeasure'],
    explanation: 'A product as sold in one region. Sales files name it by its code.',
  },
};

export const fieldLabels: Record<OwnField, string> = {
  currency: 'Currency',
  regionId: 'Region',
  warehouseId: 'Ships from',
  productId: 'Product',
  unitOfMeasure: 'Unit of measure',
};

export const fieldHints: Record<OwnField, string> = {
  currency: 'ISO 4217, e.g. GBP',
  regionId: 'The market it belongs to',
  warehouseId: 'The warehouse of its orders',
  productId: 'What it is',
  unitOfMeasure: 'In the singular, e.g. bottle or litre',
};

/** The rows that a field chooses from; undefined where it is typed. */
export function choicesOf(catalogue: Catalogue, field: OwnField): readonly Entry[] | undefined {
  if (field === 'regionId') return catalogue.regions;
  if (field === 'warehouseId') return catalogue.warehouses;
  if (field === 'productId') return catalogue.products;
  return undefined;
}
