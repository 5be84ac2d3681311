import { z } from 'zod';
import { holidayCountries } from '../../../../shared/contracts/holidays.ts';

const ids = z.array(z.uuid()).max(500).default([]);

/** A slice of demand: product × region × channel. An empty list means all. */
export const Selection = z.object({ productIds: ids, regionIds: ids, channelIds: ids });
export type Selection = z.infer<typeof Selection>;

const base = {
  /** Made by the client: a repeated request saves the same entry. */
  id: z.uuid(),
  code: z.string().trim().min(1, 'Give it a code').max(40),
  name: z.string().trim().min(1, 'Give it a name').max(120),
};

/** One entry of the catalogue, new or changed. */
export const CatalogueEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('product'), ...base }),
  z.object({
    kind: z.literal('region'),
    ...base,
    currency: z.string().regex(/^[A-Z]{3}$/, 'An ISO 4217 code of three letters, e.g. GBP'),
    /** Whose public holidays demand follows; null for several countries. Left out, it stays as it is. */
    country: z
      .string()
      .trim()
      .toUpperCase()
      .refine(
        code => holidayCountries.has(code),
        'An ISO 3166-1 code of two letters, e.g. GB; empty for several countries',
      )
      .nullish(),
  }),
  z.object({ kind: z.literal('warehouse'), ...base, regionId: z.uuid('Choose a region') }),
  z.object({
    kind: z.literal('channel'),
    ...base,
    regionId: z.uuid('Choose a region'),
    warehouseId: z.uuid('Choose the warehouse that ships its orders'),
  }),
  z
    .object({
      kind: z.literal('sku'),
      ...base,
      productId: z.uuid('Choose a product'),
      regionId: z.uuid('Choose a region'),
      unitOfMeasure: z.string().trim().min(1, 'Say what one unit is, e.g. bottle').max(30),
      /** From arrival to the last day of sale; null is unlimited. Left out, it stays as it is. */
      shelfLifeDays: z
        .int('A whole number of days')
        .min(1, 'At least one day')
        .max(3_650, 'At most ten years')
        .nullish(),
      shelfLifeSource: z.string().trim().min(1).max(200).nullish(),
    })
    .refine(({ shelfLifeDays, shelfLifeSource }) => (shelfLifeDays ?? null) === null || shelfLifeSource, {
      path: ['shelfLifeSource'],
      message: 'Say where the shelf life comes from, or write “Assumption”',
    })
    .refine(({ shelfLifeDays, shelfLifeSource }) => (shelfLifeDays ?? null) !== null || !shelfLifeSource, {
      path: ['shelfLifeDays'],
      message: 'Enter the days that this source states, or clear the source',
    }),
]);
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;
export type EntryKind = CatalogueEntry['kind'];
