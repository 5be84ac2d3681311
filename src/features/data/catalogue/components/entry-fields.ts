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
  readonly country?: string | null;
  readonly regionId?: string;
  readonly warehouseId?: string;
  readonly productId?: string;
  readonly unitOfMeasure?: string;
  readonly shelfLifeDays?: number | null;
  readonly shelfLifeSource?: string | null;
}

export type OwnField =
  | 'currency'
  | 'country'
  | 'regionId'
  | 'warehouseId'
  | 'productId'
  | 'unitOfMeasure'
  | 'shelfLifeDays'
  | 'shelfLifeSource';

/** The fields that may stay empty. */
const optionalFields: readonly OwnField[] = ['country', 'shelfLifeDays', 'shelfLifeSource'];

export function isRequired(field: OwnField): boolean {
  return !optionalFields.includes(field);
}

/** What was typed, as an entry has it: an empty optional field is null, days are a number. */
export function entryValues(fields: readonly OwnField[], typed: Readonly<Record<string, string>>) {
  const values: Record<string, string | number | null> = { ...typed };
  for (const field of fields) {
    const text = typed[field]?.trim() ?? '';
    if (!isRequired(field) && text === '') values[field] = null;
    else if (field === 'shelfLifeDays') values[field] = Number(text);
  }
  return values;
}

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
    fields: ['currency', 'country'],
    explanation: 'Markets, each with the currency of its sales and the country of its holidays. Begin here.',
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
    fields: ['productId', 'regionId', 'unitOfMeasure', 'shelfLifeDays', 'shelfLifeSource'],
    explanation:
      'A product as sold in one region. Sales files name it by its code; plans order no more than sells within its shelf life.',
  },
};

export const fieldLabels: Record<OwnField, string> = {
  currency: 'Currency',
  country: 'Country',
  regionId: 'Region',
  warehouseId: 'Ships from',
  productId: 'Product',
  unitOfMeasure: 'Unit of measure',
  shelfLifeDays: 'Shelf life, days',
  shelfLifeSource: 'Source of the shelf life',
};

export const fieldHints: Record<OwnField, string> = {
  currency: 'ISO 4217, e.g. GBP',
  country: 'ISO 3166-1, e.g. GB: its public holidays explain demand. Empty for several countries',
  regionId: 'The market it belongs to',
  warehouseId: 'The warehouse of its orders',
  productId: 'What it is',
  unitOfMeasure: 'In the singular, e.g. bottle or litre',
  shelfLifeDays: 'From arrival to the last day of sale; empty keeps for ever',
  shelfLifeSource: '“Statement: label”, or “Assumption: …” while nobody has said',
};

/** The rows that a field chooses from; undefined where it is typed. */
export function choicesOf(catalogue: Catalogue, field: OwnField): readonly Entry[] | undefined {
  if (field === 'regionId') return catalogue.regions;
  if (field === 'warehouseId') return catalogue.warehouses;
  if (field === 'productId') return catalogue.products;
  return undefined;
}
