import { z } from 'zod';

/** An amount of money on the wire: decimal text with at most `decimals` places. */
const amount = (decimals: number) =>
  z
    .string()
    .regex(
      new RegExp(`^\\d{1,10}(\\.\\d{1,${decimals}})?$`),
      `an amount of 0 or more with at most ${decimals} decimal places, e.g. 12.50`,
    );
const quantity = z.number().min(0).max(99_999_999_999).multipleOf(0.001);
const version = z.int().min(1);

/** Where terms come from, in words, e.g. "Assumption" or "Price list of May 2016". */
const Source = z.string().trim().min(1).max(200);

const supplierTerms = {
  leadTimeDays: z.int().min(0).max(730),
  leadTimeDeviationDays: z.number().min(0).max(365).multipleOf(0.01),
  /** In the supplier's currency, like every amount here. */
  orderCost: amount(2),
  minimumOrderValue: amount(2),
  paymentTermsDays: z.int().min(0).max(365),
  /** Units over all SKUs that it takes orders for in a week; null is no limit. */
  weeklyCapacity: quantity.nullable(),
  source: Source,
};

const skuTerms = {
  unitCost: amount(4),
  minimumOrderQuantity: quantity,
  orderMultiple: quantity.gt(0),
  source: Source,
};

/** All-units discounts, ascending by quantity; replaced as a whole. */
const PriceBreaks = z.array(z.object({ minimumQuantity: quantity.gt(0), unitCost: amount(4) })).max(20);

const notEmpty = (change: object) => Object.keys(change).length > 0;

export const UpdateSupplierInput = z.object({
  supplierId: z.uuid(),
  /** The version that the change was made from. */
  version,
  change: z
    .object({ name: z.string().trim().min(1).max(120), ...supplierTerms })
    .partial()
    .refine(notEmpty, 'name at least one field'),
});
export type UpdateSupplierInput = z.infer<typeof UpdateSupplierInput>;

export const CreateSupplierInput = z.object({
  /** Made by the client: the same id again changes nothing. */
  supplierId: z.uuid(),
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1).max(120),
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code, e.g. EUR'),
  ...supplierTerms,
  weeklyCapacity: supplierTerms.weeklyCapacity.default(null),
});
export type CreateSupplierInput = z.infer<typeof CreateSupplierInput>;

export const UpdateTermInput = z.object({
  supplierId: z.uuid(),
  skuId: z.uuid(),
  version,
  change: z
    .object({
      ...skuTerms,
      priceBreaks: PriceBreaks,
      /** Plans order a SKU from one supplier: choosing this one unchooses the other. */
      preferred: z.literal(true),
    })
    .partial()
    .refine(notEmpty, 'name at least one field'),
});
export type UpdateTermInput = z.infer<typeof UpdateTermInput>;

export const AddTermInput = z.object({ supplierId: z.uuid(), skuId: z.uuid(), ...skuTerms });
export type AddTermInput = z.infer<typeof AddTermInput>;

/** Empty lists mean all. */
export const ListTermsInput = z.object({
  supplierIds: z.array(z.uuid()).max(500).default([]),
  productIds: z.array(z.uuid()).max(500).default([]),
  regionIds: z.array(z.uuid()).max(500).default([]),
});
export type ListTermsInput = z.infer<typeof ListTermsInput>;
